import { printable } from "djblint-grammars/text";
import { RELAYCLIENT } from "../../model/tcprules/variable-effects.js";
import { type MailInstallation, mailInstallationBeside } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM504",
  name: "relayclient-domain",
  language: "tcprules",
  severity: "error",
  category: "mail",
  since: "0.1",
  what: "RELAYCLIENT adds a domain to recipients that is in locals, or neither there nor in virtualdomains",
  why: "qmail-smtpd adds the value to every recipient: user@example.org becomes user@example.org@name, and goes out to a host called name",
  silent:
    "Of a domain in locals, when the home of alias was not looked into or has .qmail-default; with no qmail in the tree, or with several, and where some control files may be missing",
  sources: ["qmail specification A5, D8", "measured: end-to-end-027, end-to-end-028"],
  fixable: "none",
  messages: {
    unknown: {
      text: "no mail of these clients arrives: each recipient gets @{domain} behind it, which is neither in locals nor in virtualdomains",
      help: 'write {domain}:user into virtualdomains, with the user who handles the mail; or RELAYCLIENT=""',
    },
    local: {
      text: "all mail of these clients is returned: {domain} is in locals, and it goes to local users with an @ in their name",
      help: 'write a name that only virtualdomains has, with the user who handles the mail; or RELAYCLIENT=""',
    },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      '==> etc/tcp.smtp <==\n192.168.1.:allow,RELAYCLIENT="@fixme"\n:allow\n',
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> control/virtualdomains <==\nfixme:alias-fixup\n" +
      '==> etc/tcp.smtp <==\n192.168.1.:allow,RELAYCLIENT="@fixme"\n:allow\n',
  },
  on: {
    file: (access, report) => {
      const mail = mailInstallationBeside(access);
      if (!mail?.isWhole) return;
      const { table } = access;
      for (const rule of table.relaying) {
        for (const { name, value } of table.rule(rule).variables) {
          const domain = /^@([^@]+)$/.exec(value.text)?.[1];
          if (name.text !== RELAYCLIENT || domain === undefined) continue;
          const message = mail.keeps(domain) ? (isLost(domain, mail) ? "local" : undefined) : "unknown";
          if (message) report({ at: value, message, params: { domain: printable(domain) } });
        }
      }
    },
  },
});

/** D10: of the users with an @ in their name, only `.qmail-default` of the user alias takes mail. */
function isLost(domain: string, mail: MailInstallation): boolean {
  const { home } = mail;
  const alias = home.homeFolder(home.aliasHome);
  if (alias === undefined || mail.deliveryFor(domain)?.by.kind === "virtual" || home.hasAssignments) return false;
  const names = home.namesIn(alias);
  return names.some((name) => name.startsWith(".qmail")) && !names.includes(".qmail-default");
}
