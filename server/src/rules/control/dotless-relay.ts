import { printable } from "djblint-grammars/text";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM424",
  name: "dotless-relay",
  language: "control",
  severity: "info",
  category: "routes",
  since: "0.1",
  what: "The relay of a route is a name without a dot",
  why: "qmail-remote asks the DNS for the address of this very name: it adds no domain, and reads no /etc/hosts. Where the DNS has no such name, all the mail bounces",
  silent:
    "When the zone data have an address of the name, and when the relay is this host itself, about which another rule speaks",
  sources: ["qmail specification T7, T8", "dns.c: res_query without a search list"],
  fixable: "none",
  messages: {
    dotless: {
      text: 'mail for {key} bounces unless the DNS itself has an address for "{relay}": no domain is added to it, and /etc/hosts is not read',
      help: "write the whole name of the host, or its address in brackets",
    },
    localhost: {
      text: 'mail for {key} bounces unless the DNS itself has an address for "{relay}": /etc/hosts is not read',
      help: "write [127.0.0.1]",
    },
  },
  example: {
    file: "control/smtproutes",
    bad: ":mailhub\n",
    good: ":mailhub.example.org\n",
  },
  on: {
    route: ({ line, host, trouble }, file, report) => {
      if (trouble !== undefined || host.text === "" || host.text.includes(".") || host.text.startsWith("[")) return;
      const mail = mailInstallationOf(file);
      if (mail?.isItself(host.text) || mail?.remote.dns.a(host.text).kind === "records") return;
      const message = /^localhost$/i.test(host.text) ? "localhost" : "dotless";
      const params = { key: printable(line.key.text) || "any domain", relay: printable(host.text) };
      report({ at: host, message, params });
    },
  },
});
