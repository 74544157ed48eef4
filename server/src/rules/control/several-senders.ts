import { printable } from "djblint-grammars/text";
import { senderIn } from "../../model/control/mail-from.js";
import { defineRule } from "../rule.js";

/** In quotes, with a prefix or a value as in other programs, with two @ or nothing behind it, or with a stray dot. */
const NO_ADDRESS = /^(["']).*\1$|^(mailto|from):|^[a-z]+:\/\/|^[^@]*@.*[:/]|@@|@$|@[^@]*(\.\.|\.$)/i;

export default defineRule({
  code: "QM606",
  name: "several-senders",
  language: "control",
  severity: "warning",
  category: "senders",
  since: "0.1",
  what: "A line of badmailfrom holds several senders, a text behind one, or signs that no address has",
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
    signs: {
      text: '"{found}" refuses no usual sender: the whole line is compared with the address, sign by sign',
      help: "write the address as in joe@example.org, or @example.org for all senders of a domain",
    },
    split: { text: "Write each sender on a line of its own" },
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
        if (!sender || /[<>]|[\t ]#/.test(sender.text)) return;
        const span = { start: sender.start, end: sender.end };
        if (NO_ADDRESS.test(sender.text))
          return report({ at: span, message: "signs", params: { found: printable(sender.text) } });
        if (!/[\t ,;]/.test(sender.text) || sender.text.includes('"')) return;
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
