import { OBLIGATORY_USERS, ownerOf } from "../../model/control/accounts.js";
import { valueSpan } from "../../model/control/control-source.js";
import { missingFileOf } from "../../model/control/delivery-file.js";
import { dotQmailNames } from "../../model/control/dot-qmail.js";
import { type MailInstallation, mailInstallationOf } from "../../simulate/mail-installation.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM810",
  name: "alias-missing",
  language: "control",
  severity: "warning",
  category: "delivery",
  since: "0.1",
  what: "Nobody gets the mail for postmaster, mailer-daemon, root or the user in doublebounceto",
  why: "Bounces that cannot be delivered go to postmaster, and qmail never delivers to root: without a file of the user alias such mail is returned, or lost",
  silent:
    "When users/assign gives the name to another user, or is meant to, when a file is meant for it (QM808), when an account has it, with .qmail-default, and where the home of alias was not looked into or has no .qmail file",
  sources: ["qmail specification B2, D10, Q5", "RFC 5321 section 4.5.1"],
  fixable: "none",
  messages: {
    missing: {
      text: "nobody gets mail for {names}: the home of the user alias has no file for that",
      help: "write the address of a person who reads the mail into {files}",
    },
  },
  example: {
    bad:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> alias/.qmail-postmaster <==\n&joe@example.org\n",
    good:
      "==> control/me <==\nmail.example.org\n==> control/locals <==\nmail.example.org\nexample.org\n" +
      "==> control/rcpthosts <==\nmail.example.org\nexample.org\n" +
      "==> alias/.qmail-postmaster <==\n&joe@example.org\n" +
      "==> alias/.qmail-mailer-daemon <==\n&joe@example.org\n==> alias/.qmail-root <==\n&joe@example.org\n",
  },
  on: {
    file: (file, report) => {
      const mail = file.name === "me" ? mailInstallationOf(file) : undefined;
      const folder = mail?.isWhole ? mail.home.homeFolder(mail.home.aliasHome) : undefined;
      if (!mail || folder === undefined) return;
      const files = mail.home.meantNamesIn(folder);
      if (!files.some((name) => name.startsWith(".qmail"))) return;
      const missing = [...OBLIGATORY_USERS, ...doubleBounces(mail)].filter((name) => !isRead(name, mail, files));
      if (missing.length === 0) return;
      const params = { names: missing.join(", "), files: missing.map((name) => `.qmail-${name}`).join(", ") };
      report({ at: valueSpan(file), message: "missing", params });
    },
  },
});

/** B1: the user in doublebounceto, if the host is one whose mail stays here. */
function doubleBounces(mail: MailInstallation): string[] {
  const { directory } = mail;
  const user = directory.has("doublebounceto") ? (directory.value("doublebounceto")?.text ?? "") : "";
  const host = directory.value("doublebouncehost")?.text ?? "";
  return /^[\w.-]+$/.test(user) && !OBLIGATORY_USERS.includes(user) && mail.keeps(host) ? [user] : [];
}

function isRead(name: string, { home }: MailInstallation, files: readonly string[]): boolean {
  if (home.assignment(name)) return missingFileOf(name, home)?.home !== home.aliasHome;
  if (home.isMeantAssigned(name)) return true;
  const { byAlias, dash, extension } = ownerOf(name, home);
  return !byAlias || [...dotQmailNames(dash, extension)].some((candidate) => files.includes(candidate));
}
