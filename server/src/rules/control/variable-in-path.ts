import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM836",
  name: "variable-in-path",
  language: "control",
  severity: "error",
  category: "delivery instructions",
  since: "0.1",
  what: "A path in a .qmail file holds a variable, such as $USER",
  why: "qmail-local takes a path byte for byte, and hands variables to programs alone: mail goes into a file or maildir that has the sign and the name in its own name, or stays in the queue where there is none",
  silent: "About forwards, which are another finding (QM817), and programs, which get the variables",
  sources: ["qmail specification Q1", "qmail-command(8)"],
  fixable: "none",
  messages: {
    file: {
      text: 'mail goes into a file that is called "{found}": qmail-local fills in no variables',
      help: "write the path without variables, as in ./Mailbox: it is looked for in the home of the user",
    },
    maildir: {
      text: 'mail stays in the queue unless there is a maildir called "{found}": qmail-local fills in no variables',
      help: "write the path without variables, as in ./Maildir/: it is looked for in the home of the user",
    },
  },
  example: {
    file: "alias/.qmail-joe",
    bad: "/mail/$USER/Maildir/\n",
    good: "/mail/joe/Maildir/\n",
  },
  on: {
    lines: {
      instruction: ({ instruction, argument }, _file, report) => {
        if (instruction !== "mbox" && instruction !== "maildir") return;
        if (!/\$(\{\w+\}|[A-Za-z_]\w*)/.test(argument.text)) return;
        const message = instruction === "mbox" ? "file" : "maildir";
        report({ at: argument, message, params: { found: printable(argument.text.replace(/\r$/, "")) } });
      },
    },
  },
});
