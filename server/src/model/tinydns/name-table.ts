/**
 * Names, each kept once and known by a number. A name is its first label and the name above it, so the many names of a
 * zone share what they have in common. Labels are lower-case, as in the keys of `data.cdb`.
 */

import { decodeLatin1 } from "djblint-grammars/text";
import { enlarged } from "../columns.js";
import { LOWER, WireWriter } from "./wire.js";

/** Number of a name in its table. A name above another has the smaller number. */
export type NameId = number;

export const NO_NAME: NameId = -1;

export const ROOT: NameId = 0;

/** Bytes of a first label, on average and more: most are short, and many records share theirs. */
const BYTES_OF_LABEL = 6;

/** A name has at most 127 labels. */
const MAX_LABELS = 128;
/** Nothing stays in these from one call to the next: a tree may have hundreds of small tables. */
const LABEL_AT = new Uint8Array(MAX_LABELS);
const SCRATCH = new WireWriter(64);

export class NameTable {
  /** The root is always there. */
  count = 1;
  /** The first labels of all names, without length bytes. */
  private bytes: Uint8Array;
  /** Where each first label starts; it ends where the next one starts. */
  private starts: Uint32Array;
  private parents: Int32Array;
  /**
   * Open addressing. A slot holds number + 1 in as many bits as its own place takes, and above them those of the hash,
   * so that names which merely fell into the same place need not be looked at.
   */
  private slots: Uint32Array;
  /** How far apart the places of two names with neighbouring numbers are, in slots. */
  private stride: number;
  /** Of the label that was looked for last. */
  private lastHash = 0;
  /** in-addr.arpa, when it is known to be there. */
  private reverseRoot: NameId = NO_NAME;
  /** The network (/24) whose reverse name was asked for last, and that name. */
  private network = -1;
  private networkName: NameId = NO_NAME;

  constructor(expected = 1024) {
    const size = Math.max(16, expected);
    this.bytes = new Uint8Array(size * BYTES_OF_LABEL);
    this.starts = new Uint32Array(size + 1);
    this.parents = new Int32Array(size);
    this.parents[ROOT] = NO_NAME;
    this.slots = new Uint32Array(2 ** Math.ceil(Math.log2(size * FEWEST_SLOTS)));
    this.stride = this.slots.length / size;
  }

  /** The number of a wire name, in any case. Adds the name, and the names above it, when they are new. */
  intern(src: Uint8Array, from: number): NameId {
    let count = 0;
    for (let at = from; src[at] !== 0; at += src[at] + 1) LABEL_AT[count++] = at - from;
    let id = ROOT;
    while (count > 0) {
      const at = from + LABEL_AT[--count];
      id = this.internChild(id, src, at + 1, src[at]);
    }
    return id;
  }

  /** The number of a name one label below another, by the text of this label. */
  internLabel(parent: NameId, text: Uint8Array, from: number): NameId {
    let to = from + 1;
    while (text[to] !== DOT) to++;
    return this.internChild(parent, text, from, to - from);
  }

  /** The number of d.c.b.a.in-addr.arpa for an address (big-endian), which is added like any other name. */
  internReverse(address: number): NameId {
    // Neighbouring lines are mostly about one network.
    if (address >>> 8 !== this.network) {
      this.network = address >>> 8;
      SCRATCH.at = 0;
      SCRATCH.reverseName(address, 8);
      this.networkName = this.intern(SCRATCH.bytes, 0);
    }
    SCRATCH.at = 0;
    SCRATCH.octet(address & 255);
    return this.internChild(this.networkName, SCRATCH.bytes, 1, SCRATCH.bytes[0]);
  }

  /** The number of a wire name, or `NO_NAME`. */
  find(src: Uint8Array, from = 0): NameId {
    const known = this.nearestKnown(src, from);
    return this.wireLength(known) === this.lengthAt(src, from) ? known : NO_NAME;
  }

  /** The number of a name, or of the nearest name above it that is in the table. */
  nearestKnown(wire: Uint8Array, from = 0): NameId {
    let count = 0;
    for (let at = from; wire[at] !== 0; at += wire[at] + 1) LABEL_AT[count++] = at - from;
    let id = ROOT;
    while (count > 0) {
      const at = from + LABEL_AT[--count];
      const child = this.childIn(this.slotOf(id, wire, at + 1, wire[at]));
      if (child === NO_NAME) break;
      id = child;
    }
    return id;
  }

