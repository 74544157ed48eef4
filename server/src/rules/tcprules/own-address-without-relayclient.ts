import { readersOf } from "../../model/site/file-on-site.js";
import { isRulesOfSmtp } from "../../model/site/smtp-service.js";
import { lookUp } from "../../model/tcprules/access.js";
import type { AccessFile } from "../../model/tcprules/access-file.js";
import { mayRelay } from "../../model/tcprules/variable-effects.js";
import type { Placed } from "../../model/tree.js";
import { mailInstallationBeside } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM509",
  name: "own-address-without-relayclient",
  language: "tcprules",
  severity: "info",
  category: "mail",
  since: "0.1",
  what: "The rules of the SMTP service give RELAYCLIENT to 127.0.0.1, but not to another address of this host",
  why: "A program on the host that connects to that address comes from it: it can send to the host's own domains only",
  silent:
    "Where the tree does not tell the addresses of this host, and for rules that are not known to be those of the SMTP service",
  sources: ["qmail specification A5", "tcpserver(1)"],
  fixable: "none",
  messages: {
    refused: {
      text: "programs on this host that send mail by way of {address} cannot reach other hosts: RELAYCLIENT is for 127.0.0.1, and not for that address",
      help: 'write a line {address}:allow,RELAYCLIENT="", if there are such programs',
    },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> service/smtpd/run <==\n#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x /etc/tcp.smtp.cdb 0 smtp qmail-smtpd\n" +
      '==> etc/tcp.smtp <==\n127.:allow,RELAYCLIENT=""\n:allow\n' +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> service/smtpd/run <==\n#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x /etc/tcp.smtp.cdb 0 smtp qmail-smtpd\n" +
      '==> etc/tcp.smtp <==\n127.:allow,RELAYCLIENT=""\n192.0.2.1:allow,RELAYCLIENT=""\n:allow\n' +
      "==> tinydns/root/data <==\n.example.org:192.0.2.53:a\n+mail.example.org:192.0.2.1\n@example.org::mail.example.org:10\n",
  },
  on: {
    file: (access, report) => {
      const { table } = access;
      const loopback = lookUp(table, { ip: "127.0.0.1" });
      if (!loopback || !mayRelay(loopback.verdict) || !isRulesOfSmtp(access)) return;
      const mail = mailInstallationBeside(access);
      if (!mail?.isWhole) return;
      const address = reachable(access, mail.remote.ownAddresses).find((ip) => {
        const verdict = /^[\d.]+$/.test(ip) ? lookUp(table, { ip })?.verdict : undefined;
        return verdict !== undefined && !mayRelay(verdict);
      });
      if (address) report({ at: loopback.rule.address, message: "refused", params: { address } });
    },
  },
});

/** The addresses of the host on which the service listens; a router may have those of its name. */
function reachable(access: Placed<AccessFile>, own: readonly string[]): readonly string[] {
  const listening = readersOf(access).flatMap(({ addresses }) => addresses);
  return listening.length === 0 || listening.includes("0.0.0.0") ? own : own.filter((ip) => listening.includes(ip));
}
