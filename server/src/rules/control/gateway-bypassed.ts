import { printable } from "djblint-grammars/text";
import { rulesNamedForSmtp, rulesOf, smtpServiceBeside } from "../../model/site/smtp-service.js";
import { ruleFor } from "../../model/tcprules/access.js";
import { letsEverybodyIn } from "../../model/tcprules/open-to-strangers.js";
import { DomainMail } from "../../simulate/domain-mail.js";
import { type MailInstallation, mailInstallationBeside, mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM313",
  name: "gateway-bypassed",
  language: "control",
  severity: "info",
  category: "domains",
  since: "0.1",
  what: "Other hosts are the mail exchangers of all domains here, and yet the SMTP service lets everybody in",
  why: "Whoever connects to the address of this host gets round the gateway and what it filters",
  silent:
    "When this host is a mail exchanger of one of its domains, with several qmails in the tree, and where the tree does not " +
    "have the access rules",
  sources: ["qmail specification section 8"],
  fixable: "none",
  messages: {
    open: {
      text: "mail for {domain} is meant to come through {exchanger}, but the access rules let everybody connect here directly",
      help: "let in the gateway and your own clients only, and end the rules with :deny",
    },
    rule: { text: "this lets everybody in" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> service/smtpd/run <==\n#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x /etc/tcp.smtp.cdb 0 smtp qmail-smtpd\n" +
      '==> etc/tcp.smtp <==\n127.:allow,RELAYCLIENT=""\n:allow\n' +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org:192.0.2.7:mx.example.org:10\n@mail.example.org::mx.example.org:10\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> service/smtpd/run <==\n#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x /etc/tcp.smtp.cdb 0 smtp qmail-smtpd\n" +
      '==> etc/tcp.smtp <==\n127.:allow,RELAYCLIENT=""\n192.0.2.7:allow\n:deny\n' +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org:192.0.2.7:mx.example.org:10\n@mail.example.org::mx.example.org:10\n",
  },
  on: {
    file: (file, report) => {
      const mail = file.name === "locals" ? mailInstallationOf(file) : undefined;
      const entry =
        mail && DomainMail.of(file.domains, file).find(({ exchangeThroughGateway }) => exchangeThroughGateway);
      if (!mail || !entry || isExchangerItself(mail)) return;
      if (!mailInstallationBeside(file)) return;
      const service = smtpServiceBeside(file);
      const rules = service ? rulesOf(file.around, service) : rulesNamedForSmtp(file);
      if (!rules || !letsEverybodyIn(rules.table)) return;
      const [gateway] = entry.exchangeThroughGateway!.hosts;
      const open = ruleFor(rules.table, "");
      report({
        at: entry.name,
        message: "open",
        params: { domain: printable(entry.name.text), exchanger: printable(gateway.host) },
        related: open ? [{ file: rules.path, span: open.address, message: "rule" }] : [],
      });
    },
  },
});

function isExchangerItself(mail: MailInstallation): boolean {
  const files = ["locals", "virtualdomains"].flatMap((name) => mail.file(name) ?? []);
  return files.some((file) =>
    DomainMail.of(file.domains, file).some(({ exchangeOfKept: exchange }) => {
      return exchange?.hasExchangers === true && exchange.standing !== "absent";
    }),
  );
}
