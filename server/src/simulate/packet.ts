/** DNS messages: building one with the name compression of djbdns (P1 to P4), and taking one apart. */
import type { Dialect } from "djblint-grammars/tinydns/fields";
import { LOWER } from "../model/tinydns/wire.js";
import { NameBuffer, readName, skipName } from "./wire-name.js";

/** Classes of a question. */
export const CLASS = { IN: 1, ANY: 255 } as const;

export const RCODE = { NOERROR: 0, FORMERR: 1, NXDOMAIN: 3, NOTIMP: 4 } as const;

/** Offset of a section's count in the header. */
export const SECTION = { ANSWER: 6, AUTHORITY: 8, ADDITIONAL: 10 } as const;
export type SectionCount = (typeof SECTION)[keyof typeof SECTION];

export const HEADER_SIZE = 12;
/** Q13: what does not fit makes the server drop the query. */
const CAPACITY = 65535;
/** P2. */
const MAX_ENTRIES = 100;
const MAX_ENTRY = 128;
const GUARD = 16384;
const POINTER = 0xc000;
const POINTER_MARK = 0xc0;

/** Fixed part of a record behind its owner: type, class, ttl, length of the rdata. */
export const RECORD_HEAD = 10;

/** P1: response, recursion desired and available; no id yet. */
const FIRST_FLAGS = 0x8180;
const ONE_QUESTION = 0x10000;

/** Bits of the header's second 16. */
export const FLAG = {
  AUTHORITATIVE: 0x0400,
  TRUNCATED: 0x0200,
  RECURSION_DESIRED: 0x0100,
  RECURSION_AVAILABLE: 0x0080,
} as const;

const RCODE_MASK = 15;

/** Longer messages get a view of their own each time. */
const MAX_VIEWS = 1024;

/** Builds one message after the other in the same buffer. Whatever returns false did not fit or was no name. */
export class PacketWriter {
  readonly bytes = new Uint8Array(CAPACITY);
  length = 0;
  /** Where the question ends. */
  questionEnd = 0;

  private readonly view = new DataView(this.bytes.buffer);
  /** Names that pointers may point to: where they can be read, and where they stand in the message. */
  private readonly entrySources: Uint8Array[] = [];
  private readonly entryStarts = new Float64Array(MAX_ENTRIES);
  private readonly entryLengths = new Uint8Array(MAX_ENTRIES);
  private readonly entryOffsets = new Uint16Array(MAX_ENTRIES);
  private entryCount = 0;
  private readonly views: Uint8Array[] = [];
  private rdata = 0;
  private readonly owner = new NameBuffer();
  /** Names that start at or behind this offset are no targets of pointers. Stock djbdns lacks that test. */
  private readonly guard: number;

  constructor(dialect: Dialect) {
    this.guard = dialect === "djbdns" ? CAPACITY + 1 : GUARD;
  }

  /** P1: header and question. The name must stay as it is, but for its case, while the message is built. */
  begin(name: NameBuffer, type: number, qclass: number): void {
    const { view } = this;
    view.setUint32(0, FIRST_FLAGS);
    view.setUint32(4, ONE_QUESTION);
    view.setUint32(8, 0);
    this.length = HEADER_SIZE;
    this.entryCount = 0;
    this.name(name.bytes, 0, name.length);
    view.setUint16(this.length, type);
    view.setUint16(this.length + 2, qclass);
    this.length += 4;
    this.questionEnd = this.length;
  }

  set id(value: number) {
    this.view.setUint16(0, value);
  }

  set rcode(value: number) {
    this.flag(value, RCODE_MASK);
  }

  /** Sets and clears bits of the second 16 of the header. */
  flag(set: number, clear = 0): void {
    this.view.setUint16(2, (this.view.getUint16(2) & ~clear) | set);
  }

  /** The message. The bytes change when the next one is built. */
  finish(): Uint8Array {
    const { views, length } = this;
    if (length >= MAX_VIEWS) return this.bytes.subarray(0, length);
    // One object for each length saves more time than anything else here.
    while (views.length <= length) views.push(this.bytes.subarray(0, views.length));
    return views[length];
  }

  /** S5: cuts everything behind the question and leaves the counts. */
  truncate(): void {
    this.flag(FLAG.TRUNCATED);
    this.length = this.questionEnd;
  }

  /** Q12. */
  cutSection(section: SectionCount, length: number): void {
    this.view.setUint16(section, 0);
    this.length = length;
  }

