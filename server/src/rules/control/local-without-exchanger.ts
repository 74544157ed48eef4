import { printable } from "djblint-grammars/text";
import { DomainMail } from "../../simulate/domain-mail.js";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM314",
  name: "local-without-exchanger",
  language: "control",
  severity: "warning",
  category: "domains",
  since: "0.1",
  what: "A local name has no mail exchanger, while mail for the other names comes through a gateway",
  why: "Mail for a name without mail exchangers goes to its address: that part of the mail gets round the gateway and what it filters",
  silent:
    "For names that rcpthosts does not let in, and where the zone data of the tree do not tell both the mail exchangers, " +
    "with their addresses, and the addresses of this host",
  sources: ["qmail specification section 8", "RFC 5321 section 5.1"],
  fixable: "none",
  messages: {
    direct: {
      text: "mail for {domain} comes here directly, for it has an address and no mail exchanger; mail for {other} goes through {exchanger}",
      help: "write a line @{domain}: with the same mail exchanger into the zone data",
    },
    exchanger: { text: "the mail exchanger of {other}" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org:192.0.2.7:mx.example.org:10\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org:192.0.2.7:mx.example.org:10\n@mail.example.org::mx.example.org:10\n",
  },
  on: {
    file: (file, report) => {
      const mail = file.name === "locals" ? mailInstallationOf(file) : undefined;
      const domains = mail ? DomainMail.of(file.domains, file) : [];
      const other = domains.find(({ exchangeThroughGateway }) => exchangeThroughGateway);
      if (!mail || !other) return;
      const [gateway] = other.exchangeThroughGateway!.hosts;
      for (const entry of domains) {
        const exchange = entry.exchangeOfKept;
        if (!exchange || exchange.hasExchangers || exchange.standing === "absent") continue;
        if (mail.hasRelayList && !entry.accepting) continue;
        const params = {
          domain: printable(entry.name.text),
          other: printable(other.name.text),
          exchanger: printable(gateway.host),
        };
        const related = otherPlace(mail.lineOf(other.name.text, "mx"), "exchanger", params);
        report({ at: entry.name, message: "direct", params, related });
      }
    },
  },
});
