/**
 * What a record mostly shares with others: its type, ttl and location, and the letter of the line that made it. A file of
 * a million records has a few dozen of these kinds, so a record keeps the number of its kind.
 */
import { enlarged } from "../columns.js";

/** Number of a kind in its table. */
export type KindId = number;

/** Room for the kinds of a small file. */
const LEAST = 16;

/** There are so many slots for a kind. */
const SLOTS_A_KIND = 4;

/**
 * So many slots are looked at for a kind. Behind them it gets another number: whoever makes all kinds of a file fall into
 * one place gains nothing but memory, as much as if each record kept its own.
 */
const NEAR = 8;

export class RecordKinds {
  count = 0;
  type = new Uint16Array(LEAST);
  ttl = new Uint32Array(LEAST);
  location = new Uint16Array(LEAST);
  /** First byte of the line. */
  letter = new Uint8Array(LEAST);
  /** Open addressing: number + 1, or 0. */
  private slots = new Uint32Array(LEAST * SLOTS_A_KIND);

  /** The number of a kind, which is added when it is new. */
  intern(type: number, ttl: number, location: number, letter: number): KindId {
    const { slots } = this;
    const mask = slots.length - 1;
    const first = hashOf(type, ttl, location, letter) & mask;
    let slot = first;
    for (let looked = 0; looked < NEAR; looked++, slot = (slot + 1) & mask) {
      const kind = slots[slot] - 1;
      if (kind < 0) return this.add(slot, type, ttl, location, letter);
      if (this.ttl[kind] !== ttl || this.type[kind] !== type) continue;
      if (this.letter[kind] === letter && this.location[kind] === location) return kind;
    }
    return this.add(first, type, ttl, location, letter);
  }

  private add(slot: number, type: number, ttl: number, location: number, letter: number): KindId {
    const kind = this.count++;
    if (kind === this.type.length) this.grow();
    this.type[kind] = type;
    this.ttl[kind] = ttl;
    this.location[kind] = location;
    this.letter[kind] = letter;
    this.slots[slot] = kind + 1;
    if (this.count * SLOTS_A_KIND > this.slots.length * 2) this.rehash();
    return kind;
  }

  private grow(): void {
    const size = this.count * 2;
    this.type = enlarged(this.type, size);
    this.ttl = enlarged(this.ttl, size);
    this.location = enlarged(this.location, size);
    this.letter = enlarged(this.letter, size);
  }

  private rehash(): void {
    const slots = new Uint32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let kind = 0; kind < this.count; kind++) {
      const first = hashOf(this.type[kind], this.ttl[kind], this.location[kind], this.letter[kind]) & mask;
      let looked = 0;
      while (looked < NEAR && slots[(first + looked) & mask] !== 0) looked++;
      if (looked < NEAR) slots[(first + looked) & mask] = kind + 1;
    }
    this.slots = slots;
  }
}

function hashOf(type: number, ttl: number, location: number, letter: number): number {
  const hash =
    Math.imul(ttl ^ Math.imul((type << 8) ^ letter, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(location, 0xc2b2ae35);
  return hash ^ (hash >>> 15);
}
