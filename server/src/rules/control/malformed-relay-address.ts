import { printable } from "djblint-grammars/text";
import { addressLiteral } from "../../model/control/mail-address.js";
import type { RelayTrouble } from "../../model/control/relay-trouble.js";
import type { WrittenRoute } from "../../model/control/written-route.js";
import { defineRule, type Report } from "../rule.js";

const MESSAGES: Readonly<Partial<Record<RelayTrouble, string>>> = {
  octet: "octet",
  "not-four": "name",
  "one-bracket": "name",
  "no-name": "sign",
};

export default defineRule({
  code: "QM410",
  name: "malformed-relay-address",
  language: "control",
  severity: "error",
  category: "routes",
  since: "0.1",
  what: "The relay in smtproutes is no host name, or its address has a number above 255, not four numbers, or one bracket only",
  why: "Numbers are taken modulo 256, which is another host; anything that is no address is looked up as a name in the DNS, and without one the mail bounces",
  sources: ["qmail specification T6, T8", "measured: smtproutes-routing-074 to -077"],
  fixable: "unsafe",
  messages: {
    octet: {
      text: "mail for {key} goes to {address}: qmail-remote takes numbers of an address modulo 256",
      help: "write four numbers from 0 to 255",
    },
    sign: {
      text: 'all mail for {key} bounces: "{found}" is the name of no host',
      help: "write the name of the host, or its address in brackets, with a colon in front of the port",
    },
    name: {
      text: 'all mail for {key} bounces: "{found}" is no address, and no host is called so',
      help: "write four numbers in brackets, such as [192.0.2.7]",
    },
    port: {
      text: 'all mail for {key} bounces: "{found}" is taken for its relay, as the first colon ends the domain',
      help: "write {instead} to send the mail for all domains there, or {key}:RELAY:{found}",
    },
    lonePort: {
      text: 'all mail for {key} bounces: "{found}" is taken for the relay, as the first colon ends the domain',
      help: "write :RELAY:{found}",
    },
    write: { text: "Write {instead}" },
  },
  example: {
    file: "control/smtproutes",
    bad: "example.org:[192.0.2]\n",
    good: "example.org:[192.0.2.7]\n",
  },
  on: {
    route: (route, { dialect }, report) => {
      if (route.trouble === "not-four" && /^\d+$/.test(route.host.text)) return reportPort(route, report);
      const message = route.trouble && MESSAGES[route.trouble];
      if (!message || (message === "sign" && dialect === "patched" && route.host.text.includes("|"))) return;
      const address = addressLiteral(route.host.text) ?? "";
      const params = {
        key: printable(route.line.key.text) || "any domain",
        found: printable(route.host.text),
        address,
      };
      report({ at: route.host, message, params });
    },
  },
});

/** `relay.example.net:587`, without the colon in front. */
function reportPort({ host, line: { key } }: WrittenRoute, report: Report): void {
  const params = {
    key: printable(key.text) || "any domain",
    found: host.text,
    instead: printable(`:${key.text}:${host.text}`),
  };
  if (key.text === "") {
    report({ at: host, message: "lonePort", params });
    return;
  }
  const edits = [{ span: { start: key.start, end: key.start }, newText: ":" }];
  report({ at: host, message: "port", params, fixes: [{ title: "write", params, safety: "unsafe", edits }] });
}