  /** P4: everything of a record before its rdata. The owner is what remains of the question's name from an offset. */
  openAsked(name: NameBuffer, from: number, type: number, ttl: number): boolean {
    // The question entered all its ends in the table, and no two have the same length: no need to search.
    const isEntry = name.bytes[from] !== 0 && name.length - from <= MAX_ENTRY;
    const done = isEntry ? this.pointer(HEADER_SIZE + from) : this.name(name.bytes, from, name.length);
    return done && this.recordHead(type, ttl);
  }

  /** The same for an owner that has nothing to do with the question. */
  openRecord(owner: NameBuffer, type: number, ttl: number): boolean {
    return this.passingName(owner) && this.recordHead(type, ttl);
  }

  private recordHead(type: number, ttl: number): boolean {
    const at = this.length;
    if (at + RECORD_HEAD > CAPACITY) return false;
    const { view } = this;
    view.setUint16(at, type);
    view.setUint16(at + 2, CLASS.IN);
    view.setUint32(at + 4, ttl);
    this.length = at + RECORD_HEAD;
    this.rdata = this.length;
    return true;
  }

  /** Ends the record that `openRecord` began, and counts it. */
  closeRecord(section: SectionCount): void {
    const { view, rdata } = this;
    view.setUint16(rdata - 2, this.length - rdata);
    view.setUint16(section, view.getUint16(section) + 1);
  }

  u32(value: number): boolean {
    if (this.length + 4 > CAPACITY) return false;
    this.view.setUint32(this.length, value);
    this.length += 4;
    return true;
  }

  raw(src: Uint8Array, from: number, to: number): boolean {
    const { bytes } = this;
    let at = this.length;
    if (at + to - from > CAPACITY) return false;
    for (let index = from; index < to; index++) bytes[at++] = src[index];
    this.length = at;
    return true;
  }

  /** P2: a name in wire form without pointers, in bytes that stay as they are while the message is built. */
  name(src: Uint8Array, from: number, to: number): boolean {
    return this.compress(src, from, to, true);
  }

  /** P2: a name in a buffer that will hold another one soon. */
  passingName(name: NameBuffer): boolean {
    return this.compress(name.bytes, 0, name.length, false);
  }

  private compress(src: Uint8Array, from: number, to: number, isLasting: boolean): boolean {
    let at = from;
    while (src[at] !== 0) {
      const entry = this.entryOf(src, at, to);
      if (entry >= 0) return this.pointer(this.entryOffsets[entry]);
      this.enter(src, at, to, isLasting);
      const next = at + src[at] + 1;
      if (!this.raw(src, at, next)) return false;
      at = next;
    }
    if (this.length === CAPACITY) return false;
    this.bytes[this.length++] = 0;
    return true;
  }

  /**
   * Whether no record so far has this type and, as its owner, what remains of a lower-case name from an offset. A
   * packet that cannot be read is taken for one that has it.
   */
  lacks(name: NameBuffer, from: number, type: number): boolean {
    const { bytes, view, length, owner } = this;
    // Only a packet longer than pointers reach may hold names that cannot be read.
    const isSound = length < GUARD;
    for (let at = this.questionEnd; at < length; ) {
      const start = at;
      at = isSound ? skipName(bytes, length, at) : readName(bytes, 0, length, at, owner);
      if (at < 0 || at + RECORD_HEAD > length) return false;
      if (view.getUint16(at) === type) {
        if (isSound ? this.hasName(start, name, from) : endsWith(name, from, owner)) return false;
      }
      at += RECORD_HEAD + view.getUint16(at + 8);
    }
    return true;
  }

  /** Whether the name at an offset is, case aside, what remains of a lower-case name. All pointers must be sound. */
  private hasName(offset: number, name: NameBuffer, from: number): boolean {
    const { bytes } = this;
    let at = offset;
    let index = from;
    for (;;) {
      while (bytes[at] >= POINTER_MARK) at = ((bytes[at] & ~POINTER_MARK) << 8) | bytes[at + 1];
      const length = bytes[at];
      if (length !== name.bytes[index]) return false;
      if (length === 0) return true;
      for (const stop = at + length; at < stop; ) if (LOWER[bytes[++at]] !== name.bytes[++index]) return false;
      at++;
      index++;
    }
  }

  private pointer(offset: number): boolean {
    if (this.length + 2 > CAPACITY) return false;
    // Without the guard an offset may need more than 14 bits; djbdns lets it run over into the mark of the pointer.
    this.view.setUint16(this.length, POINTER + offset);
    this.length += 2;
    return true;
  }

  private entryOf(src: Uint8Array, from: number, to: number): number {
    const { entryLengths, entryCount } = this;
    const length = to - from;
    for (let entry = 0; entry < entryCount; entry++) {
      if (entryLengths[entry] === length && this.isEntry(entry, src, from, length)) return entry;
    }
    return -1;
  }

