/**
 * Zones for a part of a network of 256 addresses (RFC 2317): the zone of the network has an alias for each address of the
 * part, which leads into a zone below it. That is called after the part, such as 0-63 or 0/26, or as the two sides agreed.
 */
import { type NameId, NO_NAME, wireOf } from "./name-table.js";
import type { ZoneData } from "./zone-data.js";

/** Zones that a file serves, by the name of the network that they are a part of. */
export type ClasslessZones = ReadonlyMap<NameId, readonly NameId[]>;

export function classlessZones({ zones, names }: ZoneData): ClasslessZones {
  const found = new Map<NameId, NameId[]>();
  if (!zones.holdReverseNames) return found;
  for (const zone of zones.all()) {
    const [part, ...network] = names.labels(zone.name);
    if (!zone.isAuthoritySomewhere() || !isNetwork(network) || isOctet(part)) continue;
    const above = names.parent(zone.name);
    found.set(above, [...(found.get(above) ?? []), zone.name]);
  }
  return found;
}

/** Where the alias of an address leads to. */
export interface ClasslessName {
  /** In lower case, without a dot at the end. */
  readonly text: string;
  /** Whether the file has a record of that name. */
  readonly hasRecords: boolean;
}

/** The names that the alias of a reverse name may lead to, one in each zone that its address belongs to. */
export function classlessNames(reverse: NameId, known: ClasslessZones, { names, records }: ZoneData): ClasslessName[] {
  const [octet] = names.labels(reverse);
  return (known.get(names.parent(reverse)) ?? [])
    .filter((zone) => holds(names.labels(zone)[0], Number(octet)))
    .map((zone) => {
      const name = names.find(wireOf([octet, ...names.labels(zone)]));
      return { text: `${octet}.${names.text(zone)}`, hasRecords: name !== NO_NAME && records.firstRow(name) >= 0 };
    });
}

function isNetwork(labels: readonly string[]): boolean {
  return labels.length === 5 && labels.slice(0, 3).every(isOctet) && labels.slice(3).join(".") === "in-addr.arpa";
}

function isOctet(label: string): boolean {
  return /^\d{1,3}$/.test(label) && Number(label) < 256;
}

/** Whether a part is one that holds an octet; a name that says nothing of numbers may be any part. */
function holds(part: string, octet: number): boolean {
  const [, first, sign, second] = /^(\d+)([-/_])(\d+)$/.exec(part) ?? [];
  if (first === undefined) return true;
  const isSize = sign !== "-" && Number(second) >= 24 && Number(second) <= 32;
  const last = isSize ? Number(first) + 2 ** (32 - Number(second)) - 1 : Number(second);
  return octet >= Number(first) && octet <= last;
}
