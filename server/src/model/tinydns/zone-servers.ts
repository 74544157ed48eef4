/** The name servers of a zone and their addresses, as far as this file knows them. */
import { TYPE } from "../../compile/expand.js";
import type { NameId } from "./name-table.js";
import type { RecordTable, Row } from "./records.js";
import type { ZoneData } from "./zone-data.js";
import type { Zone } from "./zones.js";

export interface ZoneServer {
  readonly name: NameId;
  /** The first NS row that names it. */
  readonly row: Row;
  /** Its A rows; none when they are elsewhere. */
  readonly addresses: readonly Row[];
}

/** At most so many address rows of a server are looked at: lines repeat the address of a server that many zones have. */
const ENOUGH = 32;

/** The servers of a zone, each once, in file order. */
export function serversOf(zone: Zone, data: ZoneData): ZoneServer[] {
  const { records } = data;
  const servers = new Map<NameId, ZoneServer>();
  for (const row of zone.servers) {
    const name = records.target[row];
    if (!servers.has(name)) servers.set(name, { name, row, addresses: addressesOf(name, row, data) });
  }
  return [...servers.values()];
}

/** The A rows of a name that clients who see a row see too, each address once. */
export function addressesOf(name: NameId, seenWith: Row, { records }: ZoneData): Row[] {
  const { target } = records;
  const found: Row[] = [];
  let looked = 0;
  for (let row = records.firstRow(name); row >= 0 && looked < ENOUGH; row = records.nextRow(row), looked++) {
    if (records.typeOf(row) !== TYPE.A || found.some((known) => target[known] === target[row])) continue;
    if (records.coexist(row, seenWith) && isWhole(row, records)) found.push(row);
  }
  return found;
}

/** Generic lines may hold less than an address, and then stand for 0.0.0.0 here (R11). */
function isWhole(row: Row, records: RecordTable): boolean {
  return records.target[row] !== 0 || records.rdata(row).length === 4;
}
