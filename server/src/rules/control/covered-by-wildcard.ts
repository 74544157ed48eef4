import { printable } from "djblint-grammars/text";
import { lineOfSuffix } from "../../model/control/broader-keys.js";
import { keysOf } from "../../model/control/control.js";
import { isPublicSuffix } from "../../model/public-suffix.js";
import { defineRule } from "../rule.js";
import { lineRemoval } from "./line-removal.js";

export default defineRule({
  code: "QM210",
  name: "covered-by-wildcard",
  language: "control",
  severity: "info",
  category: "relay",
  since: "0.1",
  what: "An entry of rcpthosts is covered by a wildcard in the same file",
  why: "qmail-smtpd tries every suffix of the domain, so the entry changes nothing",
  silent:
    "When the wildcard is for a suffix that strangers register under: then it is the wrong one of the two (QM208)",
  sources: ["qmail specification A5"],
  fixable: "safe",
  messages: {
    covered: { text: '"{found}" changes nothing: {by} covers it', help: "keep one of the two" },
    wildcard: { text: "this entry covers it" },
    remove: { text: "Remove the line" },
  },
  example: {
    file: "control/rcpthosts",
    bad: ".example.org\nmail.example.org\n",
    good: ".example.org\nexample.org\n",
  },
  on: {
    file: (file, report) => {
      if (file.name !== "rcpthosts") return;
      const keys = keysOf(file.lines);
      for (const { line, name, trouble } of file.domains) {
        if (trouble !== undefined || name.text !== line.whole.text) continue;
        const wildcard = lineOfSuffix(name.text, keys);
        if (!wildcard || isPublicSuffix(wildcard.whole.text.slice(1))) continue;
        const goesOn = report({
          at: name,
          message: "covered",
          params: { found: printable(name.text), by: printable(wildcard.whole.text) },
          related: [{ span: wildcard.whole, message: "wildcard" }],
          tags: ["unnecessary"],
          fixes: lineRemoval(line.line, file, { title: "remove", safety: "safe" }),
        });
        if (!goesOn) return;
      }
    },
  },
});