  /** The name without its first label; `NO_NAME` for the root. */
  parent(id: NameId): NameId {
    return this.parents[id];
  }

  /** The name itself and all names above it, up to the root. */
  *upward(id: NameId): Generator<NameId> {
    for (let name = id; name !== NO_NAME; name = this.parents[name]) yield name;
  }

  /** Whether a name is another or stands below it. */
  isWithin(id: NameId, ancestor: NameId): boolean {
    let name = id;
    while (name > ancestor) name = this.parents[name];
    return name === ancestor;
  }

  isWildcard(id: NameId): boolean {
    const start = this.starts[id];
    return this.starts[id + 1] - start === 1 && this.bytes[start] === 42;
  }

  /** Names whose text begins with a lower-case text; the root never does. */
  *startingWith(text: string): Generator<NameId> {
    for (let id = ROOT + 1; id < this.count; id++) if (this.beginsWith(id, text)) yield id;
  }

  /** Whether the text of a name begins with a lower-case text. */
  beginsWith(id: NameId, text: string): boolean {
    const { bytes, starts, parents } = this;
    let at = 0;
    for (let name = id; name > ROOT; name = parents[name]) {
      for (let byte = starts[name]; byte < starts[name + 1]; byte++, at++) {
        if (at === text.length) return true;
        if (text.charCodeAt(at) !== bytes[byte]) return false;
      }
      if (at === text.length) return true;
      if (text.charCodeAt(at++) !== DOT) return false;
    }
    return at === text.length;
  }

  /** Whether a byte stands in one of the labels of a name. */
  holdsByte(id: NameId, byte: number): boolean {
    const { bytes, starts, parents } = this;
    for (let name = id; name > ROOT; name = parents[name]) {
      for (let at = starts[name]; at < starts[name + 1]; at++) if (bytes[at] === byte) return true;
    }
    return false;
  }

  /** Whether a name is one label below the root. */
  isTopLevel(id: NameId): boolean {
    return this.parents[id] === ROOT;
  }

  /** How many labels a name has; the root has none. */
  depth(id: NameId): number {
    let depth = 0;
    for (let name = id; name > ROOT; name = this.parents[name]) depth++;
    return depth;
  }

  /** Whether the labels of a name are those of its lower half once more, as in a.b.a.b; two labels at least. */
  isDoubled(id: NameId): boolean {
    const { parents } = this;
    const depth = this.depth(id);
    if (depth < 4 || depth & 1) return false;
    let first = id;
    let second = id;
    for (let step = 0; step < depth / 2; step++) second = parents[second];
    while (second > ROOT) {
      if (!this.sameLabel(first, second)) return false;
      first = parents[first];
      second = parents[second];
    }
    return true;
  }

  /** The address that a name stands for as d.c.b.a.in-addr.arpa (big-endian); -1 when it is no such name. */
  addressOfReverse(id: NameId): number {
    let address = 0;
    let name = id;
    for (let shift = 0; shift < 32; shift += 8) {
      const octet = name > ROOT ? this.octetOf(name) : -1;
      if (octet < 0) return -1;
      address |= octet << shift;
      name = this.parents[name];
    }
    return this.hasReverseNames && name === this.reverseRoot ? address >>> 0 : -1;
  }

  /** Whether a name is in-addr.arpa or below it. */
  isReverse(id: NameId): boolean {
    return this.hasReverseNames && this.isWithin(id, this.reverseRoot);
  }

  /** Whether in-addr.arpa is in the table, or was once. */
  get hasReverseNames(): boolean {
    if (this.reverseRoot === NO_NAME) this.reverseRoot = this.find(REVERSE_ROOT);
    return this.reverseRoot !== NO_NAME;
  }

  /** The number that the first label spells, without leading zeros and up to 255; -1 when it spells none. */
  octetOf(id: NameId): number {
    const { bytes, starts } = this;
    const start = starts[id];
    const end = starts[id + 1];
    if (end - start > 3 || (bytes[start] === 48 && end - start > 1)) return -1;
    let octet = 0;
    for (let at = start; at < end; at++) {
      if (bytes[at] < 48 || bytes[at] > 57) return -1;
      octet = octet * 10 + bytes[at] - 48;
    }
    return octet > 255 ? -1 : octet;
  }

