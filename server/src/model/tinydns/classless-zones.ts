/**
 * Zones for a part of a network of 256 addresses (RFC 2317): the zone of the network has an alias for each address of the
 * part, which leads into a zone below it. That is called after the part, such as 0-63 or 0/26, or as the two sides agreed.
 */
import type { NameId } from "./name-table.js";
import type { ZoneData } from "./zone-data.js";

/** The zones that a file serves for parts of a network. Addresses are said by their last octet. */
export interface ClasslessNetwork {
  /** The first zone that an address belongs to. */
  readonly zones: ReadonlyMap<number, NameId>;
  /** Addresses with records in one of the zones that they belong to. */
  readonly answered: ReadonlySet<number>;
}

/** A zone for the addresses of a network that end in `first` to `last`. */
interface ClasslessZone {
  readonly name: NameId;
  readonly first: number;
  readonly last: number;
  readonly network: Network;
}

/** Labels of a name such as 2.0.192.in-addr.arpa. */
const NETWORK_LABELS = 5;

interface Network {
  readonly zones: Map<number, NameId>;
  readonly answered: Set<number>;
}

/** By the name of the network. Goes through zones and names once, for a file may have thousands of both. */
export function classlessNetworks(data: ZoneData): ReadonlyMap<NameId, ClasslessNetwork> {
  const { names, records } = data;
  const networks = new Map<NameId, Network>();
  const classless = new Map(classlessZones(data, networks).map((zone) => [zone.name, zone]));
  if (classless.size === 0) return networks;
  for (const { name, first, last, network } of classless.values()) {
    for (let octet = first; octet <= last; octet++) if (!network.zones.has(octet)) network.zones.set(octet, name);
  }
  for (let name = 1; name < names.count; name++) {
    const zone = classless.get(names.parent(name));
    if (!zone || records.firstRow(name) < 0) continue;
    const octet = names.octetOf(name);
    if (octet >= zone.first && octet <= zone.last) zone.network.answered.add(octet);
  }
  return networks;
}

function classlessZones({ zones, names }: ZoneData, networks: Map<NameId, Network>): ClasslessZone[] {
  if (!zones.holdReverseNames) return [];
  return zones.all().flatMap((zone) => {
    const { name } = zone;
    const above = names.parent(name);
    if (names.depth(name) !== NETWORK_LABELS + 1 || !names.isReverse(name) || names.octetOf(name) >= 0) return [];
    if (!zone.isAuthoritySomewhere()) return [];
    const network = networks.get(above) ?? { zones: new Map(), answered: new Set() };
    networks.set(above, network);
    return [{ name, network, ...octetsOf(names.labels(name)[0]) }];
  });
}

/** The octets of a part; a name that says nothing of numbers may be any part. */
function octetsOf(part: string): { first: number; last: number } {
  const [, first, sign, second] = /^(\d+)([-/_])(\d+)$/.exec(part) ?? [];
  if (first === undefined) return { first: 0, last: 255 };
  const isSize = sign !== "-" && Number(second) >= 24 && Number(second) <= 32;
  const last = isSize ? Number(first) + 2 ** (32 - Number(second)) - 1 : Number(second);
  return { first: Number(first), last: Math.min(last, 255) };
}
