/** The PTR records of `=` lines that their own file never answers: no zone of it covers the reverse name. */
import { classlessNetworks } from "./classless-zones.js";
import type { NameId } from "./name-table.js";
import type { Row } from "./records.js";
import type { ZoneData } from "./zone-data.js";

/** The address of a row, and the zone for a part of its network (RFC 2317) that it belongs to. */
export interface ClasslessPointer {
  readonly row: Row;
  readonly zone: NameId;
}

export interface UnansweredPointers {
  /** By network of 256 addresses (the first three octets), the rows of their addresses. */
  readonly networks: ReadonlyMap<number, { readonly first: Row; readonly count: number }>;
  /** Addresses of zones for a part of their network, without a record there; each address once. */
  readonly aliases: readonly ClasslessPointer[];
}

export function unansweredPointers(data: ZoneData): UnansweredPointers {
  const { records, zones, names } = data;
  const classless = classlessNetworks(data);
  const networks = new Map<number, { first: Row; count: number }>();
  const aliases = new Map<number, ClasslessPointer>();
  let last = -1;
  let known: { first: Row; count: number } | undefined;
  for (let row = 0; row < records.count; row++) {
    if (!records.isHostAddress(row)) continue;
    const address = records.target[row];
    if (records.hasHostPointers) {
      const pointer = row + 1;
      if (zones.fateOf(pointer).kind !== "outside") continue;
      const ofNetwork = classless.get(names.parent(records.owner[pointer]));
      const zone = ofNetwork?.zones.get(address & 255);
      if (ofNetwork && zone !== undefined) {
        if (!ofNetwork.answered.has(address & 255) && !aliases.has(address)) aliases.set(address, { row, zone });
        continue;
      }
    }
    const network = address >>> 8;
    // Neighbouring lines are mostly about neighbouring addresses.
    if (network !== last) known = networks.get(network);
    last = network;
    if (known) known.count++;
    else {
      known = { first: row, count: 1 };
      networks.set(network, known);
    }
  }
  return { networks, aliases: [...aliases.values()] };
}
