/**
 * What stands behind the addresses of a source: thousands of lines end in the same few ways, so what is made of an end is
 * kept and found again by its bytes.
 */

/** A slot holds one text. */
const SLOTS = 1 << 10;
/** Long ends are seldom alike, and are not kept. */
const LONGEST = 1 << 10;

interface Tail<T> {
  readonly text: Uint8Array;
  readonly value: T;
}

export class TailMemory<T> {
  private readonly slots: (Tail<T> | undefined)[] = new Array(SLOTS).fill(undefined);
  /** Hash of the last text that was not found on each slot. */
  private readonly missed = new Int32Array(SLOTS);

  /** What was made of the bytes between two positions; undefined when nothing is known of them. */
  find(bytes: Uint8Array, from: number, to: number): T | undefined {
    const tail = this.slots[hashOf(bytes, from, to) & (SLOTS - 1)];
    return tail !== undefined && isAt(tail.text, bytes, from, to) ? tail.value : undefined;
  }

  /** Keeps what was made of a text that was not found, when it comes for the second time: many ends come once only. */
  keep(bytes: Uint8Array, from: number, to: number, value: () => T): void {
    const hash = hashOf(bytes, from, to);
    const slot = hash & (SLOTS - 1);
    if (this.missed[slot] !== hash || to - from > LONGEST) this.missed[slot] = hash;
    else this.slots[slot] = { text: bytes.slice(from, to), value: value() };
  }
}

/** Ends that are much alike differ in their last bytes. */
const LAST_BYTES = 12;

/** Looks at all of the last bytes, and at no more than sixteen of those before them. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  const last = Math.max(from, to - LAST_BYTES);
  let hash = to - from;
  for (let at = to - 1; at >= last; at--) hash = Math.imul(hash, 33) ^ bytes[at];
  const step = 1 + ((last - from) >> 4);
  for (let at = last - 1; at >= from; at -= step) hash = Math.imul(hash, 33) ^ bytes[at];
  return hash ^ (hash >>> 15);
}

function isAt(text: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let index = 0; index < text.length; index++) if (text[index] !== bytes[from + index]) return false;
  return true;
}
