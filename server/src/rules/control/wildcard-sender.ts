import { printable } from "djblint-grammars/text";
import { senderIn } from "../../model/control/mail-from.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM602",
  name: "wildcard-sender",
  language: "control",
  severity: "error",
  category: "senders",
  since: "0.1",
  what: "badmailfrom holds a wildcard",
  why: "An entry is compared as text: there is neither * nor a form for all hosts below a domain",
  silent: "When the file holds patterns or the dialect is patched: patches take more forms",
  sources: ["qmail specification A4", "measured: smtpd-sessions-046, -047"],
  fixable: "unsafe",
  messages: {
    wildcard: {
      text: '"{found}" refuses no sender: badmailfrom has no wildcards',
      help: "write one line with @ and the name for each host",
    },
    replace: { text: "Write {instead}" },
  },
  example: {
    file: "control/badmailfrom",
    bad: "*@example.com\n",
    good: "@example.com\n",
  },
  on: {
    lines: {
      entry: (line, file, report) => {
        const sender = senderIn(line, file);
        if (!sender || !/\*|^@?\./.test(sender.text)) return;
        const instead = /^\*(@[\w-]+(\.[\w-]+)+)$/.exec(sender.text)?.[1];
        const span = { start: sender.start, end: sender.end };
        const edits = [{ span, newText: instead ?? "" }];
        report({
          at: span,
          message: "wildcard",
          params: { found: printable(sender.text) },
          fixes: instead ? [{ title: "replace", params: { instead }, safety: "unsafe", edits }] : [],
        });
      },
    },
  },
});
