import { printable } from "djblint-grammars/text";
import { faultyVariables, VariableFault } from "../../model/tcprules/access-variables.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR116",
  name: "queue-program",
  language: "tcprules",
  severity: "warning",
  category: "variables",
  since: "0.1",
  what: "QMAILQUEUE is empty, a name without a path, or a command with arguments",
  why: "qmail-smtpd starts what stands there in its home, without a search and without arguments; where there is no such program, all mail of the clients is put off",
  silent: "For paths that begin with / or bin/",
  sources: ["tcprules specification section 9", "netqmail 1.06: qmail.c, setup_qqargs"],
  fixable: "unsafe",
  messages: {
    empty: {
      text: "mail of these clients is put off: qmail-smtpd starts a program without a name, which fails",
      help: "remove the variable: then qmail-smtpd starts qmail-queue",
    },
    relative: {
      text: '"{value}" is looked for in the home of qmail, /var/qmail, and nowhere else',
      help: "write the whole path, such as /var/qmail/bin/{value}",
    },
    arguments: {
      text: 'the whole of "{value}" is taken for the path of a program: it gets no arguments',
      help: "write the path of a script that starts the program with them",
    },
    remove: { text: "Remove the variable: qmail-queue is started" },
  },
  example: {
    bad: '127.:allow,RELAYCLIENT="",QMAILQUEUE=""\n:allow\n',
    good: '127.:allow,RELAYCLIENT=""\n:allow\n',
  },
  on: {
    variables: {
      fault: VariableFault.QueueProgram,
      check: (rule, _, report) => {
        for (const variable of faultyVariables(rule, VariableFault.QueueProgram)) {
          const { value } = variable;
          const at = value.text === "" ? variable : value;
          const message = value.text === "" ? "empty" : /\s/.test(value.text) ? "arguments" : "relative";
          const remove = { title: "remove", safety: "unsafe", edits: [{ span: variable, newText: "" }] } as const;
          report({
            at,
            message,
            params: { value: printable(value.text) },
            fixes: message === "empty" ? [remove] : [],
          });
        }
      },
    },
  },
});
