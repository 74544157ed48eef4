import type { AssignmentLine, ControlLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { foldCase } from "../../model/control/control.js";
import { type MailInstallation, mailInstallationOf } from "../../simulate/mail-installation.js";
import { lackOf, virtualPrefixes } from "../../simulate/virtual-user-lack.js";
import { defineRule, type Statement } from "../rule.js";

export default defineRule({
  code: "QM832",
  name: "assignment-without-domain",
  language: "control",
  severity: "info",
  category: "users",
  since: "0.1",
  what: "A wildcard of users/assign is called like a domain, and no line of virtualdomains leads to it",
  why:
    "Mail for joe@example.org becomes example.org-joe, which +example.org-: catches, only by a line of virtualdomains such as " +
    "example.org:example.org. Without one, qmail-send takes the domain for a remote one",
  silent:
    "When another line gives the name itself to a user: then it is one with a dot; when nobody gets what a line of virtualdomains makes of " +
    "the domain's mail, or of a name that is nearly the same (QM330); where some files may be missing, and of patched qmails",
  sources: ["qmail specification D4, D5, D10, U1"],
  fixable: "none",
  messages: {
    leftOver: {
      text: "no line of virtualdomains leads to {domain}-..., so that no mail for {domain} comes here",
      help: "remove the line, or add {domain}:{domain} to virtualdomains",
    },
    accepted: {
      text: "mail for {domain} is let in and does not come here: no line of virtualdomains leads to {domain}-...",
      help: "add {domain}:{domain} to virtualdomains, or take {domain} out of rcpthosts",
      severity: "warning",
    },
    elsewhere: {
      text: "this line is never used: virtualdomains gives the mail for {domain} to {user}, and no line leads to {domain}-...",
      help: "write {domain}:{domain} in virtualdomains, or remove this line",
    },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n==> control/virtualdomains <==\n" +
      "==> users/assign <==\n+example.org-:v:89:89:/mail/example.org:-::\n.\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> control/virtualdomains <==\nexample.org:example.org\n" +
      "==> users/assign <==\n+example.org-:v:89:89:/mail/example.org:-::\n.\n",
  },
  on: {
    file: (file, report) => {
      const mail = file.shape === "assignments" ? mailInstallationOf(file) : undefined;
      if (!mail?.isWhole || mail.isPatched) return;
      const prefixes = virtualPrefixes(mail.directory);
      const users = new Set(file.lines.flatMap((line) => (isOfUser(line) ? foldCase(line.address.text) : [])));
      let meant: ReadonlySet<string> | undefined;
      for (const line of file.lines) {
        const domain = line.kind === "assignment" ? domainOf(line) : undefined;
        if (domain === undefined || users.has(foldCase(domain)) || prefixes.has(`${foldCase(domain)}-`)) continue;
        meant ??= meantWildcards(mail);
        const said = meant.has(`${foldCase(domain)}-`) ? undefined : saidOf(domain, mail);
        if (!said) continue;
        const { sign, address } = line as AssignmentLine;
        const goesOn = report({ at: { start: sign.start, end: address.end }, ...said });
        if (!goesOn) return;
      }
    },
  },
});

/** Undefined for a domain in locals. */
function saidOf(name: string, mail: MailInstallation): Statement | undefined {
  const delivery = mail.deliveryFor(name);
  const domain = printable(name);
  if (delivery?.by.kind === "virtual" && delivery.channel === "local") {
    return { message: "elsewhere", params: { domain, user: printable(delivery.by.entry.value) } };
  }
  if (delivery?.channel === "local") return undefined;
  return { message: mail.hasRelayList && mail.accepting(name) ? "accepted" : "leftOver", params: { domain } };
}

/** Wildcards that lines of virtualdomains were to lead to, of which another rule speaks (QM330), in small letters. */
function meantWildcards(mail: MailInstallation): ReadonlySet<string> {
  const meant = new Set<string>();
  for (const { key, value } of mail.directory.virtualdomains.entries()) {
    const lack = value === "" ? undefined : lackOf(value, `${value}-`, false, mail);
    if (lack) meant.add(lack.near).add(`${foldCase(key)}-`);
  }
  return meant;
}

/** `+example.org-:` is what mail for the domain becomes, behind a line of virtualdomains. */
function domainOf({ sign, address }: AssignmentLine): string | undefined {
  return sign.text === "+" ? /^((?:[\w-]+\.)+[a-z][a-z0-9-]*[a-z0-9])-$/i.exec(address.text)?.[1] : undefined;
}

function isOfUser(line: ControlLine): line is AssignmentLine {
  return line.kind === "assignment" && line.sign.text !== "+";
}
