/**
 * Two domains that were very likely meant to be one: this host keeps the mail of the first, or has a route for it, and does
 * not let it in; it lets the second in, and neither keeps it nor has a route. One finding speaks of both, that about the first.
 */
import { printable, type Span } from "djblint-grammars/text";
import { foldCase } from "../../model/control/control.js";
import type { ControlTable, Listed } from "../../model/control/control-directory.js";
import { areSameLists } from "../../model/memo.js";
import { isNameSlip } from "../../model/name-slip.js";
import type { MailInstallation } from "../../simulate/mail-installation.js";
import { isNamedElsewhere } from "../../simulate/own-name-slip.js";
import type { Edit, Fix, Observation } from "../rule.js";
import { otherPlace } from "./other-place.js";
import { takesNoMail } from "./service-of-mail.js";

/** The entry that lets in what was meant for a domain that is kept here. */
export function acceptedInstead(kept: string, mail: MailInstallation): Listed | undefined {
  const name = refusesFew(mail) ? closeTo(kept, acceptedForNobody(mail)) : undefined;
  return name === undefined ? undefined : mail.accepting(name);
}

/** Whether a line that keeps the mail of a domain which is let in, or leads it on, was written with a slip in the name. */
export function isMisspeltElsewhere(accepted: string, mail: MailInstallation): boolean {
  if (!mail.accepting(accepted) || !isForNobody(accepted, mail)) return false;
  return refusesFew(mail) && closeTo(accepted, refusedNames(mail)) !== undefined;
}

function closeTo(domain: string, names: readonly string[]): string | undefined {
  const written = foldCase(domain);
  return names.find((name) => isNameSlip(written, name, "pair") || isNameSlip(name, written, "pair"));
}

/** A host that refuses more of its own domains is not one with a slip in a name. */
const MOST_REFUSED = 100;

function refusesFew(mail: MailInstallation): boolean {
  return refusedNames(mail).length <= MOST_REFUSED;
}

/** Let in, and neither kept nor handed on. */
function acceptedForNobody(mail: MailInstallation): readonly string[] {
  const find = () => {
    const { rcpthosts, moreRcpthosts } = mail.directory;
    return [...namesIn(rcpthosts), ...namesIn(moreRcpthosts)].filter((name) => isForNobody(name, mail));
  };
  return mail.tree.onceFor(mail, acceptedForNobody, find, areSameLists);
}

function isForNobody(domain: string, mail: MailInstallation): boolean {
  const { entry } = mail.route(domain);
  return !mail.keeps(domain) && (entry === undefined || entry.key === "");
}

/** Kept here (QM104, QM301, QM302), or with a route (QM852), and not let in. */
function refusedNames(mail: MailInstallation): readonly string[] {
  return mail.tree.onceFor(mail, refusedNames, () => findRefused(mail), areSameLists);
}

function findRefused(mail: MailInstallation): string[] {
  const { locals, virtualdomains, smtproutes } = mail.directory;
  const kept = mail.isPatched || takesNoMail(mail) ? [] : [...namesIn(locals), ...namesIn(virtualdomains)];
  const isRefused = (name: string) => !mail.accepting(name);
  const routed = namesIn(smtproutes).filter((name) => isRefused(name) && !isNamedElsewhere(name, mail));
  return [...kept.filter((name) => isRefused(name) && mail.keeps(name)), ...routed];
}

/** Without wildcards and addresses. */
function namesIn(table: ControlTable | undefined): string[] {
  return [...(table?.keys() ?? [])].filter((name) => !/^\.|@/.test(name));
}

/** Of the message `apart`: where the other name is let in, and a fix where it is known which of the two is right. */
export function apart(
  kept: Span,
  name: string,
  other: Listed,
  mail: MailInstallation,
): Pick<Observation, "related" | "fixes"> {
  const at = mail.place(other);
  const related = otherPlace(at, "other", { other: printable(other.key) });
  const isOtherKnown = isNamedElsewhere(other.key, mail);
  if (!at || isOtherKnown === isNamedElsewhere(name, mail)) return { related };
  return { related, fixes: isOtherKnown ? writing(other.key, { span: kept }) : writing(name, at) };
}

/** The messages of the rule are called `write` and `other`. */
function writing(name: string, at: Omit<Edit, "newText">): Fix[] {
  const params = { name: printable(name) };
  return [{ title: "write", params, safety: "unsafe", edits: [{ ...at, newText: name }] }];
}
