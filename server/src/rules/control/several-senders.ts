import { printable } from "djblint-grammars/text";
import { senderIn } from "../../model/control/mail-from.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM606",
  name: "several-senders",
  language: "control",
  severity: "warning",
  category: "senders",
  since: "0.1",
  what: "A line of badmailfrom holds several senders, or a text behind one",
  why: "qmail-smtpd compares the whole line with the address of the sender, so that none of them is refused",
  silent:
    "For a quoted user, for comments and brackets, which are other findings, and when the file holds patterns or the " +
    "dialect is patched",
  sources: ["qmail specification A4"],
  fixable: "unsafe",
  messages: {
    text: {
      text: '"{found}" refuses no sender: the whole line is taken for one address',
      help: "write each sender on a line of its own, and nothing behind it; qpsmtpd alone takes a reason there",
    },
    split: { text: "write each sender on a line of its own" },
  },
  example: {
    file: "control/badmailfrom",
    bad: "joe@example.com, @spam.example\n",
    good: "joe@example.com\n@spam.example\n",
  },
  on: {
    lines: {
      entry: (line, file, report) => {
        const sender = senderIn(line, file);
        if (!sender || !/[\t ,;]/.test(sender.text) || /["<>]|[\t ]#/.test(sender.text)) return;
        const span = { start: sender.start, end: sender.end };
        const senders = sender.text.split(/[\t ,;]+/).filter((word) => word !== "");
        const edits = [{ span, newText: senders.join("\n") }];
        report({
          at: span,
          message: "text",
          params: { found: printable(sender.text) },
          fixes: senders.every((word) => word.includes("@")) ? [{ title: "split", safety: "unsafe", edits }] : [],
        });
      },
    },
  },
});
