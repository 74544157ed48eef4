import { printable } from "djblint-grammars/text";
import type { ControlSource } from "../../model/control/control-source.js";
import type { RelayTrouble } from "../../model/control/relay-trouble.js";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

const MESSAGES: Readonly<Partial<Record<RelayTrouble, string>>> = {
  "port-empty": "empty",
  "port-text": "text",
  "port-zero": "zero",
  "port-too-large": "large",
};

export default defineRule({
  code: "QM408",
  name: "unusable-port",
  language: "control",
  severity: "error",
  category: "routes",
  since: "0.1",
  what: "The port of a relay in smtproutes is empty, no number, 0, above 65535, or one for TLS alone",
  why: "qmail-remote takes the digits at the beginning: without any the port is 0 and nothing ever answers; too large a number wraps. On port 465 TLS comes first",
  silent: "For port 465 when the dialect is patched, or files of patches are in the folder",
  sources: ["qmail specification T4", "measured: smtproutes-routing-054 to -058"],
  fixable: "none",
  messages: {
    empty: {
      text: "the port is 0 because nothing follows the colon: mail for {key} is tried until it is too old",
      help: "write {relay} for port 25, or {relay} and a port",
    },
    text: {
      text: 'the port is 0 because "{port}" begins with no digit: mail for {key} is tried until it is too old',
      help: "write the number of the port, or leave it out for port 25",
    },
    zero: {
      text: "nothing answers on port 0: mail for {key} is tried until it is too old",
      help: "write the number of the port, or leave it out for port 25",
    },
    large: {
      text: "port {port} is taken for port {number}: qmail-remote keeps 16 bits of it",
      help: "write a port from 1 to 65535",
    },
    tls: {
      text: "port 465 is for TLS from the first byte, which qmail-remote does not speak without a patch: mail for {key} is tried until it is too old",
      help: "write port 587 or 25, or a relay that speaks TLS for qmail-remote, such as stunnel",
      severity: "warning",
    },
  },
  example: {
    file: "control/smtproutes",
    bad: "example.org:relay.example.net:smtp\n",
    good: "example.org:relay.example.net:25\n",
  },
  on: {
    route: (route, file, report) => {
      const isForTls = !route.trouble && route.port?.text === "465" && !mayBePatched(file);
      const message = isForTls ? "tls" : route.trouble && MESSAGES[route.trouble];
      if (!route.port || !message) return;
      const digits = /^\d*/.exec(route.port.text)![0];
      report({
        at: message === "empty" ? { start: route.port.start - 1, end: route.port.end } : route.port,
        message,
        params: {
          key: printable(route.line.key.text) || "any domain",
          relay: printable(route.host.text),
          port: printable(route.port.text),
          // The number wraps at 64 bits, then at 16.
          number: Number(BigInt.asUintN(16, BigInt(digits.slice(0, 40) || "0"))),
        },
      });
    },
  },
});

function mayBePatched(file: ControlSource): boolean {
  return file.dialect === "patched" || mailInstallationOf(file)?.hasPatchFiles === true;
}
