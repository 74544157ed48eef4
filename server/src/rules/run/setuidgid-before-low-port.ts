import { printable } from "djblint-grammars/text";
import { droppedBefore } from "../../model/run/service-identity.js";
import { isUcspi, serverOf } from "../../model/run/service-server.js";
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
    "When the account or the port is not known, and where the script or the sysctl files of the host set " +
    "net.ipv4.ip_unprivileged_port_start to the port or below it",
  sources: ["run script specification C6, R24", "measured: ucspi-tcp 0.88 on Linux 6", "manual page: ip(7)"],
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
    drops: { text: "From here on everything runs as {account}" },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid qmaild tcpserver -RHl0 0 25 qmail-smtpd 2>&1\n",
    good: "#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 0 25 qmail-smtpd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      const server = serverOf(chain);
      if (server?.port === undefined || server.portNumber === undefined || !isUcspi(server)) return;
      if (server.portNumber === 0 || server.portNumber >= USUAL_FIRST) return;
      const drop = droppedBefore(server.before);
      if (drop === undefined || server.portNumber >= (firstUnprivilegedPort(script) ?? 0)) return;
      const account = printable(drop.account);
      report({
        at: server.port,
        message: isInImage(script) ? "image" : "port",
        params: { server: server.step.name, account, port: server.port.text ?? "" },
        related: [{ span: drop.step.word, message: "drops", params: { account } }],
      });
    },
  },
});
