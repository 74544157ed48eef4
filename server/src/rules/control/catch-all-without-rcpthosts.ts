import { printable, withoutBlanks } from "djblint-grammars/text";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM327",
  name: "catch-all-without-rcpthosts",
  language: "control",
  severity: "error",
  category: "virtual domains",
  since: "0.1",
  what: "virtualdomains catches mail to every domain, and there is no rcpthosts",
  why: "qmail-smtpd takes mail to every domain from anybody, and a local user gets it: what strangers send to anybody ends here",
  silent: "Where some files of another host may be missing: without me, or in a folder that was not looked into",
  sources: ["qmail specification A5, D4", "measured: end-to-end-025"],
  fixable: "none",
  messages: {
    all: {
      text: "{user} gets mail to every domain, from everybody: there is no rcpthosts that would refuse any",
      help: "write the domains whose mail belongs here into control/rcpthosts",
    },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/virtualdomains <==\n:alias-all\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\nexample.net\n" +
      "==> control/virtualdomains <==\nexample.net:alias-all\n",
  },
  on: {
    lines: {
      pair: (line, file, report) => {
        if (file.name !== "virtualdomains" || line.key.text !== "") return;
        const user = withoutBlanks(line.value.text);
        const mail = mailInstallationOf(file);
        if (user === "" || !mail?.isWhole || mail.directory.has("rcpthosts")) return;
        report({ at: line.whole, message: "all", params: { user: printable(user) } });
      },
    },
  },
});
