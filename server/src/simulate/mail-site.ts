/** The host that a tree of files describes: its qmail, its addresses, and the DNS that it publishes. */

import type { Dialect } from "djblint-grammars/control/files";
import { parseIpv4 } from "djblint-grammars/tcprules/address";
import { numberOfOctets } from "../model/address-block.js";
import { bareAddress } from "../model/control/mail-address.js";
import type { QmailHome } from "../model/control/qmail-home.js";
import { siteOf as hostOf } from "../model/site/site.js";
import type { Tree } from "../model/tree.js";
import type { MailSite } from "./mail-journal.js";
import { SiteDns } from "./site-dns.js";

export interface SiteOptions {
  readonly dialect: Dialect;
  /** The host's own addresses, dotted, as far as the settings name them. */
  readonly addresses: readonly string[];
}

/** Beside those that the files of the host tell, its addresses are those of the settings, and those that the DNS gives to `me`. */
export function siteOf(tree: Tree, home: QmailHome, { dialect, addresses }: SiteOptions): MailSite {
  const me = home.directory.me?.text;
  const dns = SiteDns.of(tree);
  const named = me === undefined ? undefined : dns.a(me);
  const ofName = named?.kind === "records" ? named.records : [];
  const ownAddresses = [...new Set([...addresses, ...addressesOfHost(tree, home), ...ofName])];
  return { tree, home, dialect, ownAddresses, dns: dns.askedBy(numberOf(ownAddresses[0] ?? "")) };
}

function addressesOfHost(tree: Tree, home: QmailHome): string[] {
  const host = hostOf(tree, home.controlPath("me"));
  return (host?.addresses ?? []).map(({ address }) => address).filter((address) => parseIpv4(address));
}

/** 0 for what is no IPv4 address. */
function numberOf(address: string): number {
  return numberOfOctets((bareAddress(address) ?? "0.0.0.0").split(".").map(Number));
}
