import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM842",
  name: "mailbox-in-root",
  language: "control",
  severity: "warning",
  category: "delivery instructions",
  since: "0.1",
  what: "A mailbox lies directly in the root directory, as in /Maildir/ in place of ./Maildir/",
  why: "A path with a slash in front is one of the whole host, and only root may write to /: delivery fails, and mail stays in the queue",
  sources: ["qmail specification Q1", "dot-qmail(5)"],
  fixable: "unsafe",
  messages: {
    root: {
      text: "{found} is a path from the root of the host, where the user may write nothing: mail stays in the queue",
      help: "write .{found} for one in the home of the user",
    },
    dot: { text: "Write .{found}" },
  },
  example: {
    file: "alias/.qmail-root",
    bad: "/Maildir/\n",
    good: "./Maildir/\n",
  },
  on: {
    lines: {
      instruction: ({ instruction, argument }, _file, report) => {
        if (instruction !== "mbox" && instruction !== "maildir") return;
        if (!/^\/[^/]+\/?$/.test(argument.text)) return;
        const params = { found: printable(argument.text) };
        const edits = [{ span: { start: argument.start, end: argument.start }, newText: "." }];
        report({ at: argument, message: "root", params, fixes: [{ title: "dot", params, safety: "unsafe", edits }] });
      },
    },
  },
});
