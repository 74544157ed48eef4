/** The PTR records of `=` lines that their own file never answers: no zone of it covers the reverse name. */
import { TYPE } from "../../compile/expand.js";
import { type ClasslessName, classlessNames, classlessZones } from "./classless-zones.js";
import { type NameId, NO_NAME } from "./name-table.js";
import type { Row } from "./records.js";
import type { ZoneData } from "./zone-data.js";

const EQUALS = 61;
const NONE: readonly ClasslessName[] = [];

export interface UnansweredPointers {
  /** By the name of the network of 256 addresses. */
  readonly networks: ReadonlyMap<NameId, { first: Row; count: number }>;
  /** Addresses of zones for a part of their network (RFC 2317), without a record there. */
  readonly aliases: readonly { readonly row: Row; readonly alias: ClasslessName }[];
}

export function unansweredPointers(data: ZoneData): UnansweredPointers {
  const { records, names, zones } = data;
  const classless = classlessZones(data);
  const networks = new Map<NameId, { first: Row; count: number }>();
  const aliases = new Map<NameId, { row: Row; alias: ClasslessName }>();
  let last = NO_NAME;
  let known: { first: Row; count: number } | undefined;
  for (let row = 0; row < records.count; row++) {
    if (records.type[row] !== TYPE.PTR || records.letter[row] !== EQUALS) continue;
    if (zones.fateOf(row).kind !== "outside") continue;
    const owner = records.owner[row];
    const found = classless.size > 0 ? classlessNames(owner, classless, data) : NONE;
    if (found.length > 0) {
      const isAnswered = found.some(({ hasRecords }) => hasRecords);
      if (!isAnswered && !aliases.has(owner)) aliases.set(owner, { row, alias: found[0] });
      continue;
    }
    const network = names.parent(owner);
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
