/** Delegations between zones that files of a tree serve, and which of its servers they lead to. */

import type { Span } from "djblint-grammars/text";
import { TYPE } from "../../compile/expand.js";
import { isPublic } from "../address-block.js";
import { areSameLists } from "../memo.js";
import { type NameId, wireOf } from "../tinydns/name-table.js";
import { formatAddress } from "../tinydns/scalars.js";
import { addressesOf, serversOf, type ZoneServer } from "../tinydns/zone-servers.js";
import type { Zone } from "../tinydns/zones.js";
import type { FileSpan, Tree } from "../tree.js";
import { type Site, sitesOf, treeZones, zoneSources } from "./site.js";
import type { NameServer, ServedZone, ZoneSource } from "./site-names.js";

/** A zone cut in a zone that a file serves, of which another file of the tree serves the zone below. */
export interface Delegation {
  /** In lower case, without a dot at the end. */
  readonly name: string;
  readonly zone: Zone;
  readonly source: ZoneSource;
  /** Each is that zone in another file. */
  readonly children: readonly ServedZone[];
}

/** In the order of the files. */
export function delegationsOf(tree: Tree): readonly Delegation[] {
  return tree.once(findDelegations, areSameLists);
}

/** Whether a server reads the file as it is: zones in files of other names are mostly put together before. */
export function isWhole({ path, servers }: ZoneSource): boolean {
  return servers.length > 0 || path.endsWith("/data");
}

function findDelegations(tree: Tree): Delegation[] {
  return zoneSources(tree)
    .filter(isWhole)
    .flatMap((source) => tree.onceFor(source, "delegations", () => delegationsIn(source), areSameLists));
}

function delegationsIn(source: ZoneSource): Delegation[] {
  const { data, site } = source;
  const zones = treeZones(site.tree);
  return data.zones.all().flatMap((zone) => {
    if (zone.isAuthoritySomewhere() || zone.serverCount === 0 || !isBelowServed(zone, source)) return [];
    const name = data.names.text(zone.name);
    const copies = zones.named(name).filter((child) => isWhole(child.source));
    const inside = copies.length > 0 && isInside({ zone, source });
    const children = copies.filter((child) => isInside(child) === inside);
    return children.length > 0 ? [{ name, zone, source, children }] : [];
  });
}

function isBelowServed(zone: Zone, { data: { names, zones } }: ZoneSource): boolean {
  const above = names.parent(zone.name);
  return above >= 0 && zones.isServed(above);
}

/** A server that an NS record names. */
export class NamedServer {
  constructor(
    private readonly server: ZoneServer,
    private readonly source: ZoneSource,
  ) {}

  get id(): NameId {
    return this.server.name;
  }

  get name(): string {
    return this.source.data.names.text(this.id);
  }

  get at(): FileSpan {
    return placeOf(this.source, this.source.data.targetSpan(this.server.row));
  }

  /** Dotted, as this file gives them; none when they are elsewhere. */
  get addresses(): readonly string[] {
    const { target } = this.source.data.records;
    return this.server.addresses.map((row) => formatAddress(target[row]));
  }
}

/** The servers that NS records of a zone name, each once. */
export function namedServers(zone: Zone, source: ZoneSource): NamedServer[] {
  return serversOf(zone, source.data).map((server) => new NamedServer(server, source));
}

/**
 * Whether a zone is for the inside of a network: one of its servers has a private address, or listens on one where their
 * addresses are elsewhere. What such a zone says is not what the world sees of the name.
 */
export function isInside({ zone, source }: Pick<ServedZone, "zone" | "source">): boolean {
  const named = namedServers(zone, source).flatMap(({ addresses }) => addresses);
  const listening = source.servers.flatMap(({ service }) => service.addresses);
  const known = named.length > 0 ? named : listening;
  return known.some((address) => address !== "0.0.0.0" && !isPublic(address));
}

export function placeOf({ site, path }: ZoneSource, span: Span): FileSpan {
  return site.tree.locate(path, { start: span.start, end: span.end });
}

/** Addresses, dotted, that the file of a zone gives to a name of it. */
export function addressesInZone(name: string, { source: { data } }: ServedZone): string[] {
  const id = data.names.find(wireOf(name.split(".")));
  if (id < 0) return [];
  const [first] = data.records.rowsOfType(id, TYPE.A);
  if (first === undefined) return [];
  return addressesOf(id, first, data).map((row) => formatAddress(data.records.target[row]));
}

/** The tinydns of the tree whose data are known, by the addresses, dotted, that they listen on. */
export function tinydnsByAddress(tree: Tree): ReadonlyMap<string, readonly ListeningServer[]> {
  return tree.once(findServers);
}

export interface ListeningServer {
  readonly site: Site;
  readonly server: NameServer;
  readonly data: ZoneSource;
}

function findServers(tree: Tree): Map<string, ListeningServer[]> {
  const found = new Map<string, ListeningServer[]>();
  for (const site of sitesOf(tree)) {
    for (const server of site.nameServers) {
      const { data, kind, service } = server;
      if (kind !== "tinydns" || !data || service.isDown) continue;
      for (const address of service.addresses) {
        found.set(address, [...(found.get(address) ?? []), { site, server, data }]);
      }
    }
  }
  return found;
}