  /** Bytes of the name in wire form. */
  wireLength(id: NameId): number {
    let length = 1;
    for (let name = id; name > ROOT; name = this.parents[name]) length += this.starts[name + 1] - this.starts[name] + 1;
    return length;
  }

  wire(id: NameId): Uint8Array {
    const wire = new Uint8Array(this.wireLength(id));
    let at = 0;
    for (let name = id; name > ROOT; name = this.parents[name]) {
      wire[at++] = this.starts[name + 1] - this.starts[name];
      for (let byte = this.starts[name]; byte < this.starts[name + 1]; byte++) wire[at++] = this.bytes[byte];
    }
    return wire;
  }

  /** Dotted text, see `formatName`. */
  text(id: NameId): string {
    return formatName(this.wire(id));
  }

  labels(id: NameId): string[] {
    return labelsOf(this.wire(id));
  }

  private internChild(parent: NameId, src: Uint8Array, from: number, length: number): NameId {
    const slot = this.slotOf(parent, src, from, length);
    const known = this.childIn(slot);
    return known === NO_NAME ? this.add(parent, src, from, length, slot) : known;
  }

  private childIn(slot: number): NameId {
    const { slots } = this;
    return (slots[slot] & (slots.length - 1)) - 1;
  }

  /** The slot of a label below a name, or the free slot where it belongs. */
  private slotOf(parent: NameId, src: Uint8Array, from: number, length: number): number {
    const { slots, stride, parents, starts, bytes } = this;
    const mask = slots.length - 1;
    const stem = stemHash(parent, src, from, length);
    const hash = fullHash(stem, src[from + length - 1]);
    let slot = firstSlot(parent * stride, hash, mask);
    for (let looked = 1; ; looked++) {
      const entry = slots[slot];
      if (entry === 0) break;
      if (((entry ^ hash) & ~mask) === 0) {
        const id = (entry & mask) - 1;
        const start = starts[id];
        if (parents[id] === parent && starts[id + 1] - start === length) {
          let at = 0;
          while (at < length && bytes[start + at] === LOWER[src[from + at]]) at++;
          if (at === length) break;
        }
      }
      slot = nextSlot(slot, looked, parent, stem, hash, mask);
    }
    this.lastHash = hash;
    return slot;
  }

  private add(parent: NameId, src: Uint8Array, from: number, length: number, slot: number): NameId {
    const id = this.count++;
    if (id === this.parents.length) {
      this.parents = enlarged(this.parents, id * 2);
      this.starts = enlarged(this.starts, this.parents.length + 1);
    }
    const start = this.starts[id];
    if (start + length > this.bytes.length) this.bytes = enlarged(this.bytes, start + length);
    const { bytes } = this;
    for (let at = 0; at < length; at++) bytes[start + at] = LOWER[src[from + at]];
    this.starts[id + 1] = start + length;
    this.parents[id] = parent;
    this.slots[slot] = entryFor(id, this.lastHash, this.slots.length - 1);
    if (this.count * FEWEST_SLOTS > this.slots.length) this.rehash();
    return id;
  }

  private rehash(): void {
    const { starts, parents, bytes } = this;
    const slots = new Uint32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    this.stride = slots.length / parents.length;
    for (let id = 1; id < this.count; id++) {
      const stem = stemHash(parents[id], bytes, starts[id], starts[id + 1] - starts[id]);
      const hash = fullHash(stem, bytes[starts[id + 1] - 1]);
      let slot = firstSlot(parents[id] * this.stride, hash, mask);
      for (let looked = 1; slots[slot] !== 0; looked++) slot = nextSlot(slot, looked, parents[id], stem, hash, mask);
      slots[slot] = entryFor(id, hash, mask);
    }
    this.slots = slots;
  }

  private sameLabel(a: NameId, b: NameId): boolean {
    const { starts, bytes } = this;
    const length = starts[a + 1] - starts[a];
    if (starts[b + 1] - starts[b] !== length) return false;
    for (let at = 0; at < length; at++) if (bytes[starts[a] + at] !== bytes[starts[b] + at]) return false;
    return true;
  }

  private lengthAt(wire: Uint8Array, from: number): number {
    let at = from;
    while (wire[at] !== 0) at += wire[at] + 1;
    return at + 1 - from;
  }
}

/** Slots that lie side by side in memory: names are looked for in so many before it is tried elsewhere. */
const NEAR = 16;

