import { printable } from "djblint-grammars/text";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM409",
  name: "ipv6-relay",
  language: "control",
  severity: "error",
  category: "routes",
  since: "0.1",
  what: "The relay in smtproutes is an IPv6 address",
  why: "qmail-remote cuts the relay at the first colon and looks up what is in front of it as a name: the mail bounces",
  silent:
    "When the dialect is patched: s/qmail and patches for IPv6 take such relays; an info where files of patches are in the folder",
  sources: ["qmail specification T8", "measured: smtproutes-routing-079"],
  fixable: "none",
  messages: {
    ipv6: {
      text: 'all mail for {key} bounces: qmail-remote takes "{cut}" for the relay, as the first colon ends it',
      help: "write an IPv4 address in brackets, or the name of a host that has one",
    },
    perhaps: {
      text: 'all mail for {key} bounces unless this qmail has a patch for IPv6: without one it takes "{cut}" for the relay',
      help: 'set dialect.qmail to "patched" if it has; else write an IPv4 address in brackets, or the name of a host that has one',
      severity: "info",
    },
  },
  example: {
    file: "control/smtproutes",
    bad: "example.org:[2001:db8::1]\n",
    good: "example.org:[192.0.2.7]\n",
  },
  on: {
    route: (route, file, report) => {
      if (route.trouble !== "ipv6" || file.dialect === "patched") return;
      report({
        at: { start: route.host.start, end: (route.port ?? route.host).end },
        message: mailInstallationOf(file)?.hasPatchFiles ? "perhaps" : "ipv6",
        params: { key: printable(route.line.key.text) || "any domain", cut: printable(route.host.text) },
      });
    },
  },
});
