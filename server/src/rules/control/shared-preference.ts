import { printable } from "djblint-grammars/text";
import { RELAY_LISTS } from "../../model/control/domain-entry.js";
import { defineRule } from "../rule.js";
import { isMisspeltElsewhere } from "./misspelt-pair.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM306",
  name: "shared-preference",
  language: "control",
  severity: "error",
  category: "domains",
  since: "0.1",
  what: "This host and another have the best preference among the mail exchangers of a domain that is not local",
  why: "Only hosts with a smaller number than this one's are tried: with an equal one none is left, and qmail-remote returns the mail (5.4.6)",
  silent:
    "When a line with a slip in its name was very likely meant for the domain (QM301, QM302, QM852), and where the zone data of the tree do not tell the mail exchangers of the domain and the addresses of this host",
  sources: ["qmail specification T10", "measured: smtproutes-routing-010"],
  fixable: "none",
  messages: {
    shared: {
      text: "mail for {domain} that comes to this host is returned (5.4.6): its preference of {preference} is no worse than that of the other mail exchangers",
      help: "give this host a larger number in the zone data, or add {domain} to locals or virtualdomains",
    },
    exchanger: { text: "a mail exchanger of the domain" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\nshop.example.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n@shop.example.org:192.0.2.9:mx.shop.example.org:10\n@shop.example.org::mail.example.org:10\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\nshop.example.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n@shop.example.org:192.0.2.9:mx.shop.example.org:10\n@shop.example.org::mail.example.org:20\n",
  },
  on: {
    domain: {
      files: RELAY_LISTS,
      check: ({ name, acceptedElsewhere: found }, _file, report) => {
        if (found?.route.kind !== "exchangers" || found.exchange.standing !== "shared") return;
        const { mail, domain, exchange } = found;
        if (isMisspeltElsewhere(domain, mail)) return;
        report({
          at: name,
          message: "shared",
          params: { domain: printable(domain), preference: exchange.hosts[0].preference },
          related: otherPlace(mail.lineOf(domain, "mx"), "exchanger"),
        });
      },
    },
  },
});
