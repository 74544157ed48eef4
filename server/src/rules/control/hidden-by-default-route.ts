import { printable } from "djblint-grammars/text";
import { addressNumber, notPublic } from "../../model/address-block.js";
import { RELAY_LISTS } from "../../model/control/domain-entry.js";
import type { Route } from "../../model/control/mail-route.js";
import { defineRule } from "../rule.js";
import { addEntry } from "./domain-added.js";
import { isMisspeltElsewhere } from "./misspelt-pair.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM333",
  name: "hidden-by-default-route",
  language: "control",
  severity: "error",
  category: "routes",
  since: "0.1",
  what: "Mail for a domain of this host goes out by the default route, because the domain is neither in locals nor in virtualdomains",
  why: "With a route nobody asks whether this host is itself the mail exchanger: the relay sends the mail back, until it has gone round 100 times",
  silent:
    "With a route of its own for the domain, with a relay that has a private address, when a line with a slip in its name was very likely meant for it (QM301, QM302, QM852), and where the zone data of the tree " +
    "do not tell both the mail exchangers of the domain and the addresses of this host",
  sources: ["qmail specification T9", "measured: end-to-end-017, end-to-end-012"],
  fixable: "unsafe",
  messages: {
    loop: {
      text: "mail for {domain} is taken, goes to {relay} by the default route, and comes back from there, for this host is its best mail exchanger: a loop",
      help: "add {domain} to locals or virtualdomains, or give it a route to a host inside",
    },
    route: { text: "the default route" },
    exchanger: { text: "this leads its mail here" },
    add: { text: "Add {entry} to {file}" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\nlists.example.org\n" +
      "==> control/smtproutes <==\n:[192.0.2.7]\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n@lists.example.org::mail.example.org:10\n",
    good:
      "==> control/me <==\nmail.example.org\n" +
      "==> control/locals <==\nmail.example.org\nexample.org\nlists.example.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\nlists.example.org\n" +
      "==> control/smtproutes <==\n:[192.0.2.7]\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n@lists.example.org::mail.example.org:10\n",
  },
  on: {
    domain: {
      files: RELAY_LISTS,
      check: ({ name, acceptedElsewhere: found }, _file, report) => {
        if (found?.route.kind !== "relay" || found.route.entry.key !== "" || isInside(found.route)) return;
        const { mail, domain, exchange, route } = found;
        if (isMisspeltElsewhere(domain, mail)) return;
        if (mail.isItself(route.relay) || (exchange.standing !== "best" && exchange.standing !== "shared")) return;
        report({
          at: name,
          message: "loop",
          params: { domain: printable(domain), relay: printable(route.relay) },
          related: [
            ...otherPlace(mail.place(route.entry), "route"),
            ...otherPlace(mail.lineOf(domain, exchange.hasExchangers ? "mx" : "a"), "exchanger"),
          ],
          fixes: addEntry(mail.file("locals"), domain),
        });
      },
    },
  },
});

/** A host in the network behind may well keep the mail. */
function isInside({ address }: Extract<Route, { kind: "relay" }>): boolean {
  const number = addressNumber(address ?? "");
  return number !== undefined && notPublic(number) !== undefined;
}
