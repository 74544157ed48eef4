import { literalText } from "djblint-grammars/run/words";
import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS121",
  name: "tcprules-arguments",
  language: "run",
  severity: "error",
  category: "access",
  security: true,
  since: "0.1",
  what: "tcprules has no temporary file, or gets its source as a word instead of on standard input",
  why:
    "tcprules takes the names of the cdb and of a temporary file, and reads the rules from standard input. Under supervise that " +
    "is empty: a cdb without rules lets everybody in",
  silent: "When an expansion may hold the words, and when something is piped into tcprules or its input is redirected",
  sources: ["run script specification R35", "measured: tcprules of ucspi-tcp 0.88"],
  fixable: "none",
  messages: {
    usage: {
      text: "tcprules has no temporary file: it prints its usage, exits with 100 and leaves the cdb as it was",
      help: "write tcprules CDB TEMPORARY-FILE <SOURCE",
    },
    source: {
      text: "tcprules does not look at {source}: it reads standard input, which is empty under supervise, and the new cdb lets everybody in",
      help: "write <{source}",
    },
  },
  example: {
    bad: "#!/bin/sh\ntcprules smtp.cdb smtp.tmp smtp\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 25 qmail-smtpd 2>&1\n",
    good: "#!/bin/sh\ntcprules smtp.cdb smtp.tmp <smtp\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 25 qmail-smtpd 2>&1\n",
  },
  on: {
    inStarters: true,
    script: ({ service }, report) => {
      for (const { name, command, arguments: args, place } of service.commands) {
        if (name !== "tcprules" || args.some(({ count }) => count !== "one")) continue;
        const isFed = place.piped || command.redirects.some(({ operator }) => operator.startsWith("<"));
        const source = args[3] && literalText(args[3].word.parts);
        if (args.length < 3) report({ at: command.words[0], message: "usage" });
        else if (source !== undefined && !isFed) {
          report({ at: args[3], message: "source", params: { source: printable(source) } });
        }
      }
    },
  },
});
