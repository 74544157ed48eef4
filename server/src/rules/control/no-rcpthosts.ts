import { type ControlSource, valueSpan } from "../../model/control/control-source.js";
import { isInternetName } from "../../model/internet-name.js";
import { rulesNamedForSmtp } from "../../model/site/smtp-service.js";
import { isOpenToStrangers } from "../../model/tcprules/open-to-strangers.js";
import { type MailInstallation, mailInstallationOf } from "../../simulate/mail-installation.js";
import { OUT, wayOut } from "../relay-way.js";
import { defineRule, type Related, type Statement } from "../rule.js";
import { serviceOfMail, wayIn } from "./service-of-mail.js";

export default defineRule({
  code: "QM201",
  name: "no-rcpthosts",
  language: "control",
  severity: "error",
  category: "relay",
  security: true,
  since: "0.1",
  what: "There is no rcpthosts, and qmail-smtpd serves the outside",
  why: "Without rcpthosts qmail-smtpd takes mail to every domain from anybody: strangers send their mail, and spam, through this host",
  silent:
    "Where no file shows that qmail-smtpd is in use, where it listens on private addresses only or its access rules let in no others, where " +
    "virtualdomains keeps all mail here, and where some files of another host may be missing: without me, or in a " +
    "folder that was not looked into",
  sources: ["qmail specification A5", "measured: smtpd-sessions-004, end-to-end-010"],
  fixable: "none",
  messages: {
    open: {
      text: "open relay: there is no rcpthosts, so qmail-smtpd takes mail to every domain from everybody",
      help: "write the domains whose mail belongs here into control/rcpthosts{among}",
    },
    likely: {
      text: "there is no rcpthosts: if qmail-smtpd can be reached from outside, it is an open relay",
      help: "write the domains whose mail belongs here into control/rcpthosts{among}",
      severity: "warning",
    },
    guarded: {
      text: "there is no rcpthosts, and the script of {service} looks for it: as such scripts are written, it refuses to start, and no mail comes in",
      help: "write the domains whose mail belongs here into control/rcpthosts{among}",
      severity: "warning",
    },
    some: {
      text: "there is no rcpthosts, so qmail-smtpd takes mail to every domain from all clients that the access rules let in",
      help: "write the domains whose mail belongs here into control/rcpthosts{among}, and let clients relay by RELAYCLIENT in the rules",
      severity: "warning",
    },
    service: { text: "this starts qmail-smtpd" },
    tested: { text: "this script looks for rcpthosts" },
    way: { text: "the way in: anybody -> port {port} of {service} -> no rcpthosts -> any domain" },
    out: OUT,
    setting: { text: "only qmail-smtpd reads this file" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> service/smtpd/run <==\n#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x /etc/tcp.smtp.cdb 0 smtp qmail-smtpd\n" +
      '==> etc/tcp.smtp <==\n127.:allow,RELAYCLIENT=""\n:allow\n',
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> service/smtpd/run <==\n#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x /etc/tcp.smtp.cdb 0 smtp qmail-smtpd\n" +
      '==> etc/tcp.smtp <==\n127.:allow,RELAYCLIENT=""\n:allow\n',
  },
  on: {
    file: (file, report) => {
      const mail = file.name === "me" ? mailInstallationOf(file) : undefined;
      if (!mail?.isWhole || mail.directory.has("rcpthosts")) return;
      const { directory } = mail;
      const hasMore = directory.has("morercpthosts") || directory.has("morercpthosts.cdb");
      if (directory.virtualdomains.find("")?.value) return;
      const use = useOfSmtp(mail, file);
      // Of an open relay with morercpthosts, another rule speaks (QM202).
      if (!use || (hasMore && use.message !== "guarded")) return;
      const { params, ...said } = use;
      report({ at: valueSpan(file), params: { among: amongThem(directory.me!.text), ...params }, ...said });
    },
  },
});

/** The name of this host, where it can stand in rcpthosts (M6). */
function amongThem(me: string): string {
  return isInternetName(me) ? `, ${me} among them` : "";
}

/** What shows that mail comes in by SMTP. */
function useOfSmtp(mail: MailInstallation, me: ControlSource): (Statement & { related: Related[] }) | undefined {
  const service = serviceOfMail(me);
  if (service?.isOpen === false) return undefined;
  if (service?.isGuarded) {
    const { name, place } = service;
    return { message: "guarded", params: { service: name }, related: [{ ...place, message: "tested" }] };
  }
  if (service?.isForAll === false) {
    return { message: "some", related: [{ ...service.place, message: "service" }] };
  }
  if (service) return { message: "open", related: [...wayIn(service), ...wayOut(mail)] };
  const rules = rulesNamedForSmtp(me);
  if (rules && !isOpenToStrangers(rules.table)) return undefined;
  const [setting] = READ_BY_SMTPD.flatMap((name) => mail.file(name) ?? []);
  if (setting) {
    return { message: "likely", related: [{ file: setting.path, span: { start: 0, end: 0 }, message: "setting" }] };
  }
  return rules && { message: "likely", related: [] };
}

const READ_BY_SMTPD = ["badmailfrom", "databytes", "localiphost", "smtpgreeting", "timeoutsmtpd"];
