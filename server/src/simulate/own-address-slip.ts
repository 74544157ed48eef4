/** Addresses that were very likely meant to be in a domain of this host. */
import { foldCase } from "../model/control/control.js";
import type { ControlPlace } from "../model/control/control-source.js";
import { domainOf, localPartOf } from "../model/control/mail-address.js";
import { areSameLists } from "../model/memo.js";
import { isNameSlip } from "../model/name-slip.js";
import { type MailInstallation, mailInstallationBeside, mailInstallationOf } from "./mail-installation.js";
import { isNamedElsewhere } from "./own-name-slip.js";

/** Of a host with more domains one is soon close to another. */
const MOST_DOMAINS = 100;

export interface OwnAddress {
  readonly meant: string;
  /** What the address that is written has not. */
  readonly lacks: "domain" | "sign";
}

/** Undefined for an address of this host, and where there is none that it is close to. */
export function ownAddressMeant(address: string, file: ControlPlace): OwnAddress | undefined {
  const mail = mailInstallationOf(file) ?? mailInstallationBeside(file);
  return mail && slipIn(address, mail);
}

function slipIn(address: string, mail: MailInstallation): OwnAddress | undefined {
  const domain = domainOf(address);
  const names = ownDomains(mail);
  if (names.length > MOST_DOMAINS) return undefined;
  if (domain === undefined) {
    const own = names.find((name) => address.length > name.length + 1 && foldCase(address).endsWith(name));
    const user = own && address.slice(0, -own.length).replace(/\.$/, "");
    return user ? { lacks: "sign", meant: `${user}@${own}` } : undefined;
  }
  const written = foldCase(domain);
  // morercpthosts and wildcards let in more than the names tell.
  if (names.includes(written) || mail.accepting(written)) return undefined;
  // Of a slip in a list other rules speak.
  if (isNamedElsewhere(written, mail) || mail.directory.smtproutes.find(written)) return undefined;
  const own = names.find((name) => isNameSlip(written, name, "any"));
  return own === undefined ? undefined : { lacks: "domain", meant: `${localPartOf(address)}@${own}` };
}

/** The domains of locals, virtualdomains and rcpthosts, longest first; each forward is held against them. */
function ownDomains(mail: MailInstallation): readonly string[] {
  return mail.tree.onceFor(mail, ownDomains, () => findDomains(mail), areSameLists);
}

function findDomains({ directory }: MailInstallation): string[] {
  const tables = [directory.locals, directory.virtualdomains, directory.rcpthosts];
  const names = new Set(tables.flatMap((table) => [...(table?.keys() ?? [])]));
  return [...names].filter((name) => /^[^.@][^@]*\.[^@]+$/.test(name)).sort((a, b) => b.length - a.length);
}
