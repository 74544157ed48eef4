/**
 * Which records a query for a name finds: tinydns section 8.5 (Q7). All clients and all times from now on are looked at
 * together, so what is not found here is found by nobody.
 */
import { TYPE } from "../../compile/expand.js";
import { enlarged, padded, withRoom } from "../columns.js";
import { EVERYWHERE, type LocationCode } from "./location-code.js";
import { type NameId, NO_NAME, ROOT } from "./name-table.js";
import type { RecordTable, Row } from "./records.js";
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

/** What is made of more rows than these is kept: as many others may point to the same name. */
const FEW = 16;

export class LookUp {
  /** The wildcard with records directly below a name. */
  private wildcards: ReadonlyMap<NameId, NameId> | undefined;
  /** The nearest wildcard directly below each name or a name above it in the same zone. */
  private nearest: Int32Array | undefined;
  private reaches = new Uint8Array(0);
  /** What was made of the rows of names with many of them. */
  private readonly aliases = new Map<NameId, Map<LocationCode, readonly Row[]>>();
  private readonly addresses = new Map<NameId, ReadonlySet<number>>();

  /** `worn` is of no use any more: its columns are taken over. */
  constructor(
    private readonly records: RecordTable,
    private readonly zones: Zones,
    worn?: LookUp,
  ) {
    if (worn && worn.reaches.length >= records.names.count) this.reaches = worn.reaches.fill(NOT_ASKED);
  }

  /** Takes in that the records were revised, without a change of zones and wildcards: some names, and all from a number. */
  revise(touched: Iterable<NameId>, from: NameId): void {
    const { count } = this.records.names;
    this.aliases.clear();
    this.addresses.clear();
    if (this.reaches.length > 0) {
      if (this.reaches.length < count) this.reaches = enlarged(this.reaches, count);
      for (const name of touched) this.reaches[name] = NOT_ASKED;
    }
    if (!this.nearest) return;
    if (this.nearest.length < count) this.nearest = padded(this.nearest, count);
    this.inheritNearest(this.nearest, from, count);
  }

  /** Whether the file has a wildcard at all. */
  get hasWildcards(): boolean {
    return this.allWildcards().size > 0;
  }

  /** `*.name`, when it has records. */
  wildcardBelow(name: NameId): NameId {
    return this.allWildcards().get(name) ?? NO_NAME;
  }

  /** The wildcard that answers for a name that has no records of its own (Q7e). */
  coverOf(name: NameId): NameId {
    if (!this.hasWildcards || this.isControl(name)) return NO_NAME;
    return this.coverBelow(this.records.names.parent(name));
  }

  /** The wildcard that answers for all that the file does not know below a name. */
  private coverBelow(name: NameId): NameId {
    if (!this.hasWildcards) return NO_NAME;
    this.nearest ??= this.nearestWildcards();
    return this.nearest[name] ?? NO_NAME;
  }

  /** Whether zone search ends at a name (Q5); names above it are not looked at any more. */
  isControl(name: NameId): boolean {
    const zone = this.zones.at(name);
    if (zone === undefined) return false;
    const fate = this.zones.fate(name);
    return fate.kind !== "outside" && fate.zone === zone;
  }

  /**
   * Rows of the name, and of the wildcards that answer for clients who see none of them: for the clients of a location, or
   * for all together.
   */
  rowsFor(name: NameId, view = EVERYWHERE): Row[] {
    const rows: Row[] = [];
    if (!this.collect(name, view, rows)) this.collectCovers(this.coverOf(name), view, rows);
    return rows;
  }

  /** The same for any name that the file does not know, by the nearest name above it that it knows. */
  rowsBelow(nearest: NameId, view = EVERYWHERE): Row[] {
    const rows: Row[] = [];
    this.collectCovers(this.coverBelow(nearest), view, rows);
    return rows;
  }

  /** The same for any name in wire form; undefined when the server is not asked for it by the clients of the location. */
  rowsAt(wire: Uint8Array, view: LocationCode): readonly Row[] | undefined {
    const { names } = this.records;
    const nearest = names.nearestKnown(wire);
    if (!this.zones.isServed(nearest) || this.zones.fateFor(nearest, view).kind !== "served") return undefined;
    const isKnown = names.wireLength(nearest) === wire.length;
    return isKnown ? this.rowsFor(nearest, view) : this.rowsBelow(nearest, view);
  }

