import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM803",
  name: "maildir-without-slash",
  language: "control",
  severity: "warning",
  category: "delivery instructions",
  since: "0.1",
  what: "A file that is called Maildir has no slash behind it",
  why: "Without the slash the line means an mbox file: delivery fails when there is a folder of that name, and makes a file when there is none",
  sources: ["qmail specification Q1", "measured: dot-qmail-006"],
  fixable: "unsafe",
  messages: {
    mbox: {
      text: "{found} is written as one mbox file: a maildir has a slash at the end",
      help: "write {found}/ for a maildir",
    },
    append: { text: "add the slash" },
  },
  example: {
    file: "alias/.qmail-root",
    bad: "./Maildir\n",
    good: "./Maildir/\n",
  },
  on: {
    lines: {
      instruction: (line, _file, report) => {
        if (line.instruction !== "mbox") return;
        const path = line.argument.text.replace(/\r$/, "");
        if (!/(^|\/)\.?maildir$/i.test(path)) return;
        const end = line.argument.start + path.length;
        report({
          at: { start: line.argument.start, end },
          message: "mbox",
          params: { found: printable(path) },
          fixes: [{ title: "append", safety: "unsafe", edits: [{ span: { start: end, end }, newText: "/" }] }],
        });
      },
    },
  },
});
