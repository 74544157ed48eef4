import { printable } from "djblint-grammars/text";
import { RELAY_LISTS } from "../../model/control/domain-entry.js";
import { defineRule } from "../rule.js";
import { isMisspeltElsewhere } from "./misspelt-pair.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM304",
  name: "accepted-for-stranger",
  language: "control",
  severity: "warning",
  category: "domains",
  since: "0.1",
  what: "This host takes mail for a domain that is not its own, and is none of the mail exchangers of the domain",
  why: "Anybody can send mail for the domain through this host; if one of its mail exchangers sends it here, it goes round in a loop",
  silent:
    "With a line of smtproutes for the domain, when a line with a slip in its name was very likely meant for it (QM301, QM302, QM852), and where the zone data of the tree do not tell both the mail exchangers of " +
    "the domain, with their addresses, and the addresses of this host",
  sources: ["qmail specification section 8", "measured: end-to-end-015"],
  fixable: "none",
  messages: {
    stranger: {
      text: "this host takes mail for {domain} from anybody and sends it on to {exchanger}: it is neither a domain of this host nor is this host one of its mail exchangers",
      help: "take {domain} out of {file}; or add it to locals or virtualdomains if its mail is to stay here",
    },
    exchanger: { text: "the mail exchanger" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\nshop.example.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n@shop.example.org:192.0.2.9:mx.shop.example.org:10\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n@shop.example.org:192.0.2.9:mx.shop.example.org:10\n",
  },
  on: {
    domain: {
      files: RELAY_LISTS,
      check: ({ name, acceptedElsewhere: found }, file, report) => {
        if (found?.route.kind !== "exchangers" || found.exchange.standing !== "absent") return;
        const { mail, domain, exchange } = found;
        if (isMisspeltElsewhere(domain, mail)) return;
        report({
          at: name,
          message: "stranger",
          params: { domain: printable(domain), exchanger: printable(exchange.hosts[0].host), file: file.name },
          related: otherPlace(mail.lineOf(domain, exchange.hasExchangers ? "mx" : "a"), "exchanger"),
        });
      },
    },
  },
});
