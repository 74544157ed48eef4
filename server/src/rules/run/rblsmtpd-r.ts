import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS080",
  name: "rblsmtpd-r",
  language: "run",
  severity: "error",
  category: "options",
  since: "0.1",
  what: "rblsmtpd gets the option -R, which its usage text names and the program does not know",
  why: "illegal option, usage, exit 100: every client is dropped",
  silent: "When another option shows that it is a build with more options",
  sources: ["run script specification R80"],
  fixable: "none",
  messages: {
    illegal: {
      text: "rblsmtpd has no option -R, although its usage text says so: it exits with 100, and every client is dropped",
      help: "leave -R out; -r BASE names the list to ask",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 25 rblsmtpd -R qmail-smtpd 2>&1\n",
    good: "#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 25 rblsmtpd -r bl.example qmail-smtpd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: ({ steps }, _script, report) => {
      for (const { name, options } of steps) {
        if (name !== "rblsmtpd") continue;
        const unknown = options.filter(({ spec }) => spec === undefined);
        if (unknown.length > 0 && unknown.every(({ letter }) => letter === "R")) {
          report({ at: unknown[0], message: "illegal" });
        }
      }
    },
  },
});
