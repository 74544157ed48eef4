import { printable } from "djblint-grammars/text";
import { foldCase } from "../../model/control/control.js";
import { RELAY_LISTS } from "../../model/control/domain-entry.js";
import type { MailInstallation } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";
import { addEntry } from "./domain-added.js";
import { isMisspeltElsewhere } from "./misspelt-pair.js";
import { remoteNoHost } from "./no-host-delivery.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM303",
  name: "accepted-not-local",
  language: "control",
  severity: "error",
  category: "domains",
  since: "0.1",
  what: "A domain in rcpthosts whose mail comes to this host is neither in locals nor in virtualdomains",
  why: "The mail is taken, then qmail-remote finds that this host is itself the best mail exchanger, and returns it (5.4.6)",
  silent:
    "With a line of smtproutes for the domain, for the host that recipients without @ get (QM103, QM112), when a line with a slip in its name was very likely meant for it (QM301, QM302, QM852), and where the zone data of the tree do not tell both the mail exchangers of " +
    "the domain and the addresses of this host",
  sources: ["qmail specification T10", "measured: end-to-end-013, smtproutes-routing-007"],
  fixable: "unsafe",
  messages: {
    bounced: {
      text: "mail for {domain} is taken and then returned (5.4.6): this host is its best mail exchanger, but {domain} is neither in locals nor in virtualdomains",
      help: "add {domain} to locals or virtualdomains, or give it a route to a host inside",
    },
    exchanger: { text: "this leads its mail here" },
    add: { text: "Add {entry} to {file}" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\nlists.example.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n@lists.example.org::mail.example.org:10\n",
    good:
      "==> control/me <==\nmail.example.org\n" +
      "==> control/locals <==\nmail.example.org\nexample.org\nlists.example.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\nlists.example.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n@lists.example.org::mail.example.org:10\n",
  },
  on: {
    domain: {
      files: RELAY_LISTS,
      check: ({ name, acceptedElsewhere: found }, _file, report) => {
        if (found?.route.kind !== "exchangers" || found.exchange.standing !== "best") return;
        const { mail, domain, exchange } = found;
        if (isMisspeltElsewhere(domain, mail) || isReturnedWithoutHost(domain, mail)) return;
        report({
          at: name,
          message: "bounced",
          params: { domain: printable(domain) },
          related: otherPlace(mail.lineOf(domain, exchange.hasExchangers ? "mx" : "a"), "exchanger"),
          fixes: addEntry(mail.file("locals"), domain),
        });
      },
    },
  },
});

/** Then a rule about that host speaks of it. */
function isReturnedWithoutHost(domain: string, mail: MailInstallation): boolean {
  const added = remoteNoHost(mail);
  return added?.fate === "returned" && foldCase(added.host) === foldCase(domain);
}