/** Slots among which the names below neighbouring names are spread: what neighbouring lines need stays at hand. */
const AROUND = 1024;

/** Slots among which the names below one name are spread when there is no room for them near those of their neighbours. */
const APART = 128;

/** Slots for each name: a table that is fuller makes for long searches. */
const FEWEST_SLOTS = 1.3;

function entryFor(id: NameId, hash: number, mask: number): number {
  return (hash & ~mask) | (id + 1);
}

/** FNV-1a over the label but its last byte, begun with the name above it. */
function stemHash(parent: NameId, src: Uint8Array, from: number, length: number): number {
  let hash = Math.imul(parent, 0x9e3779b1) ^ 0x811c9dc5;
  for (let at = from; at < from + length - 1; at++) hash = Math.imul(hash ^ LOWER[src[at]], 0x01000193);
  return hash;
}

function fullHash(stem: number, last: number): number {
  const hash = Math.imul(stem ^ LOWER[last], 0x01000193);
  return hash ^ (hash >>> 15);
}

/**
 * Where a name is looked for first: near the place of the name above it, and places follow the numbers. So lines that stand
 * together meet in memory that is at hand.
 */
function firstSlot(place: number, hash: number, mask: number): number {
  return (place + (hash & (AROUND - 1))) & mask;
}

/**
 * The slot to look at after so many: those beside it, then some where only names below the same name are put, then those
 * of names below it that differ in the last byte only, as addresses do, and at last any.
 */
function nextSlot(slot: number, looked: number, parent: NameId, stem: number, hash: number, mask: number): number {
  if (looked === NEAR) return (((Math.imul(parent, 0x9e3779b1) >>> 2) & ~(APART - 1)) | (hash & (APART - 1))) & mask;
  if (looked === 2 * NEAR) return (((stem ^ (stem >>> 15)) << 4) & mask) | (hash & (NEAR - 1));
  if (looked < 3 * NEAR) return (slot & ~(NEAR - 1)) | ((slot + 1) & (NEAR - 1));
  // An odd step comes to all slots, and soon out of a stretch without room.
  return (slot + (hash | 1)) & mask;
}

/** d.c.b.a.in-addr.arpa in wire form for the address a.b.c.d (big-endian). */
export function reverseName(address: number): Uint8Array {
  const writer = new WireWriter(32);
  writer.reverseName(address);
  return writer.copy(0);
}

/** Labels, one character for each byte, as a wire name. */
export function wireOf(labels: readonly string[]): Uint8Array {
  const bytes: number[] = [];
  for (const label of labels) {
    bytes.push(label.length);
    for (let at = 0; at < label.length; at++) bytes.push(label.charCodeAt(at));
  }
  bytes.push(0);
  return Uint8Array.from(bytes);
}

/** in-addr.arpa, which the names of all IPv4 addresses stand below. */
export const REVERSE_ROOT = wireOf(["in-addr", "arpa"]);

/** The labels of a wire name, one character for each byte. */
export function labelsOf(wire: Uint8Array): string[] {
  const labels: string[] = [];
  for (let at = 0; at < wire.length && wire[at] !== 0; at += wire[at] + 1) {
    labels.push(decodeLatin1(wire, at + 1, at + 1 + wire[at]));
  }
  return labels;
}

/** A wire name as text for people: as tinydns-get prints it (G5), but with `*` as it is. */
export function formatName(wire: Uint8Array): string {
  const text: number[] = [];
  for (let at = 0; at < wire.length && wire[at] !== 0; at += wire[at] + 1) {
    if (at > 0) text.push(DOT);
    for (let index = at + 1; index <= at + wire[at]; index++) addPrintable(text, LOWER[wire[index]]);
  }
  return text.length > 0 ? String.fromCharCode.apply(null, text) : ".";
}

/** Letters, digits, `_`, `*` and `-` as they are, all others as `\\ooo`. */
function addPrintable(text: number[], byte: number): void {
  if (IS_PLAIN[byte] === 1) text.push(byte);
  else text.push(BACKSLASH, 48 + (byte >>> 6), 48 + ((byte >>> 3) & 7), 48 + (byte & 7));
}

const DOT = 46;
const BACKSLASH = 92;

const IS_PLAIN = Uint8Array.from({ length: 256 }, (_, byte) => Number(/[a-z0-9_*-]/.test(String.fromCharCode(byte))));
