/**
 * The records of a name that a client gets to see: specification C9, Q1 to Q4.
 *
 * Walks the hash table so that "no more records" can be told from "the file is damaged here", on which the real server
 * falls silent, and without allocating anything for a query.
 */

import type { Dialect } from "djblint-grammars/tinydns/fields";
import { type CdbReader, cdbHash } from "../compile/cdb.js";
import { IPV4_MARK } from "../model/tinydns/location-code.js";
import { NameBuffer } from "./wire-name.js";

/** Why a look-up could not be finished. */
export type Breakage = "malformed" | "dropped-big-record";

/** What time makes of a record. */
export type Timing = "visible" | "not-yet" | "no-longer";

/** Q3: a longer value makes the server drop the query. */
const MAX_VALUE = 32767;

const OCTETS = 4;
const KNOWN_CLIENTS_BITS = 12;
const KNOWN_CLIENTS = 1 << KNOWN_CLIENTS_BITS;
/** Spreads neighbouring addresses over the table: 2^32 divided by the golden ratio. */
const SPREAD = 0x9e3779b1;
const PERCENT = 37;
const WILD = 42;
/** Markers with a location are the markers without it plus one. */
const LOCATED = 62;
const WILD_LOCATED = 43;
const TAI64_HIGH = 0x40000000;
const TAI64_OFFSET = 10;
const TWO_32 = 0x100000000;
/** Q4: what is left of the life of a record is sent as a ttl between these. */
export const SHORTEST_TTL = 2;
export const LONGEST_TTL = 3600;

/** Records that were found visible, to be looked at again without another search. */
export class RecordList {
  count = 0;
  positions = new Uint32Array(16);
  values = new Uint32Array(16);
  rdatas = new Uint32Array(16);
  ends = new Uint32Array(16);
  types = new Uint16Array(16);
  ttls = new Uint32Array(16);

  add(record: VisibleRecords): void {
    const { count } = this;
    if (count === this.positions.length) this.grow();
    this.positions[count] = record.position;
    this.values[count] = record.value;
    this.rdatas[count] = record.rdata;
    this.ends[count] = record.end;
    this.types[count] = record.type;
    this.ttls[count] = record.ttl;
    this.count = count + 1;
  }

  private grow(): void {
    const size = this.positions.length * 2;
    this.positions = grown(this.positions, size);
    this.values = grown(this.values, size);
    this.rdatas = grown(this.rdatas, size);
    this.ends = grown(this.ends, size);
    this.ttls = grown(this.ttls, size);
    const types = new Uint16Array(size);
    types.set(this.types);
    this.types = types;
  }
}

function grown(numbers: Uint32Array, size: number): Uint32Array<ArrayBuffer> {
  const copy = new Uint32Array(size);
  copy.set(numbers);
  return copy;
}

/** Clients that were looked up lately, and their locations or -1; the same clients ask again and again. */
class KnownClients {
  readonly clients = new Int32Array(KNOWN_CLIENTS);
  readonly locations = new Int32Array(KNOWN_CLIENTS).fill(-1);
}

export class VisibleRecords {
  /** Where the current record, its value and its rdata start, and where they end; offsets into the database. */
  position = 0;
  value = 0;
  rdata = 0;
  end = 0;
  type = 0;
  /** Seconds; as it goes into the answer once the record was found visible. */
  ttl = 0;
  wildcard = false;
  /** Whether `next` passed wildcards when it was asked for the others, or the reverse. */
  passedOthers = false;
  /** Two bytes, big-endian; -1 for a record that everybody sees. */
  location = -1;
  /** High and low word of the timestamp; both 0 when there is none. */
  stampHigh = 0;
  stampLow = 0;
  /** Set when the search ended because of a record or a table that cannot be read. */
  broken: Breakage | undefined;
  /** Position of that record; -1 when it is a table. */
  culprit = -1;
  /** The client's location: two bytes, big-endian; 0 for none. */
  clientLocation = 0;
  /** Of use to nobody: bytes that were read ahead (`foresee`), since what is not kept need not be read. */
  ahead = 0;

  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private key: NameBuffer;
  private keyFrom = 0;
  private keyLength = 0;
  /** Signed, as everything that is compared with it. */
  private hash = 0;
  private table = 0;
  private slots = 0;
  private slot = 0;
  private probes = 0;

  private unixNow = Number.NaN;
  private nowHigh = 0;
  private nowLow = 0;

  private readonly locationKey = new NameBuffer();
  /** Length of a location's key without octets. */
  private readonly locationStart: number;
  /** Hashes of the client's location keys, by number of octets. */
  private readonly locationHashes = new Int32Array(OCTETS + 1);
  /** Whether a client was looked up: the only one, as in a simulation, need not be remembered. */
  private hasClient = false;
  private known: KnownClients | undefined;

