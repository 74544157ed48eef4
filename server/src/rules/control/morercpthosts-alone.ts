import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { OUT, wayOut } from "../relay-way.js";
import { defineRule } from "../rule.js";
import { serviceOfMail, wayIn } from "./service-of-mail.js";

export default defineRule({
  code: "QM202",
  name: "morercpthosts-alone",
  language: "control",
  severity: "error",
  category: "relay",
  security: true,
  since: "0.1",
  what: "There is a morercpthosts, but no rcpthosts",
  why: "qmail-smtpd opens morercpthosts.cdb only when there is a rcpthosts; without one it takes mail to every domain from anybody",
  silent:
    "Where virtualdomains keeps all mail here, where no stranger reaches qmail-smtpd, where its script looks for rcpthosts (QM201), and where some files of another host may be missing: without me, or in " +
    "a folder that was not looked into",
  sources: ["qmail specification A5", "measured: smtpd-sessions-005"],
  fixable: "none",
  messages: {
    alone: {
      text: "open relay: without rcpthosts qmail-smtpd does not look at {file}, and takes mail to every domain from anybody",
      help: "create control/rcpthosts; it may be empty",
    },
    some: {
      text: "without rcpthosts qmail-smtpd does not look at {file}, and takes mail to every domain from all clients that the access rules let in",
      help: "create control/rcpthosts; it may be empty",
      severity: "warning",
    },
    way: { text: "the way in: anybody -> port {port} of {service} -> no rcpthosts -> any domain" },
    out: OUT,
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/morercpthosts <==\nexample.net\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n==> control/morercpthosts <==\nexample.net\n",
  },
  on: {
    file: (file, report) => {
      if (file.name !== "morercpthosts" && file.name !== "me") return;
      const mail = mailInstallationOf(file);
      if (!mail?.isWhole || mail.directory.has("rcpthosts")) return;
      const { directory } = mail;
      if (directory.virtualdomains.find("")?.value) return;
      // The compiled file has no place to report at.
      const shown = directory.has("morercpthosts") ? "morercpthosts" : "morercpthosts.cdb";
      if (!directory.has(shown) || (file.name === "me") === (shown === "morercpthosts")) return;
      const service = serviceOfMail(file);
      if (service?.isOpen === false || service?.isGuarded) return;
      const isForAll = service?.isForAll !== false;
      const related = service && isForAll ? [...wayIn(service), ...wayOut(mail)] : [];
      const message = isForAll ? "alone" : "some";
      report({ at: { start: 0, end: 0 }, message, params: { file: shown }, related });
    },
  },
});
