/** Names in wire form, lower-case, each kept once and known by a number. */
import { cdbHash } from "../compile/cdb.js";

/** Number of a name in its table. */
export type NameId = number;

export const NO_NAME: NameId = -1;

const NOT_ASKED = -2;

export class NameTable {
  count = 0;
  private bytes: Uint8Array;
  private used = 0;
  /** Where each name starts; names end with their root label. */
  private starts: Uint32Array;
  private hashes: Uint32Array;
  private parents: Int32Array;
  /** Where the labels of the name in hand start. */
  private readonly labelStarts = new Uint32Array(129);
  /** Open addressing; holds number + 1. */
  private slots: Uint32Array;

  constructor(expected = 1024) {
    const size = Math.max(16, expected);
    this.bytes = new Uint8Array(size * 24);
    this.starts = new Uint32Array(size + 1);
    this.hashes = new Uint32Array(size);
    this.parents = new Int32Array(size);
    this.slots = new Uint32Array(powerOfTwo(size * 2));
  }

  /** The number of a lower-case wire name; `hash` is its `cdbHash`. Adds the name when it is new. */
  intern(src: Uint8Array, from: number, to: number, hash: number): NameId {
    const found = this.slotOf(src, from, to, hash);
    if (this.slots[found] !== 0) return this.slots[found] - 1;
    return this.add(src, from, to, hash, found);
  }

  /** The number of a lower-case wire name, or `NO_NAME`. */
  find(src: Uint8Array, from = 0, to = src.length): NameId {
    return this.slots[this.slotOf(src, from, to, cdbHash(src, from, to))] - 1;
  }

  /** The number of a name, or of the nearest name above it that is in the table; `NO_NAME` when not even the root is. */
  nearestKnown(wire: Uint8Array): NameId {
    for (let at = 0; ; at += wire[at] + 1) {
      const id = this.find(wire, at);
      if (id !== NO_NAME || wire[at] === 0) return id;
    }
  }

  /** The name without its first label; `NO_NAME` for the root. Adds it when it is new. */
  parent(id: NameId): NameId {
    const known = this.parents[id];
    if (known !== NOT_ASKED) return known;
    const start = this.starts[id];
    const label = this.bytes[start];
    let parent = NO_NAME;
    if (label !== 0) {
      // `add` may move the bytes, so the name is taken from a copy.
      const rest = this.bytes.slice(start + 1 + label, this.starts[id + 1]);
      parent = this.intern(rest, 0, rest.length, cdbHash(rest));
    }
    this.parents[id] = parent;
    return parent;
  }

  /** The name itself and all names above it, up to the root. */
  *upward(id: NameId): Generator<NameId> {
    for (let name = id; name !== NO_NAME; name = this.parent(name)) yield name;
  }

  /** Whether a name is another or stands below it. */
  isWithin(id: NameId, ancestor: NameId): boolean {
    const length = this.starts[ancestor + 1] - this.starts[ancestor];
    for (let name = id; name !== NO_NAME; name = this.parent(name)) {
      if (name === ancestor) return true;
      if (this.starts[name + 1] - this.starts[name] < length) return false;
    }
    return false;
  }

  isWildcard(id: NameId): boolean {
    const start = this.starts[id];
    return this.bytes[start] === 1 && this.bytes[start + 1] === 42;
  }

  /** Whether a name is one label below the root. */
  isTopLevel(id: NameId): boolean {
    const start = this.starts[id];
    return this.bytes[start] !== 0 && this.bytes[start] + 2 === this.starts[id + 1] - start;
  }

  /**
   * How many labels at the end of a name stand in front of them once more, two at least; 0 when none do. Most names
   * are ruled out by the number of their labels.
   */
  doubledLabels(id: NameId): number {
    const { bytes, labelStarts } = this;
    const end = this.starts[id + 1] - 1;
    let count = 0;
    for (let at = this.starts[id]; at < end; at += bytes[at] + 1) labelStarts[count++] = at;
    labelStarts[count] = end;
    for (let size = 2; size * 2 <= count; size++) {
      const second = labelStarts[count - size];
      const first = labelStarts[count - size * 2];
      if (second - first !== end - second) continue;
      let at = first;
      while (at < second && bytes[at] === bytes[at + second - first]) at++;
      if (at === second) return size;
    }
    return 0;
  }

  wireLength(id: NameId): number {
    return this.starts[id + 1] - this.starts[id];
  }

  wire(id: NameId): Uint8Array {
    return this.bytes.subarray(this.starts[id], this.starts[id + 1]);
  }

