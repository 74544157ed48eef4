import { printable } from "djblint-grammars/text";
import { moreRcpthostsKeys, moreRcpthostsTable } from "../../model/control/more-rcpthosts.js";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM215",
  name: "stale-morercpthosts",
  language: "control",
  severity: "error",
  category: "domains",
  since: "0.1",
  what: "morercpthosts.cdb does not hold what morercpthosts says",
  why: "qmail-smtpd reads the compiled file only: what was changed in the text has no effect until qmail-newmrh is run",
  silent: "About times: what counts is what the files hold; about domains that rcpthosts or a wildcard lets in as well",
  sources: ["qmail specification A9", "measured: smtpd-sessions-010"],
  fixable: "none",
  messages: {
    missing: {
      text: "mail for {domain} is refused (553): morercpthosts.cdb does not have it yet, nor {count} more of this file",
      help: "run qmail-newmrh",
    },
    one: {
      text: "mail for {domain} is refused (553): morercpthosts.cdb does not have it yet",
      help: "run qmail-newmrh",
    },
    both: {
      text: "mail for {domain} is refused (553), and mail for {left} still taken: morercpthosts.cdb has the second, and the first not yet",
      help: "run qmail-newmrh",
    },
    left: {
      text: "mail for {domain} is still taken: morercpthosts.cdb has it, though this file has it no more",
      help: "run qmail-newmrh",
    },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> control/morercpthosts <==\nexample.net\nexample.com\n" +
      "==> control/morercpthosts.cdb (compiled from this) <==\nexample.net\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> control/morercpthosts <==\nexample.net\nexample.com\n" +
      "==> control/morercpthosts.cdb (compiled from this) <==\nexample.net\nexample.com\n",
  },
  on: {
    file: (file, report) => {
      const mail = file.name === "morercpthosts" ? mailInstallationOf(file) : undefined;
      const built = mail?.directory.moreRcpthosts;
      if (!mail?.hasRelayList || !built) return;
      const { bytes, lines } = file.text;
      // A5: what rcpthosts lists, or a broader key, is taken all the same.
      const missing = moreRcpthostsKeys(bytes).filter(({ key }) => !mail.accepting(key));
      const [first] = missing;
      const written = moreRcpthostsTable(bytes);
      const isTaken = (key: string) => written.findHost(key) ?? mail.directory.rcpthosts?.findHost(key);
      const left = [...built.keys()].find((key) => !isTaken(key));
      const params = {
        domain: printable(first?.key ?? left ?? ""),
        count: missing.length - 1,
        left: printable(left ?? ""),
      };
      if (first) {
        const message = left !== undefined ? "both" : missing.length > 1 ? "missing" : "one";
        report({ at: lines.span(first.line), message, params });
      } else if (left !== undefined) report({ at: { start: 0, end: 0 }, message: "left", params });
    },
  },
});
