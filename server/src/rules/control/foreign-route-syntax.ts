import { printable } from "djblint-grammars/text";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM419",
  name: "foreign-route-syntax",
  language: "control",
  severity: "error",
  category: "routes",
  since: "0.1",
  what: "A relay in smtproutes is written as for another mailer, or for a patched qmail",
  why: "qmail-remote knows no transports, no lists of relays and no logins: it looks for a host of that name, or leaves the login out",
  silent:
    "About logins, and a port behind a semicolon as s/qmail takes it, when the dialect is patched; an info where files of " +
    "patches are in the folder. Logins are a warning elsewhere: most who write one have the patch",
  sources: ["qmail specification T4, T8", "measured: smtproutes-routing-081, -098 to -100"],
  fixable: "none",
  messages: {
    transport: {
      text: 'all mail for {key} bounces: qmail-remote takes "{found}" for the name of the relay',
      help: "write KEY:RELAY or KEY:RELAY:PORT",
    },
    several: {
      text: 'all mail for {key} bounces: "{found}" is one name, and a line has one relay',
      help: "write one relay; a name with several addresses does for several hosts",
    },
    colon: {
      text: 'all mail for {key} bounces unless this is s/qmail: other qmails take "{found}" for one name',
      help: "write KEY:RELAY:PORT",
    },
    semicolon: {
      text: 'all mail for {key} bounces unless this is s/qmail: other qmails take "{found}" for one name',
      help: "write KEY:RELAY:PORT",
      severity: "info",
    },
    login: {
      text: "qmail-remote does not log in at {relay}: without a patch, what stands behind the port is not looked at",
      help: 'set dialect.qmail to "patched" if this qmail has the patch; else remove the login',
      severity: "warning",
    },
    perhaps: {
      text: "qmail-remote logs in at {relay} only with the patch for that: else what stands behind the port is not looked at",
      help: 'set dialect.qmail to "patched" if this qmail has the patch; else remove the login',
      severity: "info",
    },
  },
  example: {
    file: "control/smtproutes",
    bad: "example.org:smtp:[192.0.2.7]\n",
    good: "example.org:[192.0.2.7]\n",
  },
  on: {
    route: (route, file, report) => {
      const { trouble } = route;
      if (trouble !== "transport" && trouble !== "several" && trouble !== "login") return;
      const host = printable(route.host.text);
      const isOfSqmail = /^[^;,|]*;\d+(\|[^;,]*)?$/.test(host);
      const patched = trouble === "login" ? "perhaps" : isOfSqmail ? "semicolon" : undefined;
      if (patched && file.dialect === "patched") return;
      const params = { key: printable(route.line.key.text) || "any domain", found: host, relay: host };
      const plain = isOfSqmail ? "colon" : trouble;
      const message = patched && mailInstallationOf(file)?.hasPatchFiles ? patched : plain;
      report({ at: { start: route.host.start, end: (route.port ?? route.host).end }, message, params });
    },
  },
});
