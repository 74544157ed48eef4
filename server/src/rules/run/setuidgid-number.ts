import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS025",
  name: "setuidgid-number",
  language: "run",
  severity: "error",
  category: "privilege",
  security: true,
  since: "0.1",
  what: "setuidgid or envuidgid gets a number or a group instead of an account, or chpst a number without a colon",
  why: "They look for an account of that name in the password file: `unknown account`, exit 111, once a second",
  silent: "For the programs of s6, and for chpst with a colon, which know how to write numbers and groups",
  sources: ["run script specification R25", "measured: daemontools 0.76, runit 2.1.2"],
  fixable: "none",
  messages: {
    number: {
      text: "{program} takes names only: it looks for an account called {account} and fails with unknown account {account}",
      help: "write the name of the account",
    },
    group: {
      text: "{program} takes names of accounts only: it looks for one called {account} and fails with unknown account {account}",
      help: "write the account alone, whose group it takes, or chpst -u {account}",
    },
    colon: {
      text: "chpst takes {account} for the name of an account: unknown user/group, and the service never starts",
      help: "write a colon in front of numbers: :{account}",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid 812 /usr/local/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexec setuidgid web /usr/local/bin/webd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: ({ steps }, _script, report) => {
      for (const { name: program, operands, options, certain } of steps) {
        if (!certain) continue;
        if (program === "setuidgid" || program === "envuidgid") {
          const [word] = operands;
          const account = word?.text ?? "";
          const message = isNumber(account) ? "number" : /^[^:]+:/.test(account) ? "group" : undefined;
          if (message) report({ at: word, message, params: { program, account: printable(account) } });
        }
        for (const { letter, value } of program === "chpst" ? options : []) {
          const isAccount = letter === "u" || letter === "U";
          if (!isAccount || value?.text === undefined || !isNumber(value.text)) continue;
          report({ at: value, message: "colon", params: { account: value.text } });
        }
      }
    },
  },
});

function isNumber(text: string): boolean {
  return /^[0-9]+$/.test(text);
}
