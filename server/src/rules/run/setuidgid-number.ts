import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS025",
  name: "setuidgid-number",
  language: "run",
  severity: "error",
  category: "privilege",
  security: true,
  since: "0.1",
  what: "setuidgid or envuidgid gets a number instead of an account",
  why: "They look for an account of that name in the password file: `unknown account`, exit 111, once a second",
  silent: "For chpst and the programs of s6, which know how to write numbers",
  sources: ["run script specification R25"],
  fixable: "none",
  messages: {
    number: {
      text: "{program} takes names only: it looks for an account called {account} and fails with unknown account {account}",
      help: "write the name of the account",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid 812 /usr/local/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexec setuidgid web /usr/local/bin/webd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: ({ steps }, _script, report) => {
      for (const { name, operands, certain } of steps) {
        if (!certain || (name !== "setuidgid" && name !== "envuidgid")) continue;
        const [account] = operands;
        if (account?.text === undefined || !/^[0-9]+$/.test(account.text)) continue;
        report({ at: account, message: "number", params: { program: name, account: account.text } });
      }
    },
  },
});