  private isEntry(entry: number, src: Uint8Array, from: number, length: number): boolean {
    const source = this.entrySources[entry];
    const start = this.entryStarts[entry];
    for (let index = 0; index < length; index++) {
      const one = source[start + index];
      const other = src[from + index];
      if (one !== other && LOWER[one] !== LOWER[other]) return false;
    }
    return true;
  }

  private enter(src: Uint8Array, from: number, to: number, isLasting: boolean): void {
    const entry = this.entryCount;
    const length = to - from;
    if (length > MAX_ENTRY || entry === MAX_ENTRIES || this.length >= this.guard) return;
    this.entrySources[entry] = isLasting ? src : src.slice(from, to);
    this.entryStarts[entry] = isLasting ? from : 0;
    this.entryLengths[entry] = length;
    this.entryOffsets[entry] = this.length;
    this.entryCount++;
  }
}

/** Whether a lower-case name is, from an offset on, the other name. */
function endsWith(lower: NameBuffer, from: number, name: NameBuffer): boolean {
  const { bytes, length } = name;
  if (length !== lower.length - from) return false;
  for (let index = 0; index < length; index++) if (LOWER[bytes[index]] !== lower.bytes[from + index]) return false;
  return true;
}

/** A message taken apart. Names are in wire form, as they were written. */
export interface Packet {
  readonly bytes: Uint8Array;
  readonly id: number;
  /** Bytes 2 and 3 of the header. */
  readonly flags: number;
  /** Counts of the header: question, answer, authority, additional. */
  readonly counts: readonly [number, number, number, number];
  readonly questions: readonly PacketQuestion[];
  readonly answer: readonly PacketRecord[];
  readonly authority: readonly PacketRecord[];
  readonly additional: readonly PacketRecord[];
}

export interface PacketQuestion {
  readonly name: Uint8Array;
  readonly type: number;
  readonly class: number;
}

export interface PacketRecord {
  readonly owner: Uint8Array;
  readonly type: number;
  readonly class: number;
  /** Seconds. */
  readonly ttl: number;
  /** Offsets into the message. */
  readonly rdata: { readonly start: number; readonly end: number };
}

/** Undefined when the message is cut, has no names where they belong, or has bytes behind its last record. */
export function parsePacket(bytes: Uint8Array): Packet | undefined {
  if (bytes.length < HEADER_SIZE) return undefined;
  const counts = [4, 6, 8, 10].map((at) => getU16(bytes, at)) as [number, number, number, number];
  const reader = new PacketReader(bytes);
  const questions = reader.repeat(counts[0], () => reader.question());
  const answer = reader.repeat(counts[1], () => reader.record());
  const authority = reader.repeat(counts[2], () => reader.record());
  const additional = reader.repeat(counts[3], () => reader.record());
  if (reader.at !== bytes.length) return undefined;
  return { bytes, id: getU16(bytes, 0), flags: getU16(bytes, 2), counts, questions, answer, authority, additional };
}

class PacketReader {
  /** -1 once something could not be read. */
  at = HEADER_SIZE;
  private readonly name = new NameBuffer();

  constructor(private readonly bytes: Uint8Array) {}

  repeat<T>(count: number, read: () => T | undefined): T[] {
    const items: T[] = [];
    while (items.length < count && this.at >= 0) {
      const item = read();
      if (item === undefined) this.at = -1;
      else items.push(item);
    }
    return items;
  }

  question(): PacketQuestion | undefined {
    const { bytes } = this;
    const at = readName(bytes, 0, bytes.length, this.at, this.name);
    if (at < 0 || at + 4 > bytes.length) return undefined;
    this.at = at + 4;
    return { name: this.name.copy(), type: getU16(bytes, at), class: getU16(bytes, at + 2) };
  }

  record(): PacketRecord | undefined {
    const { bytes } = this;
    const at = readName(bytes, 0, bytes.length, this.at, this.name);
    if (at < 0 || at + RECORD_HEAD > bytes.length) return undefined;
    const start = at + RECORD_HEAD;
    const end = start + getU16(bytes, at + 8);
    if (end > bytes.length) return undefined;
    this.at = end;
    const ttl = getU16(bytes, at + 4) * 0x10000 + getU16(bytes, at + 6);
    const owner = this.name.copy();
    return { owner, type: getU16(bytes, at), class: getU16(bytes, at + 2), ttl, rdata: { start, end } };
  }
}

/** Big-endian, as numbers in packets are (RFC 1035, 2.3.2). */
export function getU16(bytes: Uint8Array, at: number): number {
  return (bytes[at] << 8) | bytes[at + 1];
}
