import { printable } from "djblint-grammars/text";
import { entryText } from "../../model/control/entry-text.js";
import { mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";
import { otherPlace } from "./other-place.js";

export default defineRule({
  code: "QM604",
  name: "own-domain-refused",
  language: "control",
  severity: "warning",
  category: "senders",
  since: "0.1",
  what: "badmailfrom refuses all senders of a domain that is kept here",
  why: "qmail-smtpd refuses them from everybody, from clients with RELAYCLIENT too: your own users cannot send",
  silent: "For domains that are neither in locals nor in virtualdomains",
  sources: ["qmail specification A3, A4", "measured: smtpd-sessions-052"],
  fixable: "none",
  messages: {
    own: {
      text: "nobody at {domain} can send mail by SMTP, your own clients with RELAYCLIENT included: all senders of that domain are refused",
      help: "remove the line, unless your own users send another way",
    },
    kept: { text: "{domain} is a domain of this host" },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n==> control/badmailfrom <==\n@example.org\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> control/badmailfrom <==\nspam@example.org\n",
  },
  on: {
    lines: {
      entry: (line, file, report) => {
        if (file.name !== "badmailfrom") return;
        const entry = entryText(line.whole);
        if (!entry || !/^@[\w.-]+$/.test(entry.text)) return;
        const mail = mailInstallationOf(file);
        const domain = entry.text.slice(1);
        if (!mail || (!mail.isWhole && !mail.directory.has("locals"))) return;
        const by = mail.deliveryFor(domain)?.by;
        if (by?.kind !== "locals" && (by?.kind !== "virtual" || by.entry.key === "")) return;
        const params = { domain: printable(domain) };
        report({ at: entry, message: "own", params, related: otherPlace(mail.place(by.entry), "kept", params) });
      },
    },
  },
});
