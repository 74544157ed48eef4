/** How long a referral is: tinydns sections 8.6, 8.7 and 8.9 (Q10, Q11, P2). */
import { TYPE } from "../../compile/expand.js";
import { EVERYWHERE, type LocationCode } from "./location-code.js";
import type { NameId, NameTable } from "./name-table.js";
import type { RecordTable, Row } from "./records.js";
import { tai64OfUnix } from "./scalars.js";
import type { Zone } from "./zones.js";

/** A reply that is longer is cut to header and question (S5). */
export const MOST_BYTES = 512;

const HEADER = 12;
/** Type and class behind a name in the question. */
const QUESTION = 4;
/** Type, class, ttl and length behind the owner of a record. */
const RECORD = 10;
const ADDRESS = 4;
const POINTER = 2;
/** Names that tinydns remembers for compression, and the longest of them. */
const REMEMBERED = 100;
const LONGEST_REMEMBERED = 128;

/** Bytes of the referral that a client of a location gets for the name of a delegated zone. */
export function referralSize(zone: Zone, view: LocationCode, records: RecordTable, now: number): number {
  const { names } = records;
  const servers = zone.servers.filter((row) => isVisible(row, view, records, now));
  const size = new PacketSize(names);
  size.bytes = HEADER + QUESTION;
  size.addName(zone.name);
  for (const row of servers) {
    size.addName(zone.name);
    size.bytes += RECORD;
    size.addName(records.target[row]);
  }
  const sent = new Set<NameId>();
  for (const row of servers) {
    const server = records.target[row];
    if (sent.has(server)) continue;
    sent.add(server);
    for (let each = records.firstRow(server); each >= 0; each = records.nextRow(each)) {
      if (records.typeOf(each) !== TYPE.A || !isVisible(each, view, records, now)) continue;
      size.addName(server);
      size.bytes += RECORD + ADDRESS;
    }
  }
  return size.bytes;
}

function isVisible(row: Row, view: LocationCode, records: RecordTable, now: number): boolean {
  const location = records.locationOf(row);
  if (location !== EVERYWHERE && location !== view) return false;
  const moment = tai64OfUnix(now);
  const [start, end] = records.life(row);
  return (start === 0n || start < moment) && end >= moment;
}

class PacketSize {
  bytes = 0;
  private readonly remembered = new Set<NameId>();

  constructor(private readonly names: NameTable) {}

  /** A name ends with a pointer where the rest of it was written before. */
  addName(name: NameId): void {
    const { names, remembered } = this;
    let length = names.wireLength(name);
    for (const rest of names.upward(name)) {
      const left = names.wireLength(rest);
      if (left === 1) break;
      if (remembered.has(rest)) {
        length += POINTER - left;
        break;
      }
      if (left <= LONGEST_REMEMBERED && remembered.size < REMEMBERED) remembered.add(rest);
    }
    this.bytes += length;
  }
}
