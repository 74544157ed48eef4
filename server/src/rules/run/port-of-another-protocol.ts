import { printable } from "djblint-grammars/text";
import { PROTOCOLS, type Protocol } from "../../model/run/protocols.js";
import { serverOf } from "../../model/run/service-server.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS148",
  name: "port-of-another-protocol",
  language: "run",
  severity: "warning",
  category: "listening",
  since: "0.1",
  what: "A server for one protocol listens on the usual port of another one, as qmail-pop3d on port 25",
  why: "Clients that connect to this port speak its protocol, and get answers that they do not understand",
  silent: "For ports that none of the protocols has",
  sources: ["services(5)", "manual pages of qmail-smtpd, qmail-popup, qmail-qmtpd, qmail-qmqpd, axfrdns"],
  fixable: "none",
  messages: {
    other: {
      text: "{program} speaks {own}, and port {port} is that of {other}: clients for {other} get nowhere",
      help: "write port {usual}, or start what speaks {other}",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec tcpserver 0 25 qmail-popup mail.example.org checkpassword qmail-pop3d Maildir\n",
    good: "#!/bin/sh\nexec tcpserver 0 110 qmail-popup mail.example.org checkpassword qmail-pop3d Maildir\n",
  },
  on: {
    inStarters: true,
    chain: (chain, _script, report) => {
      const server = serverOf(chain);
      const { port, portNumber: number } = server ?? {};
      if (!server || !port || number === undefined) return;
      const speaker = server.behind.find(({ name }) => protocolOf(name));
      const own = speaker && protocolOf(speaker.name);
      const other = PROTOCOLS.find(({ ports }) => ports.includes(number));
      if (!own || !other || own === other) return;
      const params = {
        program: speaker.name,
        own: own.name,
        port: printable(port.text ?? String(number)),
        other: other.name,
        usual: own.ports[0],
      };
      report({ at: port, message: "other", params });
    },
  },
});

function protocolOf(program: string): Protocol | undefined {
  return PROTOCOLS.find(({ programs }) => programs.includes(program));
}
