import { printable } from "djblint-grammars/text";
import { RELAY_LISTS } from "../../model/control/domain-entry.js";
import { defineRule } from "../rule.js";
import { isMisspeltElsewhere } from "./misspelt-pair.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM305",
  name: "secondary-exchanger",
  language: "control",
  severity: "info",
  category: "domains",
  since: "0.1",
  what: "This host is a secondary mail exchanger of a domain",
  why: "Mail for the domain waits here until a better mail exchanger can be reached, for queuelifetime seconds at most",
  silent:
    "Where the zone data of the tree do not tell the mail exchangers of the domain and the addresses of this host, and when a route with a slip in its name was very likely meant for it (QM852)",
  sources: ["qmail specification T10", "measured: end-to-end-014"],
  fixable: "none",
  messages: {
    secondary: { text: "this host is a secondary mail exchanger of {domain}, and sends its mail on to {exchanger}" },
    exchanger: { text: "the best mail exchanger" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\nshop.example.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n@shop.example.org:192.0.2.9:mx.shop.example.org:10\n@shop.example.org::mail.example.org:20\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n@shop.example.org:192.0.2.9:mx.shop.example.org:10\n",
  },
  on: {
    domain: {
      files: RELAY_LISTS,
      check: ({ name, acceptedElsewhere: found }, _file, report) => {
        if (found?.route.kind !== "exchangers" || found.exchange.standing !== "backup") return;
        const { mail, domain, exchange } = found;
        if (isMisspeltElsewhere(domain, mail)) return;
        report({
          at: name,
          message: "secondary",
          params: { domain: printable(domain), exchanger: printable(exchange.hosts[0].host) },
          related: otherPlace(mail.lineOf(domain, "mx"), "exchanger"),
        });
      },
    },
  },
});
