/** Names of this host that were very likely meant for another of its names. */
import type { Span } from "djblint-grammars/text";
import { foldCase } from "../model/control/control.js";
import type { ControlSource } from "../model/control/control-source.js";
import { entryText } from "../model/control/entry-text.js";
import { isNameSlip } from "../model/name-slip.js";
import { type MailInstallation, mailInstallationOf } from "./mail-installation.js";

/** Files that name a host or domain of one's own. */
const OWN_NAME_FILES: readonly string[] = (
  "me defaultdomain defaulthost plusdomain helohost idhost localiphost envnoathost bouncehost doublebouncehost " +
  "smtpgreeting"
).split(" ");

export interface OwnNameSlip {
  readonly at: Span;
  readonly found: string;
  readonly meant: string;
}

/** Undefined for other files, for a name of this host, and where there is none that it is close to. */
export function ownNameSlip(file: ControlSource): OwnNameSlip | undefined {
  const [line] = OWN_NAME_FILES.includes(file.name) ? file.lines : [];
  const entry = line?.kind === "value" ? entryText(line.whole) : undefined;
  const mail = mailInstallationOf(file);
  // Of a greeting the first word is the name of the host.
  const [found] = entry?.text.split(/\s/) ?? [""];
  if (!entry || !mail || found === "" || isToldElsewhere(found, file.name)) return undefined;
  const names = ownNames(mail, file.name);
  // Of a host that is none of these, its domain may be.
  const parts = file.name === "me" ? [found] : [found, found.slice(found.indexOf(".") + 1)];
  for (const part of parts.filter((each) => each === found || each.includes("."))) {
    const meant = nameMeant(foldCase(part), names, mail);
    const end = entry.start + found.length;
    if (meant !== undefined) return { at: { start: end - part.length, end }, found: part, meant };
  }
  return undefined;
}

/** Of dots at the ends and in a row QM102 and QM107 speak, but not of those in a greeting. */
function isToldElsewhere(name: string, file: string): boolean {
  return file !== "smtpgreeting" && /^\.|\.\.|\.$/.test(name);
}

function nameMeant(found: string, names: ReadonlySet<string>, mail: MailInstallation): string | undefined {
  const isOwn = names.has(found) || mail.accepting(found) !== undefined;
  return isOwn ? undefined : [...names].find((name) => isNameSlip(found, name, "any"));
}

/** Of me itself, locals alone. */
function ownNames(mail: MailInstallation, file: string): ReadonlySet<string> {
  return file === "me" ? localNames(mail) : ownDomains(mail);
}

/** me with the domains above it, and locals. */
export function ownDomains(mail: MailInstallation): ReadonlySet<string> {
  const locals = localNames(mail);
  const names = new Set(locals);
  const me = foldCase(mail.directory.me?.text ?? "");
  for (let name = nameMeant(me, locals, mail) ?? me; name.includes("."); name = name.slice(name.indexOf(".") + 1))
    names.add(name);
  return names;
}

function localNames({ directory }: MailInstallation): ReadonlySet<string> {
  return new Set(directory.has("locals") ? directory.locals?.keys() : []);
}

/** Whether a domain that no list has stands in a file of one name, or is one of the zone data. */
export function isNamedElsewhere(domain: string, mail: MailInstallation): boolean {
  const name = foldCase(domain);
  const isValue = OWN_NAME_FILES.some((file) => foldCase(mail.directory.value(file)?.text ?? "") === name);
  return isValue || mail.exchange(name) !== undefined;
}
