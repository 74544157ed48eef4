/**
 * Finds the first rule with an IPv4 key, for a million rules and more. Keys of the same number of octets are stretches in
 * columns, in rising order and none over another: files have them mostly so, and the others are sorted.
 */

import { enlarged } from "../columns.js";
import type { Cover } from "../stretches.js";
import { LAST_NUMBER } from "./access-address.js";
import { IPV4_SIZES } from "./ipv4-key.js";

/** Takes keys that follow one another, and the rule that has them. */
export type VisitKeys = (octets: number, first: number, last: number, rule: number) => void;
type VisitStretch = (first: number, last: number, rule: number) => void;

export class Ipv4Keys {
  /** By the number of octets. */
  private readonly lengths: readonly KeysOfLength[];

  /** `expected` is the number of whole addresses, as far as it can be guessed. */
  constructor(expected: number) {
    this.lengths = [LEAST, LEAST, LEAST, expected].map((size) => new KeysOfLength(size));
  }

  /** Rules are added in their order. */
  add(octets: number, first: number, last: number, rule: number): void {
    if (first <= last) this.lengths[octets - 1].add(first, last, rule);
  }

  /** Before anything is asked: R42, the first of equal keys wins. Names the rules that lose some keys, or all. */
  settle(lose: (rule: number) => void): void {
    for (const keys of this.lengths) keys.settle(lose);
  }

  /** Takes out keys that others have. */
  remove(isLost: (octets: number, key: number, rule: number) => boolean): void {
    this.lengths.forEach((keys, index) => {
      keys.remove((key, rule) => isLost(index + 1, key, rule));
    });
  }

  /** The first rule that makes a key. */
  find(octets: number, key: number): number | undefined {
    return this.lengths[octets - 1].find(key);
  }

  /** The addresses that keys are for, those of short keys first. */
  covers(): Cover[] {
    return this.lengths.map((keys, index) => keys.cover(IPV4_SIZES[index + 1]));
  }

  /** All keys, from long ones to short ones, in rising order. */
  look(visit: VisitKeys): void {
    this.lookBetween(0, 2 ** 32 - 1, visit);
  }

  /** Those that an address from one to another begins with. */
  lookBetween(first: number, last: number, visit: VisitKeys): void {
    for (let octets = this.lengths.length; octets > 0; octets--) {
      const size = IPV4_SIZES[octets];
      this.lengths[octets - 1].look(Math.floor(first / size), Math.floor(last / size), (from, to, rule) => {
        visit(octets, from, to, rule);
      });
    }
  }
}

const LEAST = 16;

class KeysOfLength {
  private firsts: Uint32Array;
  /** How many keys come behind the first of a stretch. */
  private more: Uint8Array;
  private rules: Uint32Array;
  private count = 0;
  private isRising = true;

  constructor(size: number) {
    this.firsts = new Uint32Array(size);
    this.more = new Uint8Array(size);
    this.rules = new Uint32Array(size);
  }

  add(first: number, last: number, rule: number): void {
    const { count } = this;
    if (count > 0 && first <= this.last(count - 1)) this.isRising = false;
    if (count === this.firsts.length) {
      this.firsts = enlarged(this.firsts, LEAST);
      this.more = enlarged(this.more, LEAST);
      this.rules = enlarged(this.rules, LEAST);
    }
    this.firsts[count] = first;
    this.more[count] = last - first;
    this.rules[count] = rule;
    this.count++;
  }

  private last(index: number): number {
    return this.firsts[index] + this.more[index];
  }

  /** `size` is how many addresses begin with a key. */
  cover(size: number): Cover {
    return {
      count: this.count,
      startOf: (index) => this.firsts[index] * size,
      endOf: (index) => (this.last(index) + 1) * size - 1,
    };
  }

  find(key: number): number | undefined {
    const index = this.indexFrom(key);
    return index < this.count && this.firsts[index] <= key ? this.rules[index] : undefined;
  }

  /** The first stretch that does not end in front of a key. */
  private indexFrom(key: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.last(middle) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The stretches that hold some of the keys from one to another. */
  look(from: number, to: number, visit: VisitStretch): void {
    for (let index = this.indexFrom(from); index < this.count && this.firsts[index] <= to; index++) {
      visit(this.firsts[index], this.last(index), this.rules[index]);
    }
  }

  settle(lose: (rule: number) => void): void {
    if (this.isRising) return;
    const settled = new KeysOfLength(this.count);
    const owners = new Uint32Array(LAST_NUMBER + 2);
    const order = risingOrder(this.firsts, this.count);
    for (let from = 0; from < order.length; ) {
      let last = this.last(order[from]);
      let to = from + 1;
      for (; to < order.length && this.firsts[order[to]] <= last; to++) last = Math.max(last, this.last(order[to]));
      if (to === from + 1) settled.add(this.firsts[order[from]], last, this.rules[order[from]]);
      else this.settleTogether(order.subarray(from, to).sort(), owners.fill(0), settled, lose);
      from = to;
    }
    this.become(settled);
  }

  private become({ firsts, more, rules, count }: KeysOfLength): void {
    this.firsts = firsts;
    this.more = more;
    this.rules = rules;
    this.count = count;
    this.isRising = true;
  }

  remove(isLost: (key: number, rule: number) => boolean): void {
    if (this.count === 0) return;
    const kept = new KeysOfLength(this.count);
    this.look(0, this.last(this.count - 1), (first, last, rule) => {
      let start = first;
      for (let key = first; key <= last; key++) {
        if (!isLost(key, rule)) continue;
        if (start < key) kept.add(start, key - 1, rule);
        start = key + 1;
      }
      if (start <= last) kept.add(start, last, rule);
    });
    this.become(kept);
  }

  /**
   * Stretches that lie over one another, in the order of their rules. None leaves the 256 keys of its octet, so together
   * they do not either. `owners` has room for the rule of each key and 1; 0 stands for none.
   */
  private settleTogether(
    indexes: Uint32Array,
    owners: Uint32Array,
    settled: KeysOfLength,
    lose: (rule: number) => void,
  ): void {
    const base = indexes.reduce((least, index) => Math.min(least, this.firsts[index]), this.firsts[indexes[0]]);
    for (const index of indexes) {
      const owner = this.rules[index] + 1;
      let loses = false;
      for (let key = this.firsts[index] - base; key <= this.last(index) - base; key++) {
        if (owners[key] === 0) owners[key] = owner;
        else loses = true;
      }
      if (loses) lose(owner - 1);
    }
    for (let key = 0; key < owners.length; ) {
      const start = key;
      while (key < owners.length && owners[key] === owners[start]) key++;
      if (owners[start] !== 0) settled.add(base + start, base + key - 1, owners[start] - 1);
    }
  }
}

/** Indexes of values in rising order; those of equal values stay in order (a radix sort by 16 bits at a time). */
function risingOrder(values: Uint32Array, count: number): Uint32Array {
  let order = Uint32Array.from({ length: count }, (_, index) => index);
  for (const shift of [0, 16]) {
    const places = new Uint32Array((1 << 16) + 1);
    for (let index = 0; index < count; index++) places[((values[index] >>> shift) & 0xffff) + 1]++;
    for (let digit = 1; digit < places.length; digit++) places[digit] += places[digit - 1];
    const next = new Uint32Array(count);
    for (const index of order) next[places[(values[index] >>> shift) & 0xffff]++] = index;
    order = next;
  }
  return order;
}
