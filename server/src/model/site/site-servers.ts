/** The servers that NS records of zone data name, as a whole: their addresses, and the hosts of the tree that have these. */
import { TYPE } from "../../compile/expand.js";
import { areSameSets } from "../memo.js";
import type { NameId } from "../tinydns/name-table.js";
import type { Row } from "../tinydns/records.js";
import { formatAddress } from "../tinydns/scalars.js";
import type { ZoneData } from "../tinydns/zone-data.js";
import { addressesOf } from "../tinydns/zone-servers.js";
import type { Tree } from "../tree.js";
import { type Site, sitesOf, zoneSources } from "./site.js";
import type { ZoneSource } from "./site-names.js";

export interface ServerAddresses {
  /** Dotted addresses, each with the first NS row that leads there. */
  readonly rows: ReadonlyMap<string, Row>;
  /** Whether the file gives an address to each of the servers. */
  readonly isComplete: boolean;
}

/** Of all zones and delegations of a file: they mostly have the same few servers. */
export function serverAddresses({ data, site: { tree } }: ZoneSource): ServerAddresses {
  return tree.onceFor(data, serverAddresses, () => addressesIn(data));
}

/** All addresses to which NS records of the tree lead. */
export function addressesOfServers(tree: Tree): ReadonlySet<string> {
  return tree.once(collectAddresses, areSameSets);
}

function addressesIn(data: ZoneData): ServerAddresses {
  const { records } = data;
  const seen = new Set<NameId>();
  const rows = new Map<string, Row>();
  let isComplete = true;
  for (let row = 0; row < records.count; row++) {
    const name = records.target[row];
    if (records.typeOf(row) !== TYPE.NS || seen.has(name)) continue;
    seen.add(name);
    const addresses = addressesOf(name, row, data);
    if (addresses.length === 0) isComplete = false;
    for (const each of addresses) {
      const address = formatAddress(records.target[each]);
      if (!rows.has(address)) rows.set(address, row);
    }
  }
  return { rows, isComplete };
}

function collectAddresses(tree: Tree): Set<string> {
  return new Set(zoneSources(tree).flatMap((source) => [...serverAddresses(source).rows.keys()]));
}

/**
 * The hosts of a tree by the addresses that their files show, for settings may name those of a whole site; undefined for
 * one that several hosts claim.
 */
export function hostsByAddress(tree: Tree): ReadonlyMap<string, Site | undefined> {
  return tree.once(collectHosts);
}

function collectHosts(tree: Tree): Map<string, Site | undefined> {
  const hosts = new Map<string, Site | undefined>();
  for (const site of sitesOf(tree)) {
    for (const { address, from } of site.addresses) {
      const isShown = from.some(({ origin }) => origin !== "configuration");
      if (isShown) hosts.set(address, hosts.has(address) ? undefined : site);
    }
  }
  return hosts;
}
