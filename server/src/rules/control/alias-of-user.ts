import { printable } from "djblint-grammars/text";
import { ownerOf } from "../../model/control/accounts.js";
import { safeExtension } from "../../model/control/dot-qmail.js";
import { beginningsOf } from "../../model/control/mail-address.js";
import type { QmailHome } from "../../model/control/qmail-home.js";
import { parentOf } from "../../model/tree.js";
import { type MailInstallation, mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM834",
  name: "alias-of-user",
  language: "control",
  severity: "warning",
  category: "delivery",
  since: "0.1",
  what: "A .qmail file of the user alias is called like another user, who gets the mail instead",
  why: "The user alias gets what neither users/assign nor an account has a name for: of an address such as joe-list, joe is asked first",
  silent:
    "When virtualdomains gives mail to alias under that name; for accounts of which no home below /home is among the files, since " +
    "qmail passes over those that do not own their home",
  sources: ["qmail specification D10", "qmail-getpw(8)"],
  fixable: "none",
  messages: {
    account: {
      text: "mail for {address} goes to the user {user}: this file counts for alias-{address} alone",
      help: "write a file in {home}, or name the address in users/assign",
    },
    assigned: {
      text: "mail for {address} goes to the user {user}, whom users/assign names for it: this file counts for alias-{address} alone",
      help: "write a file in {home}, or change users/assign",
    },
  },
  example: {
    bad:
      "==> var/qmail/control/me <==\nmail.example.org\n==> var/qmail/control/locals <==\nmail.example.org\n" +
      "==> var/qmail/control/rcpthosts <==\nmail.example.org\n" +
      "==> var/qmail/alias/.qmail-postmaster <==\n&joe@example.org\n" +
      "==> var/qmail/alias/.qmail-joe-list <==\n&ann@example.net\n==> home/joe/.qmail <==\n./Maildir/\n",
    good:
      "==> var/qmail/control/me <==\nmail.example.org\n==> var/qmail/control/locals <==\nmail.example.org\n" +
      "==> var/qmail/control/rcpthosts <==\nmail.example.org\n" +
      "==> var/qmail/alias/.qmail-postmaster <==\n&joe@example.org\n==> home/joe/.qmail <==\n./Maildir/\n" +
      "==> home/joe/.qmail-list <==\n&ann@example.net\n",
  },
  on: {
    file: (file, report) => {
      const extension = /^\.qmail-(?!default$)(.+)$/.exec(file.name)?.[1];
      const mail = extension === undefined ? undefined : mailInstallationOf(file);
      if (!mail || extension === undefined) return;
      if (mail.home.homeFolder(mail.home.aliasHome) !== parentOf(file.path)) return;
      const address = extension.replaceAll(":", ".");
      // What stands for default is not known.
      const found = userOf(address.replace(/-default$/, "-"), mail.home);
      if (!found || leadsToAlias(extension, mail)) return;
      const shown = address.replace(/-default$/, "-...");
      const params = { address: printable(shown), user: printable(found.user), home: printable(found.home) };
      report({ at: { start: 0, end: 0 }, message: found.message, params });
    },
  },
});

function userOf(local: string, home: QmailHome) {
  const assignment = home.assignment(local);
  if (assignment) return isAlias(assignment, home) ? undefined : { ...assignment, message: "assigned" };
  const owner = ownerOf(local, home);
  if (owner.byAlias || isAlias(owner, home) || !owner.home.startsWith("/home/")) return undefined;
  return home.homeFolder(owner.home) === undefined ? undefined : { ...owner, message: "account" };
}

function isAlias({ user, home: path }: { readonly user: string; readonly home: string }, home: QmailHome): boolean {
  return user === "alias" || path === home.aliasHome;
}

/** Whether mail of a virtual domain comes to a file of alias: D4 puts the user of the line in front of the address. */
function leadsToAlias(extension: string, mail: MailInstallation): boolean {
  const { whole, parts } = mail.tree.onceFor(mail, leadsToAlias, () => virtualExtensions(mail));
  const begin = /^(.*-)?default$/.exec(extension);
  if (begin && parts.has(begin[1] ?? "")) return true;
  return whole.has("") || [...beginningsOf(extension)].some((part) => whole.has(part));
}

/** What stands in front of the names of users in the files of alias, for virtual domains, and all that this begins with. */
function virtualExtensions({ directory, home }: MailInstallation) {
  const whole = new Set<string>();
  const parts = new Set<string>();
  for (const { value } of directory.virtualdomains.entries()) {
    const local = `${value}-${ANY}`;
    const owner = home.assignment(local) ?? ownerOf(local, home);
    if (value === "" || !isAlias(owner, home) || !owner.extension.endsWith(ANY)) continue;
    const extension = safeExtension(owner.extension.slice(0, -ANY.length));
    whole.add(extension);
    for (const part of ["", ...beginningsOf(extension)]) parts.add(part);
  }
  return { whole, parts };
}

/** A name of a user that no file can hold. */
const ANY = "\n";
