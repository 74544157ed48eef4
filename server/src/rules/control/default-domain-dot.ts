import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM107",
  name: "default-domain-dot",
  language: "control",
  severity: "error",
  category: "names",
  since: "0.1",
  what: "defaulthost, defaultdomain or plusdomain begins or ends with a dot, or has two in a row",
  why: "qmail-inject writes a dot, or an @, in front of it and takes it as it stands: with two dots in a row or one at the end, it is the domain of nobody",
  sources: ["qmail specification I1, I3, I5", "measured: inject-rewriting-020"],
  fixable: "unsafe",
  messages: {
    dot: {
      text: "the host mail becomes mail.{found}: qmail-inject adds the dot itself",
      help: "leave out the dot in front",
    },
    other: {
      text: "the host mail becomes mail.{found}, which is the domain of no usual address",
      help: "write the domain without a dot at its end, and with one dot between its parts",
    },
    host: {
      text: "joe becomes joe@{found}, which is the address of nobody",
      help: "write the host without a dot at its ends, and with one dot between its parts",
    },
    remove: { text: "Remove the dot" },
  },
  example: {
    file: "control/defaultdomain",
    bad: ".example.org\n",
    good: "example.org\n",
  },
  on: {
    lines: {
      value: ({ whole }, { name }, report) => {
        const { text } = whole;
        if (name === "defaulthost" && /^\.|\.\.|\.\r?$/.test(text))
          report({ at: whole, message: "host", params: { found: printable(text.replace(/\r$/, "")) } });
        if (name !== "defaultdomain" && name !== "plusdomain") return;
        if (/^[^.].*(\.\.|\.\r?$)/.test(text))
          report({ at: whole, message: "other", params: { found: printable(text.replace(/\r$/, "")) } });
        if (text[0] !== ".") return;
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
