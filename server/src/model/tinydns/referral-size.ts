/** How long a referral is: tinydns sections 8.6, 8.7 and 8.9 (Q10, Q11, P2). */
import { TYPE } from "../../compile/expand.js";
import { EVERYWHERE, type LocationCode } from "./location-code.js";
import type { NameId, NameTable } from "./name-table.js";
import type { RecordTable, Row } from "./records.js";
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

/** Sizes of referrals. How many addresses a server has is counted once: many zones have the same servers. */
export class ReferralSizes {
  private readonly counts = new Map<LocationCode, Map<NameId, number>>();

  constructor(
    private readonly records: RecordTable,
    private readonly now: number,
  ) {}

  /** Bytes of the referral that a client of a location gets for the name of a delegated zone. */
  of(zone: Zone, view: LocationCode): number {
    const { records, now } = this;
    const servers = zone.servers.filter((row) => isVisible(row, view, records, now));
    const size = new PacketSize(records.names);
    size.bytes = HEADER + QUESTION;
    size.addName(zone.name);
    for (const row of servers) {
      size.addName(zone.name);
      size.bytes += RECORD;
      size.addName(records.target[row]);
    }
    for (const server of new Set(servers.map((row) => records.target[row]))) {
      // The name is there already, so it takes the same in front of each address.
      const before = size.bytes;
      size.addName(server);
      size.bytes = before + this.countOf(server, view) * (size.bytes - before + RECORD + ADDRESS);
    }
    return size.bytes;
  }

  private countOf(server: NameId, view: LocationCode): number {
    const { records, now } = this;
    const counts = this.counts.get(view) ?? new Map<NameId, number>();
    this.counts.set(view, counts);
    const known = counts.get(server);
    if (known !== undefined) return known;
    const count = records.rowsOfType(server, TYPE.A).filter((row) => isVisible(row, view, records, now)).length;
    counts.set(server, count);
    return count;
  }
}

function isVisible(row: Row, view: LocationCode, records: RecordTable, now: number): boolean {
  const location = records.locationOf(row);
  if (location !== EVERYWHERE && location !== view) return false;
  return records.isAlive(row, now);
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
