import { printable } from "djblint-grammars/text";
import { foldCase } from "../../model/control/control.js";
import { defineRule } from "../rule.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM332",
  name: "alias-not-kept",
  language: "control",
  severity: "warning",
  category: "domains",
  since: "0.1",
  what: "The zone data make a name an alias (CNAME) of a domain that is kept here, and the name itself is not",
  why: "Up to netqmail, the sending qmail put the domain in the place of the alias; notqmail 1.09 does not: mail for the alias comes here under its own name",
  silent: "Unless the configuration says that the dialect is notqmail",
  sources: ["qmail specification T12", "measured: smtproutes-routing-017"],
  fixable: "none",
  messages: {
    alias: {
      text: "{alias} is an alias of {domain}, but is not kept here itself: notqmail since 1.09 sends mail for {alias} here under that name",
      help: "list {alias} in rcpthosts and locals as well, or give it a mail exchanger instead of the alias",
    },
    line: { text: "the alias" },
  },
  example: {
    bad:
      '==> djblint.json <==\n{ "dialect": { "qmail": "notqmail" } }\n' +
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\nClists.example.org:example.org\n",
    good:
      '==> djblint.json <==\n{ "dialect": { "qmail": "notqmail" } }\n' +
      "==> control/me <==\nmail.example.org\n" +
      "==> control/locals <==\nmail.example.org\nexample.org\nlists.example.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\nlists.example.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\nClists.example.org:example.org\n",
  },
  on: {
    domain: {
      files: ["locals", "virtualdomains"],
      check: ({ line, name, trouble, mail }, file, report) => {
        if (file.dialect !== "notqmail" || trouble !== undefined || name.text === "") return;
        if (line.kind === "pair" && line.value.text.trim() === "") return;
        if (!mail?.isWhole) return;
        for (const { domain, target, at } of mail.aliases) {
          if (foldCase(target) !== foldCase(name.text) || mail.keeps(domain)) continue;
          const params = { alias: printable(domain), domain: printable(name.text) };
          report({ at: name, message: "alias", params, related: otherPlace(at, "line") });
        }
      },
    },
  },
});
