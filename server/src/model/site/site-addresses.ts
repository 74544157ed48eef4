/** The addresses of a host, each with where it is known from. */

import { parseIpv4 } from "djblint-grammars/tcprules/address";
import { TYPE } from "../../compile/expand.js";
import { foldCase } from "../control/control.js";
import { isSameData } from "../memo.js";
import { once } from "../once.js";
import { wireOf } from "../tinydns/name-table.js";
import { formatAddress } from "../tinydns/scalars.js";
import type { FileSpan } from "../tree.js";
import type { Site } from "./site.js";
import type { ZoneSource } from "./site-names.js";
import type { SiteService } from "./site-services.js";

/** `name`: the zone data of the tree give it to the name in `control/me`. */
export type AddressOrigin = "configuration" | "listens" | "environment" | "name";

export interface OwnAddress {
  /** Dotted, or in the words of IPv6. */
  readonly address: string;
  readonly from: readonly AddressEvidence[];
}

export interface AddressEvidence {
  readonly origin: AddressOrigin;
  /** Undefined for the configuration. */
  readonly at: FileSpan | undefined;
}

/**
 * Without those of the loopback network, which every host has. `zones` are those of all hosts of the tree. What settings
 * above several hosts name is not this host's where the files show that it is another's.
 */
export function ownAddresses(site: Site, others: readonly Site[], zones: readonly ZoneSource[]): OwnAddress[] {
  const shown = shownAddresses(site, zones);
  const isOfAnother = once(() => new Set(others.flatMap((other) => [...shownAddresses(other, zones).keys()])));
  const configured = site.configured.addresses.filter((address) => shown.has(address) || !isOfAnother().has(address));
  const found = new Map<string, readonly AddressEvidence[]>();
  for (const address of configured) found.set(address, [{ origin: "configuration", at: undefined }]);
  for (const [address, from] of shown) found.set(address, [...(found.get(address) ?? []), ...from]);
  return [...found].map(([address, from]) => ({ address, from }));
}

/** What the files of a host show. */
function shownAddresses(site: Site, zones: readonly ZoneSource[]): Map<string, AddressEvidence[]> {
  const found = new Map<string, AddressEvidence[]>();
  const add = (address: string, origin: AddressOrigin, at: FileSpan | undefined): void => {
    if (ANY.has(address) || isLoopback(address)) return;
    const known = found.get(address);
    if (known) known.push({ origin, at });
    else found.set(address, [{ origin, at }]);
  };
  for (const service of site.services) {
    const listens = () => addressesOfService(service);
    for (const { address, origin, at } of site.tree.onceFor(service, "shown addresses", listens, isSameData)) {
      add(address, origin, at);
    }
  }
  for (const { home } of site.mail) {
    const me = home.directory.me?.text;
    for (const { address, at } of me === undefined ? [] : addressesOfName(me, zones)) add(address, "name", at);
  }
  return found;
}

function addressesOfService({ addresses, listening, listensAt }: SiteService) {
  const origin: AddressOrigin = listening?.variable ? "environment" : "listens";
  return addresses.filter(isAddress).map((address) => ({ address, origin, at: listensAt }));
}

/** All addresses of a host, or none in particular. */
const ANY: ReadonlySet<string> = new Set(["0.0.0.0", "::"]);

function isAddress(text: string): boolean {
  return parseIpv4(text) !== undefined || text.includes(":");
}

function isLoopback(address: string): boolean {
  return address.startsWith("127.") || address === "::1";
}

/** Addresses that `+`, `=` and other lines give to a name, each with its line; whether a server answers so or not. */
function addressesOfName(name: string, zones: readonly ZoneSource[]): { address: string; at: FileSpan }[] {
  const wire = wireOf(
    foldCase(name)
      .split(".")
      .filter((label) => label !== "" && label.length < 64),
  );
  return zones.flatMap(({ data, path, site }) => {
    const { records, names } = data;
    return records.rowsOfType(names.find(wire), TYPE.A).map((row) => {
      const { start, end } = data.lineOf(row);
      return { address: formatAddress(records.target[row]), at: site.tree.locate(path, { start, end }) };
    });
  });
}
