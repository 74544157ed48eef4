/** The PTR records of `=` lines that their own file never answers: no zone of it covers the reverse name. */
import { type ClasslessName, classlessNames, classlessZones } from "./classless-zones.js";
import type { NameId } from "./name-table.js";
import type { Row } from "./records.js";
import type { ZoneData } from "./zone-data.js";

export interface UnansweredPointers {
  /** By network of 256 addresses (the first three octets), the rows of their addresses. */
  readonly networks: ReadonlyMap<number, { readonly first: Row; readonly count: number }>;
  /** Addresses of zones for a part of their network (RFC 2317), without a record there. */
  readonly aliases: readonly { readonly row: Row; readonly alias: ClasslessName }[];
}

export function unansweredPointers(data: ZoneData): UnansweredPointers {
  const { records, zones } = data;
  const classless = classlessZones(data);
  const networks = new Map<number, { first: Row; count: number }>();
  const aliases = new Map<NameId, { row: Row; alias: ClasslessName }>();
  let last = -1;
  let known: { first: Row; count: number } | undefined;
  for (let row = 0; row < records.count; row++) {
    if (!records.isHostAddress(row)) continue;
    if (records.hasHostPointers) {
      const pointer = row + 1;
      if (zones.fateOf(pointer).kind !== "outside") continue;
      const owner = records.owner[pointer];
      const found = classless.size > 0 ? classlessNames(owner, classless, data) : [];
      if (found.length > 0) {
        const isAnswered = found.some(({ hasRecords }) => hasRecords);
        if (!isAnswered && !aliases.has(owner)) aliases.set(owner, { row, alias: found[0] });
        continue;
      }
    }
    const network = records.target[row] >>> 8;
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
