import { printable } from "djblint-grammars/text";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";
import { keptThroughGateway } from "./kept-through-gateway.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM312",
  name: "other-exchangers",
  language: "control",
  severity: "info",
  category: "domains",
  since: "0.1",
  what: "The zone data name only other hosts as mail exchangers of a domain that is kept here",
  why: "Mail from outside comes through them, and they must have a route to this host; that is right for a host that filters mail",
  silent:
    "Where the zone data of the tree do not tell both the mail exchangers, with their addresses, and the addresses of this host",
  sources: ["qmail specification section 8"],
  fixable: "none",
  messages: {
    gateway: {
      text: "mail from outside for {domain} goes to {exchanger} first, and comes here only if that hands it on",
      help: "nothing to do if {exchanger} filters mail for this host; else make this host the mail exchanger",
    },
    exchanger: { text: "the mail exchanger" },
  },
  example: { bad: "", good: "" },
  on: {
    domain: (entry, file, report) => {
      const mail = mailInstallationOf(file);
      const exchange = mail && keptThroughGateway(entry, file, mail);
      if (!exchange) return;
      const { name } = entry;
      report({
        at: name,
        message: "gateway",
        params: { domain: printable(name.text), exchanger: printable(exchange.hosts[0].host) },
        related: otherPlace(mail.zones.line(name.text, "mx"), "exchanger"),
      });
    },
  },
});
