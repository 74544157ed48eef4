import { printable } from "djblint-grammars/text";
import { RELAY_LISTS } from "../../model/control/domain-entry.js";
import { addressLiteral } from "../../model/control/mail-address.js";
import type { Exchange } from "../../model/control/remote-delivery.js";
import type { MailInstallation } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";
import { isMisspeltElsewhere } from "./misspelt-pair.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM421",
  name: "route-to-exchanger",
  language: "control",
  severity: "warning",
  category: "routes",
  since: "0.1",
  what: "The default route of a domain in rcpthosts leads to its own mail exchanger",
  why: "A gateway in front that hands mail for the domain to this host gets it back by the default route: a loop",
  silent:
    "For domains in locals and virtualdomains, with a route of its own for the domain, when a line with a slip in its name was very likely meant for it (QM301, QM302, QM852), and where the zone data of the tree " +
    "do not tell the mail exchangers of the domain",
  sources: ["qmail specification T9", "measured: end-to-end-012"],
  fixable: "none",
  messages: {
    back: {
      text: "this host takes mail for {domain} and sends it to {relay}, which is the mail exchanger of {domain}: if that hands the mail to this host, it goes round in a loop",
      help: "add {domain} to locals or virtualdomains if its mail is to stay here; else take it out of rcpthosts",
    },
    route: { text: "the default route" },
    exchanger: { text: "the mail exchanger" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\nshop.example.org\n" +
      "==> control/smtproutes <==\n:[192.0.2.7]\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n@shop.example.org:192.0.2.7:gate.example.org:10\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n==> control/smtproutes <==\n:[192.0.2.7]\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n@shop.example.org:192.0.2.7:gate.example.org:10\n",
  },
  on: {
    domain: {
      files: RELAY_LISTS,
      check: ({ name, acceptedElsewhere: found }, _file, report) => {
        if (found?.route.kind !== "relay" || found.route.entry.key !== "") return;
        const { mail, domain, exchange, route } = found;
        if (isMisspeltElsewhere(domain, mail)) return;
        if (exchange.standing !== "absent" || !isAmong(route.relay, exchange, mail)) return;
        report({
          at: name,
          message: "back",
          params: { domain: printable(domain), relay: printable(route.relay) },
          related: [
            ...otherPlace(mail.place(route.entry), "route"),
            ...otherPlace(mail.lineOf(domain, exchange.hasExchangers ? "mx" : "a"), "exchanger"),
          ],
        });
      },
    },
  },
});

function isAmong(relay: string, { hosts }: Exchange, mail: MailInstallation): boolean {
  const literal = addressLiteral(relay);
  const answer = literal === undefined ? mail.remote.dns.a(relay) : undefined;
  const addresses = literal === undefined ? (answer?.kind === "records" ? answer.records : []) : [literal];
  return hosts.some(({ host, address }) => host === relay || (address !== undefined && addresses.includes(address)));
}
