import { moreRcpthostsKeys } from "../../model/control/more-rcpthosts.js";
import { isCompiledMissing } from "../../model/site/file-on-site.js";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM214",
  name: "morercpthosts-not-built",
  language: "control",
  severity: "error",
  category: "domains",
  since: "0.1",
  mendedByCompiling: true,
  what: "There is a morercpthosts, but no morercpthosts.cdb",
  why: "qmail-smtpd reads the compiled file only: mail for all domains in the text is refused (553)",
  silent:
    "When the text has no entry that rcpthosts does not let in as well, without rcpthosts (QM202), where compiled files are not kept with the sources of the host, " +
    "and where some files may be missing",
  sources: ["qmail specification A9", "measured: smtpd-sessions-009"],
  fixable: "none",
  messages: {
    missing: {
      text: "mail for domains in this file is refused (553): there is no morercpthosts.cdb, and qmail-smtpd does not read the text",
      help: "run qmail-newmrh",
    },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n==> control/morercpthosts <==\nexample.net\n" +
      "==> etc/tcp.smtp <==\n:allow\n==> etc/tcp.smtp.cdb (compiled from this) <==\n:allow\n" +
      "==> users/assign <==\n=joe:joe:507:100:/mail/joe:::\n.\n" +
      "==> users/cdb (compiled from this) <==\n=joe:joe:507:100:/mail/joe:::\n.\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n==> control/morercpthosts <==\nexample.net\n" +
      "==> control/morercpthosts.cdb (compiled from this) <==\nexample.net\n==> etc/tcp.smtp <==\n:allow\n" +
      "==> etc/tcp.smtp.cdb (compiled from this) <==\n:allow\n" +
      "==> users/assign <==\n=joe:joe:507:100:/mail/joe:::\n.\n" +
      "==> users/cdb (compiled from this) <==\n=joe:joe:507:100:/mail/joe:::\n.\n",
  },
  on: {
    file: (file, report) => {
      const mail = file.name === "morercpthosts" ? mailInstallationOf(file) : undefined;
      if (!mail?.isWhole || !mail.hasRelayList || mail.home.directory.has("morercpthosts.cdb")) return;
      if (!isCompiledMissing(file)) return;
      const { rcpthosts } = mail.directory;
      if (moreRcpthostsKeys(file.text.bytes).every(({ key }) => rcpthosts?.findHost(key))) return;
      report({ at: { start: 0, end: 0 }, message: "missing" });
    },
  },
});
