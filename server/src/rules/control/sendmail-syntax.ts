import { printable, withoutBlanks } from "djblint-grammars/text";
import { forwardOf } from "../../model/control/delivery-text.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM811",
  name: "sendmail-syntax",
  language: "control",
  severity: "error",
  category: "delivery instructions",
  since: "0.1",
  what: "A line of a .qmail file is written as in the aliases of sendmail",
  why: ":include:, a backslash in front of a user and quotes round a program mean nothing to qmail-local: the line is an address",
  sources: ["qmail specification Q2", "measured: dot-qmail-027, -029"],
  fixable: "unsafe",
  messages: {
    include: {
      text: 'mail is forwarded to the address "{found}": qmail-local includes no lists',
      help: "write the addresses into this file, each on a line of its own",
    },
    user: {
      text: 'mail is forwarded to the address "{found}", with the backslash',
      help: "write ./Maildir/ or ./Mailbox for the mailbox of the user himself",
    },
    program: {
      text: "mail is forwarded to the address {found}: a program line begins with | and has no quotes around it",
      help: "write |COMMAND, from the first column on",
    },
    replace: { text: "Write {instead}" },
  },
  example: {
    file: "alias/.qmail-root",
    bad: '"|/usr/local/bin/sort-mail joe"\n',
    good: "|/usr/local/bin/sort-mail joe\n",
  },
  on: {
    lines: {
      instruction: (line, _file, report) => {
        const forward = forwardOf(line);
        if (forward?.trouble !== "sendmail") return;
        const text = withoutBlanks(forward.address.text);
        const message = text[0] === ":" ? "include" : text[0] === "\\" ? "user" : "program";
        const instead = /^"?\s*(\|[^"]*)"?$/.exec(text)?.[1];
        const span = { start: line.whole.start, end: forward.address.end };
        const edits = [{ span, newText: instead ?? "" }];
        report({
          at: span,
          message,
          params: { found: printable(forward.address.text) },
          fixes: instead
            ? [{ title: "replace", params: { instead: printable(instead) }, safety: "unsafe", edits }]
            : [],
        });
      },
    },
  },
});
