/**
 * What about a record could be worth a look. All records are looked at once, and rules are shown only those with one of
 * the traits that they watch: of a correct file next to none.
 */
import { TYPE } from "../../compile/expand.js";
import { isOfNoHost } from "../address-block.js";
import { enlarged } from "../columns.js";
import { EVERYWHERE } from "./location-code.js";
import { type LookUp, Reach } from "./look-up.js";
import { ROOT } from "./name-table.js";
import type { RecordTable, Row } from "./records.js";
import type { Zones } from "./zones.js";

export const Trait = {
  Outside: 1 << 0, // no zone of this file answers for the owner
  Hidden: 1 << 1, // the owner lies at or below a delegation
  Wildcard: 1 << 2,
  OddTtl: 1 << 3, // below five seconds or above a week
  ForLocation: 1 << 4, // some clients only
  TargetTop: 1 << 5, // points to the root or to a single label
  TargetAlias: 1 << 6,
  TargetWithoutAddress: 1 << 7, // points to a name that this file serves and that is neither alias nor address
  TargetHidden: 1 << 8, // points to a name at or below a delegation
  Pointer: 1 << 9, // a PTR with a line of its own
  Unusual: 1 << 10, // of a type that few files have
  NoHost: 1 << 11, // an address that no host has
  TargetElsewhere: 1 << 12, // points to a name outside the zones of this file
} as const;

/** Ttls outside these are odd. */
const LEAST_TTL = 5;
export const MOST_TTL = 7 * 86400;

const EQUALS = 61;
const SIX = 54;
const Z = 90;

const ROWS_A_STEP = 8192;

/** The rows with traits, in file order, when it is filled. */
export class TraitTable {
  count = 0;
  /** How many rows were looked at. */
  private done = 0;
  rows = new Uint32Array(0);
  bits = new Uint16Array(0);

  constructor(
    private readonly records: RecordTable,
    private readonly zones: Zones,
    private readonly lookUp: LookUp,
  ) {}

  /** Looks at all rows, in steps between which others have their turn. */
  *fill(): Generator<void> {
    const { count } = this.records;
    while (this.done < count) {
      const end = Math.min(count, this.done + ROWS_A_STEP);
      for (; this.done < end; this.done++) {
        const bits = this.traitsOf(this.done);
        if (bits !== 0) this.add(this.done, bits);
      }
      yield;
    }
  }

  /** Rows with one of some traits, in file order. */
  rowsWith(traits: number): Row[] {
    const found: Row[] = [];
    for (let index = 0; index < this.count; index++) if (this.bits[index] & traits) found.push(this.rows[index]);
    return found;
  }

  private add(row: Row, bits: number): void {
    if (this.count === this.rows.length) {
      // Few files have more than that.
      const size = Math.max(this.count + 1, this.records.count >>> 3);
      this.rows = enlarged(this.rows, size);
      this.bits = enlarged(this.bits, size);
    }
    this.rows[this.count] = row;
    this.bits[this.count++] = bits;
  }

  traitsOf(row: Row): number {
    const { records } = this;
    const ttl = records.ttlOf(row);
    let traits = this.traitsOfOwner(row) | this.traitsOfTarget(row);
    if (ttl < LEAST_TTL || ttl > MOST_TTL) traits |= Trait.OddTtl;
    if (records.locationOf(row) !== EVERYWHERE) traits |= Trait.ForLocation;
    return traits;
  }

  private traitsOfOwner(row: Row): number {
    const { zones, records } = this;
    const traits = records.isWildcard(row) ? Trait.Wildcard : 0;
    const { kind } = zones.fateOf(row);
    if (kind === "served") return traits;
    if (kind === "delegated") return traits | Trait.Hidden;
    // Where the zones of reverse names are elsewhere, every host line has such a record.
    return this.isHostPointer(row) ? traits : traits | Trait.Outside;
  }

  private traitsOfTarget(row: Row): number {
    switch (this.records.typeOf(row)) {
      case TYPE.A:
        return isOfNoHost(this.records.target[row]) ? Trait.NoHost : 0;
      case TYPE.TXT:
      case TYPE.AAAA:
        return 0;
      case TYPE.PTR:
        return this.isHostPointer(row) ? 0 : Trait.Pointer | this.traitsOfName(this.records.target[row]);
      case TYPE.SOA:
        // What a . line points to is looked at with its NS.
        return this.records.letterCodeOf(row) === Z ? this.traitsOfName(this.records.target[row]) : 0;
      case TYPE.NS:
      case TYPE.MX:
      case TYPE.CNAME:
        return this.traitsOfName(this.records.target[row]);
      default:
        return Trait.Unusual | this.traitsOfName(this.records.target[row]);
    }
  }

  private traitsOfName(name: number): number {
    const { names } = this.records;
    const top = name === ROOT || names.isTopLevel(name) ? Trait.TargetTop : 0;
    switch (this.lookUp.reach(name)) {
      case Reach.Alias:
        return top | Trait.TargetAlias;
      case Reach.Nothing:
      case Reach.Other:
        return top | Trait.TargetWithoutAddress;
      case Reach.Unknown:
        return top | (this.zones.fate(name).kind === "delegated" ? Trait.TargetHidden : Trait.TargetElsewhere);
      default:
        return top;
    }
  }

  /** Whether a row is the PTR that a line makes beside an address. */
  private isHostPointer(row: Row): boolean {
    if (this.records.typeOf(row) !== TYPE.PTR) return false;
    const letter = this.records.letterCodeOf(row);
    return letter === EQUALS || letter === SIX;
  }
}
