import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM107",
  name: "default-domain-dot",
  language: "control",
  severity: "error",
  category: "names",
  since: "0.1",
  what: "defaultdomain or plusdomain begins with a dot",
  why: "qmail-inject writes a dot in front of it, so that there are two, and no such domain exists",
  sources: ["qmail specification I3, I5", "measured: inject-rewriting-020"],
  fixable: "unsafe",
  messages: {
    dot: {
      text: "the host mail becomes mail.{found}: qmail-inject adds the dot itself",
      help: "leave out the dot in front",
    },
    remove: { text: "remove the dot" },
  },
  example: {
    file: "control/defaultdomain",
    bad: ".example.org\n",
    good: "example.org\n",
  },
  on: {
    lines: {
      value: ({ whole }, { name }, report) => {
        if ((name !== "defaultdomain" && name !== "plusdomain") || whole.text[0] !== ".") return;
        const at = { start: whole.start, end: whole.start + 1 };
        report({
          at,
          message: "dot",
          params: { found: printable(whole.text) },
          fixes: [{ title: "remove", safety: "unsafe", edits: [{ span: at, newText: "" }] }],
        });
      },
    },
  },
});
