import { printable } from "djblint-grammars/text";
import { senderIn } from "../../model/control/mail-from.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM603",
  name: "angle-brackets-sender",
  language: "control",
  severity: "warning",
  category: "senders",
  since: "0.1",
  what: "badmailfrom holds an address in angle brackets",
  why: "qmail-smtpd takes the brackets off the sender before it looks, so the entry never matches; the empty sender <> cannot be listed",
  silent: "When the file holds patterns or the dialect is patched: patches take more forms",
  sources: ["qmail specification A1, A4", "measured: smtpd-sessions-049"],
  fixable: "unsafe",
  messages: {
    brackets: {
      text: '"{found}" refuses no sender: senders are compared without their brackets',
      help: "write the address without brackets",
    },
    empty: {
      text: "the empty sender cannot be refused by badmailfrom, and bounces need it",
      help: "remove the line",
    },
    replace: { text: "Write {instead}" },
  },
  example: {
    file: "control/badmailfrom",
    bad: "<joe@example.com>\n",
    good: "joe@example.com\n",
  },
  on: {
    lines: {
      entry: (line, file, report) => {
        const sender = senderIn(line, file);
        if (!sender || !/[<>]/.test(sender.text)) return;
        const instead = /^<([^<>]*)>$/.exec(sender.text)?.[1];
        const span = { start: sender.start, end: sender.end };
        if (instead === "") return report({ at: span, message: "empty" });
        const params = { found: printable(sender.text) };
        const edits = [{ span, newText: instead ?? "" }];
        report({
          at: span,
          message: "brackets",
          params,
          fixes: instead
            ? [{ title: "replace", params: { instead: printable(instead) }, safety: "unsafe", edits }]
            : [],
        });
      },
    },
  },
});