  /** The aliases among the rows for a name. */
  aliasesFor(name: NameId, view: LocationCode): readonly Row[] {
    const known = this.aliases.get(name)?.get(view);
    if (known) return known;
    const rows = this.rowsFor(name, view);
    const aliases = rows.filter((row) => this.records.typeOf(row) === TYPE.CNAME);
    if (rows.length > FEW) {
      if (!this.aliases.has(name)) this.aliases.set(name, new Map());
      this.aliases.get(name)!.set(view, aliases);
    }
    return aliases;
  }

  /** The IPv4 addresses among the rows for a name, of all clients together. */
  addressesFor(name: NameId): ReadonlySet<number> {
    const known = this.addresses.get(name);
    if (known) return known;
    const rows = this.rowsFor(name);
    const addresses = new Set<number>();
    for (const row of rows) if (this.records.typeOf(row) === TYPE.A) addresses.add(this.records.target[row]);
    if (rows.length > FEW) this.addresses.set(name, addresses);
    return addresses;
  }

  private collectCovers(wildcard: NameId, view: LocationCode, rows: Row[]): void {
    let cover = wildcard;
    while (cover !== NO_NAME && !this.collect(cover, view, rows)) {
      cover = this.coverOf(this.records.names.parent(cover));
    }
  }

  reach(name: NameId): Reach {
    if (this.reaches.length === 0) this.reaches = new Uint8Array(withRoom(this.records.names.count));
    if (this.reaches[name] === NOT_ASKED) this.reaches[name] = this.findReach(name);
    return this.reaches[name] as Reach;
  }

  private findReach(name: NameId): Reach {
    if (this.zones.fate(name).kind !== "served") return Reach.Unknown;
    const { records } = this;
    const first = records.firstRow(name);
    // Most names have one record, which everybody sees.
    if (first >= 0 && records.nextRow(first) < 0 && this.isSeenByAll(first)) return reachOfType(records.typeOf(first));
    if (first < 0 && !this.hasWildcards) return Reach.Nothing;
    let best: Reach = Reach.Nothing;
    for (const row of this.rowsFor(name)) {
      const reach = reachOfType(records.typeOf(row));
      if (reach === Reach.Alias) return reach;
      if (best !== Reach.Address) best = reach;
    }
    return best;
  }

  /** Whether every client sees a row at all times. */
  isSeenByAll(row: Row): boolean {
    return this.records.locationOf(row) === EVERYWHERE && !this.records.timestamps.has(row);
  }

  /** Adds the rows of a name that clients see, now or later; true when they all see one of them at all times. */
  private collect(name: NameId, view: LocationCode, rows: Row[]): boolean {
    const { records } = this;
    let complete = false;
    for (let row = records.firstRow(name); row >= 0; row = records.nextRow(row)) {
      const location = records.locationOf(row);
      const isForView = location === EVERYWHERE || location === view;
      if ((view !== EVERYWHERE && !isForView) || records.isExpired(row, this.zones.now)) continue;
      rows.push(row);
      if (isForView && !records.timestamps.has(row)) complete = true;
    }
    return complete;
  }

  /** A name above another has the smaller number, so one pass is enough. */
  private nearestWildcards(): Int32Array {
    const { names } = this.records;
    const nearest = new Int32Array(names.count).fill(NO_NAME);
    for (const [name, wildcard] of this.allWildcards()) nearest[name] = wildcard;
    this.inheritNearest(nearest, ROOT + 1, names.count);
    return nearest;
  }

  private inheritNearest(nearest: Int32Array, from: NameId, end: NameId): void {
    const { names } = this.records;
    for (let name = from; name < end; name++) {
      if (nearest[name] === NO_NAME && !this.isControl(name)) nearest[name] = nearest[names.parent(name)];
    }
  }

  private allWildcards(): ReadonlyMap<NameId, NameId> {
    if (this.wildcards) return this.wildcards;
    const { names } = this.records;
    const found = new Map<NameId, NameId>();
    for (let name = 0; name < names.count; name++) {
      if (names.isWildcard(name) && this.records.firstRow(name) >= 0) found.set(names.parent(name), name);
    }
    this.wildcards = found;
    return found;
  }
}

function reachOfType(type: number): Reach {
  if (type === TYPE.CNAME) return Reach.Alias;
  return isAddress(type) ? Reach.Address : Reach.Other;
}

/** Whether records of a type hold an address. */
export function isAddress(type: number): boolean {
  return type === TYPE.A || type === TYPE.AAAA;
}
