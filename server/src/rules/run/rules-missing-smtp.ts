import { relayclientFor } from "../../model/run/service-relayclient.js";
import { isUcspi, lastUse, serverOf } from "../../model/run/service-server.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS034",
  name: "rules-missing-smtp",
  language: "run",
  severity: "warning",
  category: "access",
  security: true,
  since: "0.1",
  what: "qmail-smtpd on port 25 is started without access rules",
  why:
    "RELAYCLIENT says who may send mail to other hosts, and access rules set it for the own networks: without rules " +
    "nobody may",
  silent:
    "On other ports, when qmail-smtpd has arguments (it checks passwords then), when rblsmtpd or another program stands " +
    "in front, when an expansion may hold -x, and where RELAYCLIENT is in the environment of every connection (QM507)",
  sources: ["run script specification R34"],
  fixable: "none",
  messages: {
    missing: {
      text: "{server} has no -x, so no access rule sets RELAYCLIENT: no client may send mail to other hosts, not even your own",
      help: "compile access rules with tcprules and name them with -x",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 0 smtp qmail-smtpd 2>&1\n",
    good: "#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 smtp qmail-smtpd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      const server = serverOf(chain);
      if (server === undefined || !isUcspi(server) || !server.step.optionsKnown || lastUse(server.step, "x")) return;
      const [program] = server.behind;
      if (program?.name !== "qmail-smtpd" || program.arguments.length > 0 || server.portNumber !== SMTP) return;
      // That everybody may relay is said where the variable is set (QM507).
      if (relayclientFor(program, chain, script)) return;
      report({ at: server.step.word, message: "missing", params: { server: server.step.name } });
    },
  },
});

const SMTP = 25;
