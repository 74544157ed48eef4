/**
 * What the clients of one location get of each name: tinydns section 8 (Q2 to Q11), from the records of a data file alone.
 * Records that are still to come are among them and hide nothing; those that have ended are not.
 */
import { TYPE } from "../compile/expand.js";
import { EVERYWHERE, type LocationCode } from "../model/tinydns/location-code.js";
import { type NameId, NO_NAME } from "../model/tinydns/name-table.js";
import type { Row } from "../model/tinydns/records.js";
import { unixOfTai64 } from "../model/tinydns/scalars.js";
import type { ZoneData } from "../model/tinydns/zone-data.js";
import type { Zone } from "../model/tinydns/zones.js";
import { LONGEST_TTL, SHORTEST_TTL } from "./visible-records.js";

/** A record as it is sent, not always with the ttl of its line. */
export interface SentRecord {
  readonly row: Row;
  readonly ttl: number;
}

export class ClientView {
  private asked: ReadonlySet<NameId> | undefined;
  private readonly typesOfZones = new Map<Zone, ReadonlySet<number>>();

  /** The clients of a location, or with `EVERYWHERE` those that have none. */
  constructor(
    readonly data: ZoneData,
    private readonly location: LocationCode,
  ) {}

  /** The records of a name in wire form: those of an answer for it, or else such as come along with other answers. */
  recordsFor(wire: Uint8Array): SentRecord[] {
    const { names } = this.data;
    const nearest = names.nearestKnown(wire);
    const isKnown = names.wireLength(nearest) === wire.length;
    const cut = this.cutAbove(nearest);
    if (cut !== NO_NAME && this.isAuthority(cut)) return this.answer(nearest, isKnown, cut);
    const own = isKnown ? this.seen(nearest) : [];
    return own.filter((row) => this.isSentAlong(row, cut)).map((row) => ({ row, ttl: this.ttlOf(row) }));
  }

  /** Q5: the nearest zone cut at a name or above it; `NO_NAME` when there is none. A wildcard stands for names below. */
  private cutAbove(name: NameId): NameId {
    const { names } = this.data;
    for (const at of names.upward(names.isWildcard(name) ? names.parent(name) : name))
      if (this.hasNow(at, TYPE.NS)) return at;
    return NO_NAME;
  }

  /** Q6. */
  private isAuthority(cut: NameId): boolean {
    return this.hasNow(cut, TYPE.SOA);
  }

  /** Whether the start of a zone has a record of a type that these clients see now. */
  private hasNow(name: NameId, type: number): boolean {
    const zone = this.data.zones.at(name);
    if (zone === undefined) return false;
    let types = this.typesOfZones.get(zone);
    if (!types) {
      types = new Set(
        [...zone.servers, ...zone.soas]
          .filter((row) => this.isSeen(row) && this.isAlive(row))
          .map((row) => this.data.records.typeOf(row)),
      );
      this.typesOfZones.set(zone, types);
    }
    return types.has(type);
  }

  /** Q7, of a name or of an unknown one below it; of several SOA only the first is sent, and addresses have one ttl (Q8). */
  private answer(nearest: NameId, isKnown: boolean, zone: NameId): SentRecord[] {
    const { records } = this.data;
    const rows = this.found(nearest, isKnown, zone);
    const alive = rows.filter((row) => this.isAlive(row));
    const start = alive.find((row) => records.typeOf(row) === TYPE.SOA);
    const lastAddress = alive.findLast((row) => records.typeOf(row) === TYPE.A);
    return rows
      .filter((row) => row === start || start === undefined || records.typeOf(row) !== TYPE.SOA)
      .map((row) => ({
        row,
        ttl: this.ttlOf(records.typeOf(row) === TYPE.A ? (lastAddress ?? row) : row),
      }));
  }

  /** Q7e: the rows of the name, or of the nearest wildcard inside its zone. */
  private found(nearest: NameId, isKnown: boolean, zone: NameId): Row[] {
    const { data } = this;
    const rows = isKnown ? this.seen(nearest) : [];
    if (!data.lookUp.hasWildcards || (isKnown && nearest === zone)) return rows;
    let above = isKnown ? data.names.parent(nearest) : nearest;
    while (!rows.some((row) => this.isAlive(row))) {
      const wildcard = data.lookUp.wildcardBelow(above);
      const isNew = wildcard !== NO_NAME && !(isKnown && wildcard === nearest);
      if (isNew) rows.push(...this.seen(wildcard));
      if (above === zone) break;
      above = data.names.parent(above);
    }
    return rows;
  }

  /** Rows of a name that these clients see, or will see. */
  private seen(name: NameId): Row[] {
    const { records } = this.data;
    const rows: Row[] = [];
    for (let row = records.firstRow(name); row >= 0; row = records.nextRow(row)) if (this.isSeen(row)) rows.push(row);
    return rows;
  }

  /** Q2, Q4. */
  private isSeen(row: Row): boolean {
    const { records, now } = this.data;
    const location = records.locationOf(row);
    return (location === EVERYWHERE || location === this.location) && !records.isExpired(row, now);
  }

  /** Q4: for a record that is going to end, what is left. */
  private ttlOf(row: Row): number {
    const { records, now } = this.data;
    const stamp = records.timestamps.get(row);
    const ttl = records.ttlOf(row);
    if (stamp === undefined || ttl !== 0) return ttl;
    return Math.max(SHORTEST_TTL, Math.min(unixOfTai64(stamp) - now, LONGEST_TTL));
  }

  private isAlive(row: Row): boolean {
    return this.data.records.isAlive(row, this.data.now);
  }

  /** Q6, Q11: servers of a delegation, and addresses of servers and mail exchangers wherever they are. */
  private isSentAlong(row: Row, cut: NameId): boolean {
    const { records } = this.data;
    if (records.typeOf(row) === TYPE.NS) return records.owner[row] === cut;
    if (records.typeOf(row) !== TYPE.A || records.isWildcard(row)) return false;
    this.asked ??= this.namesAskedFor();
    return this.asked.has(records.owner[row]);
  }

  /** Targets of the NS and MX that these clients are sent. */
  private namesAskedFor(): Set<NameId> {
    const { records } = this.data;
    const asked = new Set<NameId>();
    for (let row = 0; row < records.count; row++) {
      const type = records.typeOf(row);
      if ((type !== TYPE.NS && type !== TYPE.MX) || !this.isSeen(row) || !this.isAlive(row)) continue;
      const cut = this.cutAbove(records.owner[row]);
      const isServer = type === TYPE.NS && cut === records.owner[row];
      if (isServer || (cut !== NO_NAME && this.isAuthority(cut))) asked.add(records.target[row]);
    }
    return asked;
  }
}
