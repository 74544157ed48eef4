import { printable } from "djblint-grammars/text";
import { SMTP_PORT } from "../../model/control/mail-route.js";
import type { Site } from "../../model/site/site.js";
import { hostsByAddress } from "../../model/site/site-servers.js";
import type { SiteService } from "../../model/site/site-services.js";
import type { MailInstallation } from "../../simulate/mail-installation.js";
import { MailNetwork } from "../../simulate/mail-network.js";
import { defineRule } from "../rule.js";
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
    "When the mail exchanger is in the tree and hands the mail on to this host; where the zone data of the tree do not tell " +
    "both the mail exchangers, with their addresses, and the addresses of this host",
  sources: ["qmail specification section 8"],
  fixable: "none",
  messages: {
    gateway: {
      text: "mail from outside for {domain} goes to {exchanger} first, and comes here only if that hands it on",
      help: "nothing to do if {exchanger} filters mail for this host; else make this host the mail exchanger",
    },
    deaf: {
      text: "mail from outside for {domain} is to go to {exchanger} first, an address of {host}, where no service takes mail",
      help: "make this host the mail exchanger, or correct the address of {exchanger}",
      severity: "warning",
    },
    exchanger: { text: "the mail exchanger" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org:192.0.2.7:mx.example.org:10\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n",
  },
  on: {
    domain: {
      files: ["locals", "virtualdomains"],
      check: ({ name, mail, exchangeThroughGateway: exchange }, _file, report) => {
        if (!mail || !exchange) return;
        const [{ host: exchanger, address = "" }] = exchange.hosts;
        if (isHandedOn(name.text, address, mail)) return;
        const deaf = hostWithoutMail(address, mail);
        report({
          at: name,
          message: deaf ? "deaf" : "gateway",
          params: {
            domain: printable(name.text),
            exchanger: printable(exchanger),
            ...(deaf && { host: printable(deaf.name) }),
          },
          related: otherPlace(mail.lineOf(name.text, "mx"), "exchanger"),
        });
      },
    },
  },
});

/** Whether the host of the tree with an address takes mail for a domain and sends it on to this one. */
function isHandedOn(domain: string, address: string, mail: MailInstallation): boolean {
  const network = MailNetwork.of(mail.tree);
  const gateway = network.at(address);
  return gateway?.mail.accepting(domain) !== undefined && network.next(gateway, domain)?.to?.mail === mail;
}

/** The other host of the tree that has an address, when its services are known, and none is for mail. */
function hostWithoutMail(address: string, { tree }: MailInstallation): Site | undefined {
  const host = hostsByAddress(tree).get(address);
  const isDeaf = host?.mail.length === 0 && host.services.length > 0 && host.services.every(isOtherThanMail);
  return isDeaf ? host : undefined;
}

function isOtherThanMail({ chain, port, listening }: SiteService): boolean {
  return chain !== undefined && (listening === undefined || (port !== undefined && port !== SMTP_PORT));
}
