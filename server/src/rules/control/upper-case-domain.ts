import { printable } from "djblint-grammars/text";
import { foldCase } from "../../model/control/control.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM206",
  name: "upper-case-domain",
  language: "control",
  severity: "info",
  category: "style",
  optIn: true,
  since: "0.1",
  what: "A domain name has upper-case letters",
  why: "Names are compared without regard to case, so it changes nothing",
  sources: ["qmail specification R20", "measured: smtpd-sessions-016"],
  fixable: "safe",
  messages: {
    upper: { text: '"{found}" counts as {lower}', help: "write names in lower case" },
    replace: { text: "Write {lower}" },
  },
  example: {
    file: "control/rcpthosts",
    bad: "Example.ORG\n",
    good: "example.org\n",
  },
  on: {
    domain: {
      check: ({ name, trouble }, _file, report) => {
        if (trouble !== undefined || !/[A-Z]/.test(name.text)) return;
        const lower = foldCase(name.text);
        const span = { start: name.start, end: name.end };
        report({
          at: span,
          message: "upper",
          params: { found: printable(name.text), lower: printable(lower) },
          fixes: [{ title: "replace", params: { lower }, safety: "safe", edits: [{ span, newText: lower }] }],
        });
      },
    },
  },
});
