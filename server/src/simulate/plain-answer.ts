/**
 * Answers that the records of a data file tell without its database: those that all clients get at all times, with
 * nothing left to chance. That is nearly all that is asked of most files.
 */

import { EVERYWHERE } from "../model/tinydns/location-code.js";
import { type NameId, NO_NAME, ROOT } from "../model/tinydns/name-table.js";
import type { RecordTable, Row } from "../model/tinydns/records.js";
import type { ZoneData } from "../model/tinydns/zone-data.js";

/** Rows of the name; none when the zone has no such name. `refused`: the name is in no zone, or below a delegation. */
export type PlainAnswer = readonly Row[] | "refused";

/** Names with more records fill packets. */
const MOST_ROWS = 32;
/** Of a longer record tinydns drops the answer (Q3). */
const LONGEST_LINE = 4096;
/** A generic line, which may hold anything. */
const COLON = 58;

/** Undefined where the database has to be asked. The name is in wire form. */
export function plainAnswer(name: Uint8Array, data: ZoneData): PlainAnswer | undefined {
  const { names, records, returns } = data;
  // With a fault, or with carriage returns in their lines, the records are not those of the database.
  if (returns || records.faults.length > 0) return undefined;
  const known = names.nearestKnown(name);
  const isKnown = names.wireLength(known) === name.length && records.firstRow(known) >= 0;
  if (!isKnown && data.lookUp.hasWildcards) return undefined;
  const isServed = isPlainlyServed(known, data);
  if (isServed === undefined) return undefined;
  return isServed ? rowsOf(isKnown ? known : NO_NAME, records) : "refused";
}

/** Whether the zone of a name answers; undefined when what stands between the two may depend on who asks, and when. */
function isPlainlyServed(name: NameId, { names, records, zones }: ZoneData): boolean | undefined {
  const fate = zones.fate(name);
  const top = fate.kind === "outside" ? ROOT : fate.zone.name;
  for (let at = name; at !== NO_NAME; at = names.parent(at)) {
    if (!arePlain(at, records)) return undefined;
    if (at === top) break;
  }
  return fate.kind === "served";
}

/** Whether the rows of a name are few and plain. Names at and below a wildcard are asked under other keys. */
function arePlain(name: NameId, records: RecordTable): boolean {
  if (records.names.isWildcard(name)) return false;
  let count = 0;
  for (let row = records.firstRow(name); row >= 0; row = records.nextRow(row)) {
    if (++count > MOST_ROWS || !isPlain(row, records)) return false;
  }
  return true;
}

function rowsOf(name: NameId, records: RecordTable): Row[] {
  const rows: Row[] = [];
  for (let row = records.firstRow(name); row >= 0; row = records.nextRow(row)) rows.push(row);
  return rows;
}

function isPlain(row: Row, records: RecordTable): boolean {
  if (records.locationOf(row) !== EVERYWHERE || records.timestamps.has(row)) return false;
  if (records.letterCodeOf(row) === COLON) return false;
  const { lines } = records.text;
  const line = records.line[row];
  return lines.start(line + 1) - lines.start(line) <= LONGEST_LINE;
}
