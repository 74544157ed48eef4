import { printable, withoutBlanks } from "djblint-grammars/text";
import { type Owner, ownerOf } from "../../model/control/accounts.js";
import { safeExtension } from "../../model/control/dot-qmail.js";
import { localPartOf } from "../../model/control/mail-address.js";
import type { Delivery } from "../../model/control/mail-rewrite.js";
import type { QmailHome } from "../../model/control/qmail-home.js";
import { virtualUserTrouble } from "../../model/control/virtual-user.js";
import type { DomainMail } from "../../simulate/domain-mail.js";
import type { MailInstallation } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM330",
  name: "virtual-user-unknown",
  language: "control",
  severity: "warning",
  category: "virtual domains",
  since: "0.1",
  what: "A line of virtualdomains gives its mail to a user that is not there, or that has no file for it",
  why: "Mail for user@domain goes to the local address prefix-user@domain; without an account and a .qmail file for it, it is returned (5.1.1)",
  silent:
    "For users with a dot in their name where users/assign is not among the files, when users/assign is meant to name the user, of whose lines other rules speak, when the tree does not tell which accounts there are, and where the home of the " +
    "user was not looked into, or holds no .qmail file and the accounts are not listed",
  sources: ["qmail specification D10, Q5"],
  fixable: "none",
  messages: {
    nobody: {
      text: "mail for {domain} is returned (5.1.1): it goes to {prefix}-..., and neither an account nor a file {file} is there for that",
      help: "correct the name, or write {file} in the home of the user alias",
    },
    noFile: {
      text: "mail for {domain} is returned (5.1.1): it goes to {prefix}-..., and the home of {user} has no file {file}",
      help: "write {file}, with what is to happen",
    },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\nexample.net\n" +
      "==> control/virtualdomains <==\nexample.net:alias-jeo\n" +
      "==> alias/.qmail-joe-default <==\n&joe@example.org\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\nexample.net\n" +
      "==> control/virtualdomains <==\nexample.net:alias-joe\n" +
      "==> alias/.qmail-joe-default <==\n&joe@example.org\n",
  },
  on: {
    domain: {
      files: ["virtualdomains"],
      check: (entry, _file, report) => {
        const { line, name, trouble, mail } = entry;
        if (trouble !== undefined || line.kind !== "pair") return;
        // Of what is no name of a user another rule speaks (QM325).
        if (line.value.text.trim() === "" || virtualUserTrouble(line)) return;
        const key = line.key.text;
        const delivery = key.includes("@") ? mail?.delivery(key) : deliveryOf(entry);
        if (!mail || delivery?.by.kind !== "virtual") return;
        const prefix = delivery.by.entry.value;
        if (prefix === "" || prefix !== withoutBlanks(line.value.text)) return;
        const lack = lackOf(prefix, localPartOf(delivery.address), key.includes("@"), mail);
        if (!lack) return;
        const params = {
          domain: printable(key.includes("@") ? key : name.text) || "any domain",
          prefix: printable(prefix),
          user: printable(lack.user),
        };
        report({ at: line.value, message: lack.message, params: { ...params, file: printable(lack.file) } });
      },
    },
  },
});

function deliveryOf({ name, mail, delivery }: DomainMail): Delivery | undefined {
  return name.text.startsWith(".") ? mail?.deliveryFor(`any${name.text}`) : delivery;
}

/** Undefined when somebody gets the mail, and when that is not known. */
function lackOf(prefix: string, local: string, isAddress: boolean, { home }: MailInstallation) {
  const assigned = home.assignment(local);
  const owner = ownerOf(local, home);
  if (!assigned && home.isMeantAssigned(local)) return undefined;
  if (!assigned && owner.byAlias && !isKnown(owner, prefix, home)) return undefined;
  const { user, home: folder, dash, extension } = assigned ?? owner;
  const path = home.homeFolder(folder);
  // Of an assignment without its dash another rule speaks (QM828).
  if (path === undefined || dash !== "-") return undefined;
  const names = home.meantNamesIn(path);
  // Where accounts are not listed, hardly one is called like this one with a hyphen and more; of a home with nothing of
  // qmail, other files may be missing.
  if (!assigned && user !== "alias" && owner.unless.length > 0 && !names.some((name) => name.startsWith(".qmail")))
    return undefined;
  const userPart = local.slice(prefix.length + 1);
  const stem = `.qmail-${safeExtension(extension.slice(0, extension.length - userPart.length))}`;
  const exact = `.qmail-${safeExtension(extension)}`;
  if (names.some((name) => (isAddress ? name === exact : name.startsWith(stem)) || coversAll(name, extension)))
    return undefined;
  const message = assigned || !owner.byAlias ? "noFile" : "nobody";
  return { user, file: isAddress ? exact : `${stem}default`, message };
}

/** Whether the files tell whose an address is that users/assign does not name. */
function isKnown({ unless, byAlias }: Owner, prefix: string, home: QmailHome): boolean {
  // Programs such as vpopmail name users like domains, and list them in users/assign, which may not be among the files.
  if (byAlias && prefix.includes(".") && !home.hasAssignments) return false;
  // The account alias is always there, and hardly one whose name begins so, or has a dot; of others only a list tells.
  return unless.every((name) => /^alias[-_]|\./.test(name));
}

/** Q5: `.qmail-default`, or one for the beginning of the extension. */
function coversAll(name: string, extension: string): boolean {
  const begin = /^\.qmail-(.*)default$/.exec(name)?.[1];
  return begin !== undefined && (begin === "" || begin.endsWith("-")) && safeExtension(extension).startsWith(begin);
}
