/**
 * Which records a query for a name finds: tinydns section 8.5 (Q7). All clients and all times are looked at together,
 * so what is not found here is found by nobody.
 */
import { TYPE } from "../compile/expand.js";
import { enlarged, type NameId, NO_NAME } from "./name-table.js";
import { EVERYWHERE, type RecordTable, type Row } from "./records.js";
import type { Zones } from "./zones.js";

/** What a resolver that asks this server for the addresses of a name learns. */
export const Reach = {
  /** The server is not asked: the name is outside its zones, or below a delegation. */
  Unknown: 1,
  /** There is no such name. */
  Nothing: 2,
  /** It is an alias. */
  Alias: 3,
  Address: 4,
  /** Other records, but no address. */
  Other: 5,
} as const;

export type Reach = (typeof Reach)[keyof typeof Reach];

const NOT_ASKED = 0;
const NONE = -1;

export class LookUp {
  /** Number + 1 of the wildcard directly below each name; 0 where there is none. */
  private wildcards: Int32Array | undefined;
  /** Number + 1 of the nearest wildcard directly below each name or a name above it, -1 for none. */
  private nearest = new Int32Array(0);
  private reaches = new Uint8Array(0);

  constructor(
    private readonly records: RecordTable,
    private readonly zones: Zones,
  ) {}

  /** Whether the file has a wildcard at all. */
  get hasWildcards(): boolean {
    return this.allWildcards().length > 0;
  }

  /** `*.name`, when it has records. */
  wildcardBelow(name: NameId): NameId {
    return (this.allWildcards()[name] ?? 0) - 1;
  }

  /** The wildcard that answers for a name that has no records of its own (Q7e). */
  coverOf(name: NameId): NameId {
    if (!this.hasWildcards || this.isControl(name)) return NO_NAME;
    return this.nearestWildcard(this.records.names.parent(name));
  }

  /** Whether zone search ends at a name (Q5); names above it are not looked at any more. */
  isControl(name: NameId): boolean {
    const zone = this.zones.at(name);
    if (zone === undefined) return false;
    const fate = this.zones.fate(name);
    return fate.kind !== "outside" && fate.zone === zone;
  }

  /** Rows of the name, and of the wildcards that answer for clients who see none of them. */
  rowsFor(name: NameId): Row[] {
    const rows: Row[] = [];
    if (this.collect(name, rows)) return rows;
    let cover = this.coverOf(name);
    while (cover !== NO_NAME && !this.collect(cover, rows)) cover = this.coverOf(this.records.names.parent(cover));
    return rows;
  }

  reach(name: NameId): Reach {
    if (name >= this.reaches.length) this.reaches = enlarged(this.reaches, this.records.names.count);
    if (this.reaches[name] === NOT_ASKED) this.reaches[name] = this.findReach(name);
    return this.reaches[name] as Reach;
  }

  private findReach(name: NameId): Reach {
    if (this.zones.fate(name).kind !== "served") return Reach.Unknown;
    const { type } = this.records;
    const rows = this.rowsFor(name);
    if (rows.length === 0) return Reach.Nothing;
    if (rows.some((row) => type[row] === TYPE.CNAME)) return Reach.Alias;
    return rows.some((row) => isAddress(type[row])) ? Reach.Address : Reach.Other;
  }

  /** Adds the rows of a name; true when every client sees one of them at all times. */
  private collect(name: NameId, rows: Row[]): boolean {
    const { records } = this;
    let complete = false;
    for (let row = records.firstRow(name); row >= 0; row = records.nextRow(row)) {
      rows.push(row);
      if (records.location[row] === EVERYWHERE && !records.timestamps.has(row)) complete = true;
    }
    return complete;
  }

  private nearestWildcard(from: NameId): NameId {
    const { names } = this.records;
    const path: NameId[] = [];
    let found = NONE;
    for (let at = from; at !== NO_NAME; at = names.parent(at)) {
      if (at >= this.nearest.length) this.nearest = enlarged(this.nearest, Math.max(at + 1, names.count));
      if (this.nearest[at] !== NOT_ASKED) {
        found = this.nearest[at];
        break;
      }
      path.push(at);
      const wildcard = this.wildcardBelow(at);
      if (wildcard !== NO_NAME) found = wildcard + 1;
      if (found !== NONE || this.isControl(at)) break;
    }
    for (const at of path) this.nearest[at] = found;
    return found === NONE ? NO_NAME : found - 1;
  }

  private allWildcards(): Int32Array {
    if (this.wildcards) return this.wildcards;
    const { names } = this.records;
    const found: NameId[] = [];
    for (let name = 0, { count } = names; name < count; name++) {
      if (names.isWildcard(name) && this.records.firstRow(name) >= 0) found.push(name);
    }
    const above = found.map((name) => names.parent(name));
    this.wildcards = new Int32Array(found.length > 0 ? names.count : 0);
    found.forEach((name, index) => {
      this.wildcards![above[index]] = name + 1;
    });
    return this.wildcards;
  }
}

/** Whether records of a type hold an address. */
export function isAddress(type: number): boolean {
  return type === TYPE.A || type === TYPE.AAAA;
}
