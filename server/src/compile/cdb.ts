/** Constant databases: specification of tinydns section 7 (C1 to C9); tcprules and qmail write the same form. */

/** 256 pairs of position and slots. */
export const HEAD_SIZE = 2048;
const TABLES = 256;
const SLOT_SIZE = 8;

/** C3: what the hash of a key begins with; each byte makes it `hash * 33 ^ byte`. */
export const HASH_START = 5381;

/** C3, as a signed number. */
export function cdbHash(bytes: Uint8Array, from: number, to: number): number {
  let hash = HASH_START;
  for (let at = from; at < to; at++) hash = Math.imul(hash, 33) ^ bytes[at];
  return hash;
}

/** Little-endian, as all numbers of a cdb are. */
export function putU32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value;
  bytes[at + 1] = value >>> 8;
  bytes[at + 2] = value >>> 16;
  bytes[at + 3] = value >>> 24;
}

/** The same back, without a sign. */
export function getU32(bytes: Uint8Array, at: number): number {
  return (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
}

/** Where a database goes: a file, or memory in tests and editors. */
export interface CdbSink {
  /** Appends; the bytes may be reused after the call. */
  append(bytes: Uint8Array): void;
  /** Fills the head, which the first `HEAD_SIZE` bytes were kept free for. */
  head(bytes: Uint8Array): void;
}

/** Collects hashes and positions of records while they are written, and writes the tables behind them. */
export class CdbIndex {
  /** By the low byte of the hash: hashes and positions in turn, in the order in which they came, as signed numbers. */
  private readonly tables: Int32Array[];
  private readonly lengths = new Uint32Array(TABLES);
  count = 0;

  /** `expected` saves growing; in one large block of memory, pages that stay untouched cost nothing. */
  constructor(expected = 1024) {
    const size = 2 * Math.ceil(expected / TABLES);
    const block = new Int32Array(TABLES * size);
    this.tables = Array.from({ length: TABLES }, (_, table) => block.subarray(table * size, (table + 1) * size));
  }

  add(hash: number, position: number): void {
    const table = hash & (TABLES - 1);
    const at = this.lengths[table];
    if (at === this.tables[table].length) this.grow(table);
    const entries = this.tables[table];
    entries[at] = hash;
    entries[at + 1] = position;
    this.lengths[table] = at + 2;
    this.count++;
  }

  private grow(table: number): void {
    const grown = new Int32Array(Math.max(16, this.tables[table].length * 2));
    grown.set(this.tables[table]);
    this.tables[table] = grown;
  }

  /** Writes the tables and the head; `end` is where the records end. Returns the size of the whole database. */
  finish(end: number, sink: CdbSink): number {
    const head = new Uint8Array(HEAD_SIZE);
    const buffer = new Uint8Array(this.lengths.reduce((most, length) => Math.max(most, length)) * SLOT_SIZE);
    const view = new DataView(buffer.buffer);
    let at = end;
    for (let table = 0; table < TABLES; table++) {
      const entries = this.tables[table].subarray(0, this.lengths[table]);
      // Twice as many slots as entries.
      const size = entries.length;
      putU32(head, table * 8, at);
      putU32(head, table * 8 + 4, size);
      if (size === 0) continue;
      const slots = buffer.subarray(0, size * SLOT_SIZE).fill(0);
      placeAll(view, entries);
      sink.append(slots);
      at += slots.length;
    }
    sink.head(head);
    return at;
  }
}

/** C4: an entry takes the first free slot from the one that its hash names. There are two slots for each entry. */
function placeAll(slots: DataView, entries: Int32Array): void {
  const size = entries.length;
  for (let entry = 0; entry < size; entry += 2) {
    const hash = entries[entry];
    let slot = (hash >>> 8) % size;
    while (slots.getUint32(slot * SLOT_SIZE + 4, true) !== 0) slot = slot + 1 === size ? 0 : slot + 1;
    slots.setUint32(slot * SLOT_SIZE, hash, true);
    slots.setUint32(slot * SLOT_SIZE + 4, entries[entry + 1], true);
  }
}

/** The piece in which keys are compared: a difference in one counts before the next is looked at. */
const COMPARED = 32;

/** A database in memory. What tinydns asks of one, with wildcards and lives, is the business of `simulate/`. */
export class CdbReader {
  constructor(readonly bytes: Uint8Array) {}

  /** C6: where the records end; 0 for something that is no database. */
  get recordsEnd(): number {
    return this.bytes.length < HEAD_SIZE ? 0 : Math.min(getU32(this.bytes, 0), this.bytes.length);
  }

  /** All records in the order of the file. */
  *records(): Generator<{ key: Uint8Array; data: Uint8Array }> {
    const end = this.recordsEnd;
    for (let at = HEAD_SIZE; at + 8 <= end; ) {
      const keyEnd = at + 8 + getU32(this.bytes, at);
      const dataEnd = keyEnd + getU32(this.bytes, at + 4);
      if (dataEnd > end) return;
      yield { key: this.bytes.subarray(at + 8, keyEnd), data: this.bytes.subarray(keyEnd, dataEnd) };
      at = dataEnd;
    }
  }

  /** C5: the data of the first record with a key. `damaged`: the search leads out of the file. */
  find(key: Uint8Array): Uint8Array | undefined | "damaged" {
    const { bytes } = this;
    const hash = cdbHash(key, 0, key.length) >>> 0;
    const pair = (hash & 255) * SLOT_SIZE;
    if (!this.holds(pair, SLOT_SIZE)) return "damaged";
    const table = getU32(bytes, pair);
    const slots = getU32(bytes, pair + 4);
    const end = (table + slots * SLOT_SIZE) >>> 0;
    let at = slots === 0 ? 0 : (table + ((hash >>> 8) % slots) * SLOT_SIZE) >>> 0;
    // No table has more slots than the file has room for: what comes then has been seen.
    for (let left = Math.min(slots, bytes.length); left > 0; left--) {
      if (!this.holds(at, SLOT_SIZE)) return "damaged";
      const position = getU32(bytes, at + 4);
      if (position === 0) return undefined;
      const found = getU32(bytes, at) === hash ? this.dataAt(position, key) : undefined;
      if (found) return found;
      at = (at + SLOT_SIZE) >>> 0;
      if (at === end) at = table;
    }
    return undefined;
  }

  /** The data of the record at a position, if it has the key. */
  private dataAt(position: number, key: Uint8Array): Uint8Array | undefined | "damaged" {
    const { bytes } = this;
    if (!this.holds(position, SLOT_SIZE)) return "damaged";
    if (getU32(bytes, position) !== key.length) return undefined;
    const start = position + SLOT_SIZE;
    for (let from = 0; from < key.length; from += COMPARED) {
      const to = Math.min(from + COMPARED, key.length);
      if (!this.holds(start + from, to - from)) return "damaged";
      for (let at = from; at < to; at++) if (bytes[start + at] !== key[at]) return undefined;
    }
    const data = start + key.length;
    const length = getU32(bytes, position + 4);
    return this.holds(data, length) ? bytes.subarray(data, data + length) : "damaged";
  }

  private holds(at: number, length: number): boolean {
    return at <= this.bytes.length && this.bytes.length - at >= length;
  }
}

/** A head whose first table begins behind the head and inside the file; no text file has such bytes. */
export function isDatabase(bytes: Uint8Array): boolean {
  if (bytes.length < HEAD_SIZE) return false;
  const first = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  return first >= HEAD_SIZE && first <= bytes.length;
}

/** Whether a database is all there: readers stop at a table or a record that leads out of its place (C5, C6). */
export function isWhole(cdb: Uint8Array): boolean {
  const reader = new CdbReader(cdb);
  let end = HEAD_SIZE;
  for (const { key, data } of reader.records()) end += 8 + key.length + data.length;
  return end === reader.recordsEnd && hasTables(cdb);
}

function hasTables(cdb: Uint8Array): boolean {
  for (let pair = 0; pair < HEAD_SIZE; pair += SLOT_SIZE) {
    const slots = getU32(cdb, pair + 4);
    if (slots > 0 && getU32(cdb, pair) + slots * SLOT_SIZE > cdb.length) return false;
  }
  return true;
}
