/** What the rules about the records of one name share. */
import { TYPE } from "../../compile/expand.js";
import type { RecordTable, Row } from "../../model/tinydns/records.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";

/** Lines that name a server and may bring its address along. */
export function isServerLine(row: Row, data: ZoneData): boolean {
  return ".&@S".includes(data.letterOf(row));
}

/** Whether the target column says all that there is of records of a type. */
export function isWhole(type: number): boolean {
  return type === TYPE.A || type === TYPE.NS || type === TYPE.CNAME || type === TYPE.PTR;
}

/**
 * How many rows are compared with a row. Names whose records exclude each other (locations, timestamps) may have
 * thousands of them, and a comparison of all with all would take minutes.
 */
const LOOKED_AT = 16;

/** The first of some rows that a client may see together with a row. */
export function companionOf(row: Row, rows: readonly Row[], records: RecordTable): Row | undefined {
  const looked = rows.length > LOOKED_AT ? rows.slice(0, LOOKED_AT) : rows;
  return looked.find((each) => records.coexist(each, row));
}

/** Whether a query for a row's owner is answered by this server: with the row, or with a referral that holds it. */
export function isSent(row: Row, data: ZoneData): boolean {
  if (data.records.isExpired(row, data.now)) return false;
  const { kind } = data.zones.fateOf(row);
  return kind === "served" || (kind === "delegated" && data.records.typeOf(row) === TYPE.NS);
}
