import { listeningOf, listensInside } from "../../model/run/service-listening.js";
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
    "RELAYCLIENT says who may send mail to other hosts, and access rules set it for the own networks: without rules either " +
    "nobody may, or, when RELAYCLIENT is in the environment, everybody",
  silent:
    "On other ports, when qmail-smtpd has arguments (it checks passwords then), when rblsmtpd or another program stands " +
    "in front, when an expansion may hold -x, and about RELAYCLIENT where it listens on private addresses only",
  sources: ["run script specification R34"],
  fixable: "none",
  messages: {
    missing: {
      text: "{server} has no -x, so no access rule sets RELAYCLIENT: no client may send mail to other hosts, not even your own",
      help: "compile access rules with tcprules and name them with -x",
    },
    open: {
      text: "RELAYCLIENT is set for every client, and no access rule takes it away: everybody may send mail to everybody",
      help: "take RELAYCLIENT out, and set it for your own networks in access rules that -x names",
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
      const sets =
        chain.command.assignments.some(({ name }) => name === "RELAYCLIENT") ||
        server.before.some(({ effects }) =>
          effects.some((effect) => effect.kind === "set" && effect.name === "RELAYCLIENT"),
        );
      const isOpen =
        sets || script.service.commands.some(({ name, arguments: args }) => name === "export" && exportsRelay(args));
      if (isOpen && listensInside(listeningOf(chain, script))) return;
      report({ at: server.step.word, message: isOpen ? "open" : "missing", params: { server: server.step.name } });
    },
  },
});

const SMTP = 25;

function exportsRelay(args: readonly { readonly head: string }[]): boolean {
  return args.some(({ head }) => /^RELAYCLIENT(=|$)/.test(head));
}
