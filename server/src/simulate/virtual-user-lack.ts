/** Whether somebody gets the mail that a line of virtualdomains makes local. Specification D4, D10, Q5. */
import { type Owner, ownerOf } from "../model/control/accounts.js";
import { foldCase } from "../model/control/control.js";
import type { ControlDirectory } from "../model/control/control-directory.js";
import { safeExtension } from "../model/control/dot-qmail.js";
import { beginningsOf } from "../model/control/mail-address.js";
import type { QmailHome } from "../model/control/qmail-home.js";
import { isLetterMoved, isOneLetterAway } from "../model/one-edit.js";
import type { MailInstallation } from "./mail-installation.js";

export interface VirtualUserLack {
  readonly user: string;
  /** The file that is not there. */
  readonly file: string;
  /** What users/assign has a line for, as is nearly written. */
  readonly near: string;
  readonly message: "nobody" | "noFile" | "near";
}

/**
 * Why nobody gets mail for a local address, which virtualdomains makes with the prefix. Undefined when somebody gets it,
 * and when that is not known.
 */
export function lackOf(
  prefix: string,
  local: string,
  isAddress: boolean,
  mail: MailInstallation,
): VirtualUserLack | undefined {
  const { home } = mail;
  const assigned = home.assignment(local);
  const owner = ownerOf(local, home);
  if (!assigned && home.isMeantAssigned(local)) return undefined;
  const near = !assigned && owner.byAlias ? nearAssignment(prefix, mail) : undefined;
  if (!assigned && owner.byAlias && !near && !isKnown(owner, prefix, home)) return undefined;
  const { user, home: folder, dash, extension } = assigned ?? owner;
  const path = home.homeFolder(folder);
  if (near && path === undefined) return { user, file: "", near, message: "near" };
  // Of an assignment without its dash another rule speaks (QM828).
  if (path === undefined || dash !== "-") return undefined;
  const names = home.meantNamesIn(path);
  // Where accounts are not listed, hardly one is called like this one with a hyphen and more; of a home with nothing of
  // qmail, other files may be missing.
  const isGuess = !assigned && user !== "alias" && owner.unless.length > 0;
  if (isGuess && !names.some((name) => name.startsWith(".qmail"))) return undefined;
  const userPart = local.slice(prefix.length + 1);
  const stem = `.qmail-${safeExtension(extension.slice(0, extension.length - userPart.length))}`;
  const exact = `.qmail-${safeExtension(extension)}`;
  const isFor = (name: string) => (isAddress ? name === exact : name.startsWith(stem)) || coversAll(name, extension);
  if (names.some(isFor)) return undefined;
  const message = near ? "near" : assigned || !owner.byAlias ? "noFile" : "nobody";
  return { user, file: isAddress ? exact : `${stem}default`, near: near ?? "", message };
}

/** Whether the files tell whose an address is that users/assign does not name. */
function isKnown({ unless, byAlias }: Owner, prefix: string, home: QmailHome): boolean {
  // Programs such as vpopmail name users like domains, and list them in users/assign, which may not be among the files.
  if (byAlias && prefix.includes(".") && !home.hasAssignments) return false;
  // The account alias is always there, and hardly one whose name begins so, or nearly so, or has a dot; of others only a
  // list tells.
  return unless.every((name) => /^alias[-_]|\./.test(name) || isLetterMoved(name.split(/[-_]/)[0], "alias"));
}

/** Q5: `.qmail-default`, or one for the beginning of the extension. */
function coversAll(name: string, extension: string): boolean {
  const begin = /^\.qmail-(.*)default$/.exec(name)?.[1];
  return begin !== undefined && (begin === "" || begin.endsWith("-")) && safeExtension(extension).startsWith(begin);
}

/** A wildcard of users/assign that no line of virtualdomains leads to, and that is nearly what this one does. */
function nearAssignment(prefix: string, { home, directory }: MailInstallation): string | undefined {
  const written = [...beginningsOf(`${foldCase(prefix)}-`)].filter((begin) => begin.length > SHORTEST);
  const near = home.assignedWildcards.filter(
    (wildcard) => wildcard.endsWith("-") && written.some((begin) => isOneLetterAway(begin, wildcard)),
  );
  const led = near.length > 0 ? virtualPrefixes(directory) : undefined;
  return near.find((wildcard) => !led?.has(wildcard));
}

/** Shorter names are one letter away from many. */
const SHORTEST = 5;

/** D4: the user of a line, a hyphen and the address are put together: all that a local address can begin with, in small letters. */
export function virtualPrefixes({ virtualdomains }: ControlDirectory): ReadonlySet<string> {
  const prefixes = new Set<string>();
  for (const { value } of virtualdomains.entries()) {
    for (const prefix of beginningsOf(`${foldCase(value)}-`)) prefixes.add(prefix);
  }
  return prefixes;
}
