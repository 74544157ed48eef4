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
  /** Whether it was found since another text wanted its slot. */
  isWanted: boolean;
}

export class TailMemory<T> {
  private readonly slots: (Tail<T> | undefined)[] = new Array(SLOTS).fill(undefined);

  /** What was made of the bytes between two positions; undefined when nothing is known of them. */
  find(bytes: Uint8Array, from: number, to: number): T | undefined {
    const tail = this.slots[slotOf(bytes, from, to)];
    if (tail === undefined || !isAt(tail.text, bytes, from, to)) return undefined;
    tail.isWanted = true;
    return tail.value;
  }

  /** Keeps what was made of some bytes, unless others that fall on the same slot are asked for again and again. */
  keep(bytes: Uint8Array, from: number, to: number, value: () => T): void {
    if (to - from > LONGEST) return;
    const slot = slotOf(bytes, from, to);
    const rival = this.slots[slot];
    if (rival?.isWanted) rival.isWanted = false;
    else this.slots[slot] = { text: bytes.slice(from, to), value: value(), isWanted: false };
  }
}

/** Looks at no more than some sixty of the bytes. */
function slotOf(bytes: Uint8Array, from: number, to: number): number {
  const step = 1 + ((to - from) >> 5);
  let hash = to - from;
  for (let at = from; at < to; at += step) hash = Math.imul(hash, 33) ^ bytes[at];
  return (hash ^ (hash >>> 15)) & (SLOTS - 1);
}

function isAt(text: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let index = 0; index < text.length; index++) if (text[index] !== bytes[from + index]) return false;
  return true;
}
