/** Whom qmail-smtpd takes mail from and for whom: badmailfrom, rcpthosts and morercpthosts. Specification section 3. */
import type { ControlDirectory, Listed } from "./control-directory.js";
import { domainOf } from "./mail-address.js";

/** Whether mail for an address is taken from clients without RELAYCLIENT, and why. */
export type Acceptance =
  /** An entry of rcpthosts or morercpthosts.cdb covers the domain. */
  | { readonly accepted: true; readonly by: "entry"; readonly entry: Listed }
  /** There is no rcpthosts: every domain is accepted. */
  | { readonly accepted: true; readonly by: "no-rcpthosts" }
  /** An address without @ is always accepted. */
  | { readonly accepted: true; readonly by: "no-domain" }
  | { readonly accepted: false };

/** A5, steps 2 to 5. */
export function acceptanceOf(directory: ControlDirectory, address: string): Acceptance {
  if (!directory.rcpthosts) return { accepted: true, by: "no-rcpthosts" };
  const domain = domainOf(address);
  if (domain === undefined) return { accepted: true, by: "no-domain" };
  const entry = acceptingEntry(directory, domain);
  return entry ? { accepted: true, by: "entry", entry } : { accepted: false };
}

/** The entry that lets mail for a domain in: rcpthosts is asked first. */
export function acceptingEntry(directory: ControlDirectory, domain: string): Listed | undefined {
  return directory.rcpthosts?.findHost(domain) ?? directory.moreRcpthosts?.findHost(domain);
}

/** A4: the entry of badmailfrom for a sender. */
export function badSenderEntry({ badmailfrom }: ControlDirectory, sender: string): Listed | undefined {
  const domain = domainOf(sender);
  return badmailfrom.find(sender) ?? (domain === undefined ? undefined : badmailfrom.find(`@${domain}`));
}
