/**
 * Ranges by the text around their numbers: head and tail, which are positions in the source. All is kept in numbers,
 * as objects for each of many ranges would have to be moved about by the garbage collector.
 */
import { LAST_NUMBER } from "./access-address.js";
import { hashBytes, mixHash } from "./key-index.js";

/** Fields of an entry, which is one range. */
const START = 0;
const LEFT = 1;
const RIGHT = 2;
const END = 3;
const BOTTOM = 4;
const TOP = 5;
const RULE = 6;
const HASH = 7;
/** The next range of the same group, 0 for none. */
const NEXT = 8;
const FIELDS = 9;

/** Longer chains become a list of the owners of each number. */
const LONGEST_CHAIN = 8;

export class RangeGroups {
  /** The first entry stands for none. */
  private entries = new Int32Array(64 * FIELDS);
  private count = 1;
  /** First entries of groups by hash; never more than half full. */
  private slots = new Int32Array(128);
  /** By the first entry of a group: number of the first rule and 1, for each number. */
  private readonly owners = new Map<number, Uint32Array>();

  constructor(private readonly bytes: Uint8Array) {}

  add(start: number, left: number, right: number, end: number, bottom: number, top: number, rule: number): void {
    if (2 * this.count >= this.slots.length) this.grow();
    const hash = hashAround(this.bytes, start, left, right, end);
    const slot = this.slotOf(this.bytes, start, left, right, end, hash);
    const first = this.slots[slot];
    const owners = this.owners.get(first);
    if (owners) {
      own(owners, bottom, top, rule);
      return;
    }
    const entry = this.count++;
    this.entries.set([start, left, right, end, bottom, top, rule, hash, 0], entry * FIELDS);
    if (first === 0) this.slots[slot] = entry;
    else this.append(first, entry);
  }

  private append(first: number, entry: number): void {
    let last = first;
    let length = 1;
    for (; this.field(last, NEXT) !== 0; last = this.field(last, NEXT)) length++;
    this.entries[last * FIELDS + NEXT] = entry;
    if (length < LONGEST_CHAIN) return;
    const owners = new Uint32Array(LAST_NUMBER + 1);
    for (let at = first; at !== 0; at = this.field(at, NEXT)) {
      own(owners, this.field(at, BOTTOM), this.field(at, TOP), this.field(at, RULE));
    }
    this.owners.set(first, owners);
  }

  /** The first rule with a range that holds a number between such a head and tail. */
  find(bytes: Uint8Array, start: number, left: number, right: number, end: number, number: number): number | undefined {
    const hash = hashAround(bytes, start, left, right, end);
    const first = this.slots[this.slotOf(bytes, start, left, right, end, hash)];
    const owners = this.owners.get(first);
    if (owners) return owners[number] === 0 ? undefined : owners[number] - 1;
    for (let at = first; at !== 0; at = this.field(at, NEXT)) {
      if (this.field(at, BOTTOM) <= number && number <= this.field(at, TOP)) return this.field(at, RULE);
    }
    return undefined;
  }

  private field(entry: number, field: number): number {
    return this.entries[entry * FIELDS + field];
  }

  /** Where the group is, or would be. */
  private slotOf(bytes: Uint8Array, start: number, left: number, right: number, end: number, hash: number): number {
    const mask = this.slots.length - 1;
    let slot = mixHash(hash) & mask;
    for (let entry = this.slots[slot]; entry !== 0; entry = this.slots[slot]) {
      const isSame =
        this.field(entry, HASH) === hash &&
        this.isEqual(this.field(entry, START), this.field(entry, LEFT), bytes, start, left) &&
        this.isEqual(this.field(entry, RIGHT), this.field(entry, END), bytes, right, end);
      if (isSame) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private isEqual(start: number, end: number, bytes: Uint8Array, from: number, to: number): boolean {
    if (end - start !== to - from) return false;
    for (let n = 0; n < end - start; n++) if (this.bytes[start + n] !== bytes[from + n]) return false;
    return true;
  }

  private grow(): void {
    const { entries, slots } = this;
    this.entries = new Int32Array(entries.length * 2);
    this.entries.set(entries);
    this.slots = new Int32Array(slots.length * 2);
    const mask = this.slots.length - 1;
    for (const first of slots) {
      if (first === 0) continue;
      let slot = mixHash(this.field(first, HASH)) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = first;
    }
  }
}

/** The first rule of each number keeps it. */
function own(owners: Uint32Array, bottom: number, top: number, rule: number): void {
  for (let number = bottom; number <= top; number++) if (owners[number] === 0) owners[number] = rule + 1;
}

function hashAround(bytes: Uint8Array, start: number, left: number, right: number, end: number): number {
  return hashBytes(bytes, right, end, ~hashBytes(bytes, start, left));
}
