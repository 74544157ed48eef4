/** Finds the first rule with a key by the bytes of the key, for a million rules and more. */

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
  private readonly starts: Uint32Array;
  private readonly ends: Uint32Array;
  /** Pairs of a rule's number and 1, and the hash of its key; never more than half full. */
  private readonly slots: Int32Array;
  private readonly mask: number;

  /** `rules` is how many there are at most. */
  constructor(
    private readonly bytes: Uint8Array,
    rules: number,
  ) {
    const size = 1 << Math.max(4, 33 - Math.clz32(rules));
    this.starts = new Uint32Array(rules);
    this.ends = new Uint32Array(rules);
    this.slots = new Int32Array(2 * size);
    this.mask = size - 1;
  }

  /** Adds the key of a rule, unless there is one like it: then that rule is given back. */
  add(rule: number, start: number, end: number, hash: number): number | undefined {
    const slot = this.slotOf(this.bytes, start, end, hash);
    if (this.slots[slot] !== 0) return this.slots[slot] - 1;
    this.starts[rule] = start;
    this.ends[rule] = end;
    this.slots[slot] = rule + 1;
    this.slots[slot + 1] = hash;
    return undefined;
  }

  /** The rule that has these bytes as its key. */
  find(bytes: Uint8Array, from: number, to: number, hash: number): number | undefined {
    const found = this.slots[this.slotOf(bytes, from, to, hash)];
    return found === 0 ? undefined : found - 1;
  }

  /** Where the key is, or would be. */
  private slotOf(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const { slots, mask } = this;
    let place = mixHash(hash) & mask;
    while (slots[2 * place] !== 0) {
      if (slots[2 * place + 1] === hash && this.isEqual(slots[2 * place] - 1, bytes, from, to)) break;
      place = (place + 1) & mask;
    }
    return 2 * place;
  }

  private isEqual(rule: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.starts[rule];
    if (this.ends[rule] - start !== to - from) return false;
    for (let n = 0; n < to - from; n++) if (this.bytes[start + n] !== bytes[from + n]) return false;
    return true;
  }
}
