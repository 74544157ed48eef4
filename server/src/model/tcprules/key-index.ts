/** Finds the first rule with a key by the bytes of the key, for a million rules and more. */

import { enlarged } from "../columns.js";

/** Odd, and another one in each run, so that no file can be made of keys with one hash. */
const FACTOR = Math.floor(Math.random() * 2 ** 31) * 2 + 1;

/** Hash of bytes, as a signed number; `hash` goes on with that of the bytes in front. */
export function hashBytes(bytes: Uint8Array, from: number, to: number, hash = 0): number {
  let sum = hash;
  for (let at = from; at < to; at++) sum = (Math.imul(sum, FACTOR) + bytes[at] + 1) | 0;
  return sum;
}

/** Spreads the bits well enough for a table of a power of two (MurmurHash3). */
export function mixHash(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

/** Keys that stand in the source as they are stored. */
export class KeyIndex {
  private starts: Uint32Array;
  private ends: Uint32Array;
  private rules: Uint32Array;
  private count = 0;
  /** Pairs of the number of a key and 1, and its hash; never more than half full. */
  private slots: Int32Array;

  /** `expected` is the number of keys, as far as it can be guessed. */
  constructor(
    private readonly bytes: Uint8Array,
    expected: number,
  ) {
    const size = 1 << Math.max(4, 32 - Math.clz32(expected));
    this.starts = new Uint32Array(size);
    this.ends = new Uint32Array(size);
    this.rules = new Uint32Array(size);
    this.slots = new Int32Array(4 * size);
  }

  /** Adds the key of a rule, unless there is one like it: then that rule is given back. */
  add(rule: number, start: number, end: number, hash: number): number | undefined {
    const slot = this.slotOf(this.bytes, start, end, hash);
    if (this.slots[slot] !== 0) return this.rules[this.slots[slot] - 1];
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.rules[this.count++] = rule;
    this.slots[slot] = this.count;
    this.slots[slot + 1] = hash;
    if (this.count === this.starts.length) this.grow();
    return undefined;
  }

  /** The rule that has these bytes as its key. */
  find(bytes: Uint8Array, from: number, to: number, hash: number): number | undefined {
    const found = this.slots[this.slotOf(bytes, from, to, hash)];
    return found === 0 ? undefined : this.rules[found - 1];
  }

  /** Where the key is, or would be. */
  private slotOf(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const { slots } = this;
    const mask = slots.length / 2 - 1;
    let place = mixHash(hash) & mask;
    while (slots[2 * place] !== 0) {
      if (slots[2 * place + 1] === hash && this.isEqual(slots[2 * place] - 1, bytes, from, to)) break;
      place = (place + 1) & mask;
    }
    return 2 * place;
  }

  private isEqual(key: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.starts[key];
    if (this.ends[key] - start !== to - from) return false;
    for (let n = 0; n < to - from; n++) if (this.bytes[start + n] !== bytes[from + n]) return false;
    return true;
  }

  private grow(): void {
    this.starts = enlarged(this.starts, 0);
    this.ends = enlarged(this.ends, 0);
    this.rules = enlarged(this.rules, 0);
    const { slots } = this;
    this.slots = new Int32Array(2 * slots.length);
    const mask = slots.length - 1;
    for (let from = 0; from < slots.length; from += 2) {
      if (slots[from] === 0) continue;
      let place = mixHash(slots[from + 1]) & mask;
      while (this.slots[2 * place] !== 0) place = (place + 1) & mask;
      this.slots[2 * place] = slots[from];
      this.slots[2 * place + 1] = slots[from + 1];
    }
  }
}