  constructor(cdb: CdbReader, dialect: Dialect) {
    this.bytes = cdb.bytes;
    this.view = new DataView(cdb.bytes.buffer, cdb.bytes.byteOffset, cdb.bytes.byteLength);
    const start = dialect === "ipv6" ? [0, PERCENT, IPV4_MARK] : [0, PERCENT];
    this.locationStart = start.length;
    this.locationKey.bytes.set(start);
    this.locationHashes[0] = cdbHash(this.locationKey.bytes, 0, start.length);
    this.key = this.locationKey;
  }

  /** `now` in seconds since 1970. */
  setClock(now: number): void {
    if (now === this.unixNow) return;
    this.unixNow = now;
    const seconds = Math.floor(now) + TAI64_OFFSET;
    this.nowHigh = TAI64_HIGH + Math.floor(seconds / TWO_32);
    this.nowLow = seconds >>> 0;
  }

  /** Q1: finds the location of a client (IPv4, big-endian); false when the database cannot be read. */
  setClient(client: number): boolean {
    const entry = Math.imul(client, SPREAD) >>> (32 - KNOWN_CLIENTS_BITS);
    const { known } = this;
    if (known && known.locations[entry] >= 0 && known.clients[entry] === (client | 0)) {
      this.clientLocation = known.locations[entry];
      return true;
    }
    const location = this.findLocation(client);
    if (location < 0) return false;
    this.clientLocation = location;
    if (known) {
      known.clients[entry] = client;
      known.locations[entry] = location;
    } else if (this.hasClient) this.known = new KnownClients();
    this.hasClient = true;
    return true;
  }

  /** -1 when the database cannot be read. */
  private findLocation(client: number): number {
    const { locationKey: key, locationHashes: hashes, locationStart: start } = this;
    for (let octet = 0; octet < OCTETS; octet++) {
      const byte = (client >>> (24 - 8 * octet)) & 255;
      key.bytes[start + octet] = byte;
      hashes[octet + 1] = Math.imul(hashes[octet], 33) ^ byte;
    }
    for (let octets = OCTETS; octets >= 0; octets--) {
      this.startHashed(hashes[octets], key, 0, start + octets);
      if (this.nextWithKey()) return this.storedLocation();
      if (this.broken) return -1;
    }
    return 0;
  }

  private storedLocation(): number {
    if (this.end - this.value !== 2) return 0;
    if (this.end <= this.bytes.length) return this.view.getUint16(this.value);
    this.breakOff("malformed", this.position);
    return -1;
  }

  /**
   * The hash of the name that starts at `from` in a lower-case name and is likely to be looked up next. Its slot is read
   * ahead: half of the time that an answer from a large database takes is waiting for memory, and so one wait covers two.
   */
  foresee(name: NameBuffer, from: number): number {
    const hash = cdbHash(name.bytes, from, name.length);
    const head = (hash & 255) * 8;
    if (head + 8 > this.bytes.length) return hash;
    const slots = this.view.getUint32(head + 4, true);
    if (slots > 0) this.ahead ^= this.bytes[this.view.getUint32(head, true) + ((hash >>> 8) % slots) * 8];
    return hash;
  }

  /** Begins with the records of the name that starts at `from` in a lower-case name; `foresee` may know its hash. */
  start(name: NameBuffer, from: number, hash = cdbHash(name.bytes, from, name.length)): void {
    this.startHashed(hash, name, from, name.length);
  }

  /** Q3: goes to the next record that the client sees, among the wildcards or among the others. */
  next(wildcard: boolean): boolean {
    while (this.nextStored()) {
      if (!this.isLocal()) continue;
      if (this.wildcard !== wildcard) {
        this.passedOthers = true;
        continue;
      }
      if (!this.readTimes()) return false;
      if (this.timing() !== "visible") continue;
      if (this.ttl === 0 && this.isStamped()) this.ttl = this.remaining();
      return true;
    }
    return false;
  }

  /** Goes to the next record of the name, visible or not; its times are not read yet. */
  nextStored(): boolean {
    if (!this.nextWithKey()) return false;
    const { view, position, value, end } = this;
    if (end - value > MAX_VALUE) return this.breakOff("dropped-big-record", position);
    if (end > this.bytes.length || end - value < 3) return this.breakOff("malformed", position);
    this.type = view.getUint16(value);
    const marker = this.bytes[value + 2];
    if (marker === LOCATED || marker === WILD_LOCATED) {
      if (end - value < 5) return this.breakOff("malformed", position);
      this.location = view.getUint16(value + 3);
      this.wildcard = marker === WILD_LOCATED;
      this.rdata = value + 5;
    } else {
      this.location = -1;
      this.wildcard = marker === WILD;
      this.rdata = value + 3;
    }
    return true;
  }

