import { printable } from "djblint-grammars/text";
import { foldCase } from "../../model/control/control.js";
import { type Hop, type MailHost, MailNetwork, takesFrom } from "../../simulate/mail-network.js";
import { isNamedElsewhere } from "../../simulate/own-name-slip.js";
import { domainMeantByKey } from "../../simulate/route-key-slip.js";
import { defineRule, type Related } from "../rule.js";

export default defineRule({
  code: "XF202",
  name: "handed-on-and-refused",
  language: "site",
  severity: "error",
  category: "mail",
  since: "0.1",
  what: "A route leads the mail for a domain to another host of the tree, and that host refuses it",
  why:
    "qmail-smtpd of the other host answers 553 to a domain that its rcpthosts does not list, unless the client has " +
    "RELAYCLIENT; qmail-remote takes that as final, and the mail goes back to its sender",
  silent:
    "Where locals or virtualdomains of the other host list the domain (QM301, QM302), where the zone data make it a mail " +
    "exchanger of the domain (QM310), for a slip in the domain (QM852), for routes to another port than 25, and where the tree does not tell which host has " +
    "the address of the relay, or what its access rules say about this one",
  sources: ["qmail specification A5, T7"],
  fixable: "none",
  messages: {
    refused: {
      text: "mail for {domain} is handed on to {host}, which refuses it (553): it goes back to its sender",
      help: "add {domain} to rcpthosts of {host}, and to its locals or virtualdomains if its mail stays there",
    },
    list: { text: "rcpthosts of {host} does not list {domain}" },
  },
  example: {
    bad:
      "==> hosts/gate/var/qmail/control/me <==\ngate.example.org\n" +
      "==> hosts/gate/var/qmail/control/locals <==\ngate.example.org\n" +
      "==> hosts/gate/var/qmail/control/rcpthosts <==\ngate.example.org\nexample.net\n" +
      "==> hosts/gate/var/qmail/control/smtproutes <==\nexample.net:[192.0.2.2]\n" +
      "==> hosts/gate/service/smtpd/run <==\n#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x /etc/tcp.smtp.cdb 192.0.2.1 smtp qmail-smtpd\n" +
      "==> hosts/gate/etc/tcp.smtp <==\n:allow\n" +
      "==> hosts/mail/var/qmail/control/me <==\nmail.example.org\n" +
      "==> hosts/mail/var/qmail/control/locals <==\nmail.example.org\n" +
      "==> hosts/mail/var/qmail/control/rcpthosts <==\nmail.example.org\n" +
      "==> hosts/mail/service/smtpd/run <==\n#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x /etc/tcp.smtp.cdb 192.0.2.2 smtp qmail-smtpd\n" +
      "==> hosts/mail/etc/tcp.smtp <==\n:allow\n",
    good:
      "==> hosts/gate/var/qmail/control/me <==\ngate.example.org\n" +
      "==> hosts/gate/var/qmail/control/locals <==\ngate.example.org\n" +
      "==> hosts/gate/var/qmail/control/rcpthosts <==\ngate.example.org\nexample.net\n" +
      "==> hosts/gate/var/qmail/control/smtproutes <==\nexample.net:[192.0.2.2]\n" +
      "==> hosts/gate/service/smtpd/run <==\n#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x /etc/tcp.smtp.cdb 192.0.2.1 smtp qmail-smtpd\n" +
      "==> hosts/gate/etc/tcp.smtp <==\n:allow\n" +
      "==> hosts/mail/var/qmail/control/me <==\nmail.example.org\n" +
      "==> hosts/mail/var/qmail/control/locals <==\nmail.example.org\nexample.net\n" +
      "==> hosts/mail/var/qmail/control/rcpthosts <==\nmail.example.org\nexample.net\n" +
      "==> hosts/mail/service/smtpd/run <==\n#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x /etc/tcp.smtp.cdb 192.0.2.2 smtp qmail-smtpd\n" +
      "==> hosts/mail/etc/tcp.smtp <==\n:allow\n",
  },
  on: {
    sites: ([first, ...others], report) => {
      if (others.length === 0) return;
      const network = MailNetwork.of(first.tree);
      for (const from of network.hosts) {
        for (const domain of domainsWithRoute(from)) {
          const hop = network.next(from, domain);
          if (hop?.by !== "route" || !hop.at || !hop.to || hop.to === from) continue;
          if (takesFrom(hop.to, from, domain) !== false || isToldThere(hop.to, domain)) continue;
          if (isMisspelt(domain, from)) continue;
          const params = { domain: printable(domain), host: printable(hop.to.site.name) };
          report({ at: hop.at, message: "refused", params, related: listOf(hop, params) });
        }
      }
    },
  },
});

/** Whole names only: of a wildcard it is not known which names there are. */
function domainsWithRoute({ mail }: MailHost): string[] {
  const keys = [...mail.directory.smtproutes.keys()];
  return keys.filter((key) => key !== "" && !key.startsWith("."));
}

/** QM301, QM302: it is kept there, and not let in. QM310: the zone data lead it there. */
function isToldThere({ mail }: MailHost, domain: string): boolean {
  return mail.keeps(domain) || mail.zones.exchangesOf(mail.remote.ownAddresses).some((own) => own.domain === domain);
}

/** QM852: the route is for another domain. */
function isMisspelt(key: string, { mail }: MailHost): boolean {
  const domain = foldCase(key);
  return domainMeantByKey(domain, mail) !== undefined && !isNamedElsewhere(domain, mail);
}

function listOf({ to }: Hop, params: Related["params"]): Related[] {
  const list = to?.mail.file("rcpthosts");
  return list ? [{ file: list.path, span: { start: 0, end: 0 }, message: "list", params }] : [];
}