  /** Dotted text as tinydns-get prints it, G5. */
  text(id: NameId): string {
    return formatName(this.wire(id));
  }

  labels(id: NameId): string[] {
    return labelsOf(this.wire(id));
  }

  private slotOf(src: Uint8Array, from: number, to: number, hash: number): number {
    const mask = this.slots.length - 1;
    const length = to - from;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const entry = this.slots[slot];
      if (entry === 0) return slot;
      if (this.hashes[entry - 1] === hash && this.equals(entry - 1, src, from, length)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private equals(id: NameId, src: Uint8Array, from: number, length: number): boolean {
    const start = this.starts[id];
    if (this.starts[id + 1] - start !== length) return false;
    const { bytes } = this;
    for (let at = 0; at < length; at++) if (bytes[start + at] !== src[from + at]) return false;
    return true;
  }

  private add(src: Uint8Array, from: number, to: number, hash: number, slot: number): NameId {
    const id = this.count;
    if (id === this.hashes.length) this.grow();
    const length = to - from;
    if (this.used + length > this.bytes.length) this.bytes = enlarged(this.bytes, this.used + length);
    const { bytes } = this;
    let at = this.used;
    for (let index = from; index < to; index++) bytes[at++] = src[index];
    this.used = at;
    this.starts[id + 1] = at;
    this.hashes[id] = hash;
    this.parents[id] = NOT_ASKED;
    this.count++;
    // Growing moved the slots, so the free one has to be looked for again.
    if (this.count * 2 > this.slots.length) this.rehash();
    else this.slots[slot] = id + 1;
    return id;
  }

  private grow(): void {
    const size = this.hashes.length * 2;
    this.starts = enlarged(this.starts, size + 1);
    this.hashes = enlarged(this.hashes, size);
    this.parents = enlarged(this.parents, size);
  }

  private rehash(): void {
    this.slots = new Uint32Array(this.slots.length * 2);
    const mask = this.slots.length - 1;
    for (let id = 0; id < this.count; id++) {
      const hash = this.hashes[id];
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = id + 1;
    }
  }
}

type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array;

/** A longer copy of a column. */
export function enlarged<C extends Column>(column: C, size: number): C {
  const grown = new (column.constructor as new (size: number) => C)(Math.max(size, column.length * 2));
  grown.set(column);
  return grown;
}

function powerOfTwo(size: number): number {
  return 2 ** Math.ceil(Math.log2(size));
}

/** d.c.b.a.in-addr.arpa in wire form for the address a.b.c.d (big-endian). */
export function reverseName(address: number): Uint8Array {
  const labels = [0, 8, 16, 24].map((shift) => String((address >>> shift) & 255));
  return wireOf([...labels, "in-addr", "arpa"]);
}

/** Labels, one character for each byte, as a wire name. */
export function wireOf(labels: readonly string[]): Uint8Array {
  const bytes = labels.flatMap((label) => [label.length, ...[...label].map((char) => char.charCodeAt(0))]);
  return Uint8Array.of(...bytes, 0);
}

/** The address that a reverse name in wire form stands for; undefined when it is none. */
export function addressOfReverse(wire: Uint8Array): number | undefined {
  const labels = labelsOf(wire);
  if (labels.length !== 6 || labels[4] !== "in-addr" || labels[5] !== "arpa") return undefined;
  let address = 0;
  for (let index = 3; index >= 0; index--) {
    if (!/^(0|[1-9]\d{0,2})$/.test(labels[index]) || Number(labels[index]) > 255) return undefined;
    address = address * 256 + Number(labels[index]);
  }
  return address;
}

/** The labels of a wire name, one character for each byte. */
export function labelsOf(wire: Uint8Array): string[] {
  const labels: string[] = [];
  for (let at = 0; at < wire.length && wire[at] !== 0; at += wire[at] + 1) {
    labels.push(String.fromCharCode(...wire.subarray(at + 1, at + 1 + wire[at])));
  }
  return labels;
}

/** A wire name as text: lower-case, no final dot, the root as `.`; bytes that need it as `\ooo` (G5). */
export function formatName(wire: Uint8Array): string {
  const labels = labelsOf(wire).map((label) =>
    label.toLowerCase().replace(/[^a-z0-9_*-]/g, (byte) => `\\${byte.charCodeAt(0).toString(8).padStart(3, "0")}`),
  );
  return labels.length > 0 ? labels.join(".") : ".";
}
