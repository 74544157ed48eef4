import { printable } from "djblint-grammars/text";
import { lastStep } from "../../model/run/service.js";
import { droppedBefore } from "../../model/run/service-identity.js";
import { isUcspi, type Server, serverOf } from "../../model/run/service-server.js";
import { firstUnprivilegedPort, isInImage, USUAL_FIRST } from "../../model/run/unprivileged-ports.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS024",
  name: "setuidgid-before-low-port",
  language: "run",
  severity: "error",
  category: "privilege",
  security: true,
  since: "0.1",
  what: "A server on a port below 1024 is started by an account other than root",
  why: "Only root can bind such a port: `unable to bind: access denied`, once a second",
  silent:
    "When the account or the port is not known, for programs that need root themselves (RS028), and where the script or the sysctl files of the host set " +
    "net.ipv4.ip_unprivileged_port_start to the port or below it",
  sources: [
    "run script specification C6, R24",
    "measured: ucspi-tcp 0.88 and ipsvd 1.0 on Linux 6",
    "manual page: ip(7)",
  ],
  fixable: "none",
  messages: {
    port: {
      text: "{server} runs as {account} already when it binds port {port}, which needs root: unable to bind: access denied",
      help: "write envuidgid {account} {server} -U ..., which binds first and then becomes {account}",
    },
    image: {
      text: "{server} runs as {account} already when it binds port {port}, which needs root, except in containers of Docker since 20.10: unable to bind: access denied",
      help: "write envuidgid {account} {server} -U ..., which binds first and then becomes {account}",
      severity: "warning",
    },
    account: {
      text: "{server} runs as {account} already when it binds port {port}, which needs root: unable to bind socket: access denied",
      help: "give {server} -u {account}, so that it binds first and then becomes {account}",
    },
    drops: { text: "from here on everything runs as {account}" },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid qmaild tcpserver -RHl0 0 25 qmail-smtpd 2>&1\n",
    good: "#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 0 25 qmail-smtpd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      // Of what needs root itself another rule speaks (RS028).
      if (lastStep(chain).program?.dropsRoot) return;
      const server = serverOf(chain);
      if (server?.port === undefined || server.portNumber === undefined) return;
      const isIpsvd = takesAccount(server);
      if (!isUcspi(server) && (!isIpsvd || isInImage(script))) return;
      if (server.portNumber === 0 || server.portNumber >= USUAL_FIRST) return;
      const drop = droppedBefore(server.before);
      if (drop === undefined || server.portNumber >= (firstUnprivilegedPort(script) ?? 0)) return;
      const account = printable(drop.account);
      report({
        at: server.port,
        message: isIpsvd ? "account" : isInImage(script) ? "image" : "port",
        params: { server: server.step.name, account, port: server.port.text ?? "" },
        related: [{ span: drop.step.word, message: "drops", params: { account } }],
      });
    },
  },
});

/** Those of ipsvd, by name. */
function takesAccount({ step }: Server): boolean {
  return step.program?.options.some(({ role }) => role === "account") ?? false;
}
