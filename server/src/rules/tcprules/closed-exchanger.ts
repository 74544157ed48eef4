import { printable } from "djblint-grammars/text";
import { isRulesOfSmtp } from "../../model/site/smtp-service.js";
import { ruleFor } from "../../model/tcprules/access.js";
import { isOpenToStrangers, letsEverybodyIn } from "../../model/tcprules/open-to-strangers.js";
import { mailInstallationBeside } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM514",
  name: "closed-exchanger",
  language: "tcprules",
  severity: "warning",
  category: "mail",
  since: "0.1",
  what: "The rules of the SMTP service deny everybody else, though this host is the mail exchanger of one of its domains",
  why: "tcpserver closes connections of hosts that no rule names: no mail for the domain arrives from outside",
  silent:
    "When another host has the same or a better preference, when some public addresses are let in, for rules that are not " +
    "known to be those of the SMTP service, and where the zone data of the tree do not tell the mail exchangers",
  sources: ["tcprules specification R40", "qmail specification section 8"],
  fixable: "none",
  messages: {
    closed: {
      text: "no mail for {domain} arrives from outside: this host is its mail exchanger, and these rules let no public address in",
      help: "end the rules with :allow, without RELAYCLIENT",
    },
    exchanger: { text: "this leads its mail here" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> service/smtpd/run <==\n#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x /etc/tcp.smtp.cdb 0 smtp qmail-smtpd\n" +
      '==> etc/tcp.smtp <==\n127.:allow,RELAYCLIENT=""\n:deny\n' +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> service/smtpd/run <==\n#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x /etc/tcp.smtp.cdb 0 smtp qmail-smtpd\n" +
      '==> etc/tcp.smtp <==\n127.:allow,RELAYCLIENT=""\n:allow\n' +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n",
  },
  on: {
    file: (access, report) => {
      const { table } = access;
      if (letsEverybodyIn(table) || !isRulesOfSmtp(access) || isOpenToStrangers(table)) return;
      const mail = mailInstallationBeside(access);
      if (!mail?.isWhole) return;
      const own = mail.zones
        .exchangesOf(mail.remote.ownAddresses)
        .find(({ domain }) => mail.accepting(domain) && mail.exchange(domain)?.standing === "best");
      if (!own) return;
      report({
        at: ruleFor(table, "")!.address,
        message: "closed",
        params: { domain: printable(own.domain) },
        related: [{ ...own.at, message: "exchanger" }],
      });
    },
  },
});