  /** Makes a record of a list the current one; does not change where `next` goes. */
  show(list: RecordList, index: number): void {
    this.position = list.positions[index];
    this.value = list.values[index];
    this.rdata = list.rdatas[index];
    this.end = list.ends[index];
    this.type = list.types[index];
    this.ttl = list.ttls[index];
  }

  /** Reads ttl and timestamp of a stored record, after which `rdata` is where it belongs. */
  readTimes(): boolean {
    const { view, rdata } = this;
    if (this.end - rdata < 12) return this.breakOff("malformed", this.position);
    this.ttl = view.getUint32(rdata);
    this.stampHigh = view.getUint32(rdata + 4);
    this.stampLow = view.getUint32(rdata + 8);
    this.rdata = rdata + 12;
    return true;
  }

  /** Q2. */
  isLocal(): boolean {
    return this.location < 0 || this.location === this.clientLocation;
  }

  /** Q4: with ttl 0 the timestamp is an end, otherwise a start. */
  timing(): Timing {
    if (!this.isStamped()) return "visible";
    const { stampHigh, stampLow, nowHigh, nowLow } = this;
    const past = stampHigh < nowHigh || (stampHigh === nowHigh && stampLow < nowLow);
    if (this.ttl === 0) return past ? "no-longer" : "visible";
    return past ? "visible" : "not-yet";
  }

  /** The timestamp in seconds since 1970; undefined when there is none. */
  stampSeconds(): number | undefined {
    if (!this.isStamped()) return undefined;
    return (this.stampHigh - TAI64_HIGH) * TWO_32 + this.stampLow - TAI64_OFFSET;
  }

  private isStamped(): boolean {
    return (this.stampHigh | this.stampLow) !== 0;
  }

  /** Q4: the ttl of a record that is going to end. */
  private remaining(): number {
    const seconds = (this.stampHigh - this.nowHigh) * TWO_32 + (this.stampLow - this.nowLow);
    return Math.max(SHORTEST_TTL, Math.min(seconds, LONGEST_TTL));
  }

  /** `hash` is signed. */
  private startHashed(hash: number, key: NameBuffer, from: number, to: number): void {
    this.key = key;
    this.keyFrom = from;
    this.keyLength = to - from;
    this.hash = hash;
    this.broken = undefined;
    this.passedOthers = false;
    this.probes = 0;
    this.slots = 0;
    const head = (hash & 255) * 8;
    if (head + 8 > this.bytes.length) {
      this.breakOff("malformed");
      return;
    }
    this.slots = this.view.getUint32(head + 4, true);
    if (this.slots === 0) return;
    this.table = this.view.getUint32(head, true);
    this.slot = (hash >>> 8) % this.slots;
  }

  /** C9: goes to the next record with the key; sets `position`, `value` and `end`. */
  private nextWithKey(): boolean {
    const { view, hash, slots, table } = this;
    const size = this.bytes.length;
    while (this.probes < slots) {
      const at = table + this.slot * 8;
      if (at + 8 > size) return this.breakOff("malformed");
      const position = view.getUint32(at + 4, true);
      if (position === 0) break;
      this.probes++;
      if (++this.slot === slots) this.slot = 0;
      if (view.getInt32(at, true) !== hash) continue;
      if (position + 8 > size) return this.breakOff("malformed");
      const length = this.keyLength;
      if (view.getUint32(position, true) !== length) continue;
      const value = position + 8 + length;
      if (value > size) return this.breakOff("malformed");
      if (!this.hasKey(position + 8)) continue;
      this.position = position;
      this.value = value;
      this.end = value + view.getUint32(position + 4, true);
      return true;
    }
    this.slots = 0;
    return false;
  }

  /** Four bytes at a time; the last four may overlap those before. */
  private hasKey(at: number): boolean {
    const { view, key, keyFrom: from, keyLength: length } = this;
    if (length < 4) {
      for (let index = 0; index < length; index++) if (this.bytes[at + index] !== key.bytes[from + index]) return false;
      return true;
    }
    const last = length - 4;
    for (let index = 0; index < last; index += 4) {
      if (view.getInt32(at + index, true) !== key.view.getInt32(from + index, true)) return false;
    }
    return view.getInt32(at + last, true) === key.view.getInt32(from + last, true);
  }

  private breakOff(cause: Breakage, culprit = -1): false {
    this.broken = cause;
    this.culprit = culprit;
    this.slots = 0;
    return false;
  }
}
