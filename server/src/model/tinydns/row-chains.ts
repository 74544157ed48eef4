/** The rows of each name, chained in file order. */
import { enlarged, padded, withRoom } from "../columns.js";
import type { NameId } from "./name-table.js";
import type { Row } from "./records.js";

/** What the chains are made of: the owner of each row, as far as `count`; and how many names there are. */
export interface Owners {
  readonly owner: Uint32Array;
  readonly count: number;
  readonly names: { readonly count: number };
}

/** Behind the last row of a chain, and for a name without rows. */
const NONE = -1;

/** When so many rows went and came, to chain all rows anew is less work. */
const MOST_RELINKED = 256;

export class RowChains {
  /** The first row of each name. */
  private heads = new Int32Array(0);
  /** The next row of the same name. */
  private nexts = new Int32Array(0);
  private crowded: Uint32Array | undefined;
  /** What the crowded names stand at the start of; the next ones take their place. */
  private found = new Uint32Array(0);

  constructor(private readonly records: Owners) {}

  /** -1 for a name without rows. */
  first(name: NameId): Row {
    return name >= 0 && name < this.heads.length ? this.heads[name] : NONE;
  }

  /** The next row of the same name, -1 behind the last. */
  next(row: Row): Row {
    return this.nexts[row];
  }

  /** Names with two rows or more, in the order of their first rows. */
  get crowdedNames(): Uint32Array {
    this.crowded ??= this.findCrowdedNames();
    return this.crowded;
  }

  private findCrowdedNames(): Uint32Array {
    const { heads, nexts } = this;
    const { owner, count } = this.records;
    let found = this.found;
    let crowded = 0;
    for (let row = 0; row < count; row++) {
      if (nexts[row] < 0 || heads[owner[row]] !== row) continue;
      if (crowded === found.length) found = enlarged(found, crowded + 1);
      found[crowded++] = owner[row];
    }
    this.found = found;
    return found.subarray(0, crowded);
  }

  /** Chains all rows, last row first so that the chains run in file order. */
  link(): void {
    const { owner, count, names } = this.records;
    const heads = (this.heads.length < names.count ? new Int32Array(withRoom(names.count)) : this.heads).fill(NONE);
    const nexts = this.nexts.length < count ? new Int32Array(withRoom(count)) : this.nexts;
    for (let row = count - 1; row >= 0; row--) {
      const name = owner[row];
      nexts[row] = heads[name];
      heads[name] = row;
    }
    this.crowded = undefined;
    this.heads = heads;
    this.nexts = nexts;
  }

  /**
   * Chains the rows after `move` has put `added` others in the place of those from `from` to `to`, and has moved those
   * behind them.
   */
  revise(from: Row, to: Row, added: number, move: () => void): void {
    if (to - from + added > MOST_RELINKED) {
      move();
      this.link();
      return;
    }
    for (let row = from; row < to; row++) this.unlink(row);
    move();
    this.relink(from, to, added);
  }

  /** Takes a row out of the chain of its name. */
  private unlink(row: Row): void {
    const { heads, nexts } = this;
    const name = this.records.owner[row];
    const before = this.rowBefore(name, row);
    if (before < 0) heads[name] = nexts[row];
    else nexts[before] = nexts[row];
  }

  /** The last row of a name in front of a place; -1 when there is none. */
  private rowBefore(name: NameId, row: Row): Row {
    let before = NONE;
    for (let at = this.heads[name]; at >= 0 && at < row; at = this.nexts[at]) before = at;
    return before;
  }

  private relink(from: Row, to: Row, added: number): void {
    const { owner, count, names } = this.records;
    const grown = added - (to - from);
    if (this.heads.length < names.count) this.heads = padded(this.heads, names.count);
    if (this.nexts.length < count) this.nexts = padded(this.nexts, count);
    const { heads, nexts } = this;
    if (grown !== 0) {
      nexts.copyWithin(to + grown, to, count - grown);
      for (let row = 0; row < count; row++) if (nexts[row] >= to) nexts[row] += grown;
      for (let name = 0; name < names.count; name++) if (heads[name] >= to) heads[name] += grown;
    }
    for (let row = from; row < from + added; row++) {
      const before = this.rowBefore(owner[row], row);
      nexts[row] = before < 0 ? heads[owner[row]] : nexts[before];
      if (before < 0) heads[owner[row]] = row;
      else nexts[before] = row;
    }
    this.crowded = undefined;
  }
}
