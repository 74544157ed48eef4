/** Stretches of numbers in rising order, of which none lies over another, in columns because there may be many. */

import { enlarged } from "./columns.js";

/** The same in another form; the end is inclusive. */
export interface Cover {
  readonly count: number;
  readonly startOf: (index: number) => number;
  readonly endOf: (index: number) => number;
}

const LEAST = 16;

export class Stretches {
  private firsts: Float64Array;
  private lasts: Float64Array;
  /** How many stretches there are. */
  count = 0;

  /** `expected` is how many there will be, as far as it can be guessed. */
  constructor(expected = LEAST) {
    this.firsts = new Float64Array(expected);
    this.lasts = new Float64Array(expected);
  }

  /** To be called in order; the last number is inclusive. */
  add(first: number, last: number): void {
    if (this.count === this.firsts.length) {
      this.firsts = enlarged(this.firsts, LEAST);
      this.lasts = enlarged(this.lasts, LEAST);
    }
    this.firsts[this.count] = first;
    this.lasts[this.count++] = last;
  }

  first(index: number): number {
    return this.firsts[index];
  }

  last(index: number): number {
    return this.lasts[index];
  }

  /** How many numbers there are in all. */
  get size(): number {
    let size = this.count;
    for (let index = 0; index < this.count; index++) size += this.lasts[index] - this.firsts[index];
    return size;
  }

  /** What is left of these. */
  without({ count, startOf, endOf }: Cover): Stretches {
    if (count === 0) return this;
    const left = new Stretches(this.count + count);
    let index = 0;
    for (let at = 0; at < this.count; at++) {
      const last = this.lasts[at];
      let free = this.firsts[at];
      while (index < count && endOf(index) < free) index++;
      while (free <= last && index < count) {
        const start = startOf(index);
        if (start > last) break;
        if (free < start) left.add(free, start - 1);
        free = endOf(index) + 1;
        // What reaches over the end may take from the next stretch too.
        if (free <= last) index++;
      }
      if (free <= last) left.add(free, last);
    }
    return left;
  }
}
