import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";
import { serviceOfMail } from "./service-of-mail.js";

export default defineRule({
  code: "QM217",
  name: "empty-rcpthosts",
  language: "control",
  severity: "warning",
  category: "domains",
  since: "0.1",
  what: "rcpthosts has no entry, there is no morercpthosts.cdb, and qmail-smtpd serves the outside",
  why:
    "An empty rcpthosts is not a missing one: without RELAYCLIENT, qmail-smtpd takes nothing but mail to addresses " +
    "without @, and refuses the rest (553)",
  silent:
    "Where no script starts qmail-smtpd, as on hosts that only send, where its access rules keep strangers out, where some " +
    "files may be missing, and for patched qmails, of which some look into locals too",
  sources: ["qmail specification R16, A5", "measured: smtpd-sessions-006, -007"],
  fixable: "none",
  messages: {
    refuses: {
      text: "mail from outside is refused (553) whatever its domain: rcpthosts is there, but has no entry",
      help: "write the domains whose mail belongs here into it; an empty file is right only when no mail is to come in",
    },
    service: { text: "this starts qmail-smtpd, for clients outside too" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/rcpthosts <==\n# to be written\n" +
      "==> service/smtpd/run <==\n#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x /etc/tcp.smtp.cdb 0 smtp qmail-smtpd\n" +
      '==> etc/tcp.smtp <==\n127.:allow,RELAYCLIENT=""\n:allow\n',
    good:
      "==> control/me <==\nmail.example.org\n==> control/rcpthosts <==\nmail.example.org\n" +
      "==> service/smtpd/run <==\n#!/bin/sh\nexec envuidgid qmaild tcpserver -URHl0 -x /etc/tcp.smtp.cdb 0 smtp qmail-smtpd\n" +
      '==> etc/tcp.smtp <==\n127.:allow,RELAYCLIENT=""\n:allow\n',
  },
  on: {
    file: (file, report) => {
      const mail = file.name === "rcpthosts" ? mailInstallationOf(file) : undefined;
      if (!mail?.isWhole || mail.isPatched || !mail.acceptsNothing) return;
      const service = serviceOfMail(file);
      if (!service?.isOpen) return;
      const related = [{ ...service.place, message: "service" }];
      report({ at: { start: 0, end: 0 }, message: "refuses", related });
    },
  },
});
