/**
 * What a line publishes: the one place for it. Compiler, model, hover and simulation all read the records that
 * `Expander` finds, in the order in which tinydns-data writes them. Specification sections 5 and 6 (V1 to V4, R1 to
 * R12), 9 (K1, K2).
 *
 * A record in the buffer is a cdb record: u32le key length, u32le data length, key, data. Who needs no more than types,
 * names, times and addresses lets nothing of a record be written but its data, and of that not the names.
 */
import type { Dialect, LineType } from "djblint-grammars/tinydns/fields";
import type { LineScanner } from "djblint-grammars/tinydns/scanner";
import { IPV4_MARK, IPV6_MARK } from "../model/tinydns/location-code.js";
import {
  Notice,
  ScannedAddress,
  ScannedNumber,
  scanAddress,
  scanNumber,
  writeTimestamp,
} from "../model/tinydns/scalars.js";
import { areUsualTimers } from "../model/tinydns/soa-timers.js";
import { LOWER, lowerFour, WireWriter } from "../model/tinydns/wire.js";
import { cdbHash, HASH_START, putU32 } from "./cdb.js";

/** Record types that djbdns knows by name. */
export const TYPE = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  NAPTR: 35,
  AXFR: 252,
} as const;

/** What makes tinydns-data stop (E3), and in which field. */
export type Fault =
  | { readonly kind: "unrecognized" }
  | { readonly kind: "name"; readonly field: number }
  | { readonly kind: "port"; readonly field: number }
  | { readonly kind: "prohibited"; readonly field: number; readonly type: number }
  | { readonly kind: "long-text"; readonly field: number };

/** R11: types that tinydns-data makes itself, by the word that it prints. */
export const PROHIBITED: ReadonlyMap<number, string> = new Map([
  [TYPE.AXFR, "AXFR"],
  [0, "0"],
  [TYPE.SOA, "SOA"],
  [TYPE.NS, "NS"],
  [TYPE.CNAME, "CNAME"],
  [TYPE.PTR, "PTR"],
  [TYPE.MX, "MX"],
]);

/** Default of a ttl field (N4). */
const HOST_TTL = 86400;
const SERVER_TTL = 259200;
const ZONE_TTL = 2560;
/** SOA timers that tinydns-data fills in: refresh, retry, expire, minimum (R2b). */
const SOA_DEFAULTS = [16384, 2048, 1048576, 2560] as const;

/** A string of a TXT record holds at most this many bytes (X2). */
const TXT_PIECE = 127;

/** Distances from here on look like a ttl. */
const LARGE_DISTANCE = 300;
/** Ttls up to here look like a distance. */
const SMALL_TTL = 100;

const DOT = 46;
/** Of an IPv6 address, that the IPv6 family looks up. */
const FLAT_DIGITS = 16;
const BLANK = 32;
const QUOTE = 34;
const AMPERSAND = 38;
const APOSTROPHE = 39;
export const MAX_RECORDS = 3;
/** Names that a line has, at most. */
export const MAX_NAMES = 3;
/** The first name of a line is the owner; the second is the server, the target or the reverse name. */
const OWNER = 0;
const SECOND = 1;
export const NO_TARGET = 255;
/** In the place of a name: d.c.b.a.in-addr.arpa for the address of the line. Only whole records have it in full. */
export const REVERSE_NAME = 254;

/** The serial of a zone whose line names none: the time of change of `data`, never 0. */
export function defaultSerial(mtime: number): number {
  return Math.floor(mtime) >>> 0 || 1;
}

/** Knows the endings of names that it saw before. */
export interface KnownEndings {
  /**
   * The number of the name above a name in a text, when it is one of these and nothing about the name is worth a
   * `Notice`; else -1. The first label begins where the name does.
   */
  parentOfPlain(src: Uint8Array, from: number, to: number): number;
}

export class Expander {
  /** The records of the last line, from `starts[0]` on. Grows with the lines: a tree may have hundreds of small files. */
  readonly out = new WireWriter();
  readonly starts = new Int32Array(MAX_RECORDS);
  /** cdb hash of each record's key. */
  readonly hashes = new Uint32Array(MAX_RECORDS);
  /** Where the type-specific data of each record stands in `out`. */
  readonly dataStarts = new Int32Array(MAX_RECORDS);
  readonly dataEnds = new Int32Array(MAX_RECORDS);
  readonly types = new Uint16Array(MAX_RECORDS);
  readonly ttls = new Uint32Array(MAX_RECORDS);
  /** How many records the last line made. */
  count = 0;
  /** What was read otherwise than it looks, of the last line (`Notice`). */
  notices = 0;
  fault: Fault | undefined;

  /** Names of the line in wire form, with their case: the owner first, then those that the line points to. */
  readonly names = new WireWriter(4096);
  /** Where each name starts in `names`; it ends where the next one starts. */
  readonly nameStarts = new Int32Array(MAX_NAMES + 1);
  private nameCount = 0;
  /** The text of each name, and where in it the name stands; nowhere for names that the line does not hold. */
  readonly nameTexts: Uint8Array[] = [];
  readonly nameFroms = new Int32Array(MAX_NAMES);
  readonly nameTos = new Int32Array(MAX_NAMES);
  /** The number of the name above each whose ending is known, which then is not in `names`; else -1. */
  readonly nameParents = new Int32Array(MAX_NAMES);
  /** Which name owns each record, and which it points to; `NO_TARGET` for records without a name in them. */
  readonly owners = new Uint8Array(MAX_RECORDS);
  readonly targets = new Uint8Array(MAX_RECORDS);

  private readonly number = new ScannedNumber();
  /** Of the line, if it has one. */
  readonly address = new ScannedAddress();
  private joined = new Uint8Array(1024);
  private ttl = 0;
  /** Of all records of the line; see `Notice.Stamped`. */
  readonly timestamp = new Uint8Array(8);
  private readonly timestampView = new DataView(this.timestamp.buffer);
  /** High and low byte, or -1; of all records of the line. */
  location = -1;

  private serial = 1;
  private endings: KnownEndings | undefined;

  constructor(private readonly dialect: Dialect) {}

  /**
   * Goes on with the lines of another file; the serial is that of zones whose line names none. With `endings`, no whole
   * records are written to `out`, but their data without names.
   */
  begin(serial: number, endings?: KnownEndings): this {
    this.out.at = 0;
    this.serial = serial;
    this.endings = endings;
    return this;
  }

  /** Puts the records of a line behind `out.at`. False when tinydns-data would stop: then `fault` tells why. */
  expand(line: LineScanner, type: LineType): boolean {
    this.count = 0;
    this.notices = 0;
    this.fault = undefined;
    this.names.at = 0;
    this.names.notices = 0;
    this.nameCount = 0;
    this.out.reserve((line.end - line.start) * 2 + 4096);
    const done = this.dispatch(line, type.code);
    this.notices |= this.names.notices;
    if (line.fieldCount > type.fields.length) this.notices |= Notice.ExtraField;
    if (!done) this.notices |= Notice.Fault;
    return done;
  }

  private dispatch(line: LineScanner, code: number): boolean {
    switch (code) {
      case 43: // +
        return this.host(line, false);
      case 61: // =
        return this.host(line, true);
      case 46: // .
        return this.nameServer(line, true);
      case 38: // &
        return this.nameServer(line, false);
      case 64: // @
        return this.mailExchanger(line);
      case 67: // C
        return this.pointer(line, TYPE.CNAME);
      case 94: // ^
        return this.pointer(line, TYPE.PTR);
      case 39: // '
        return this.text(line);
      case 90: // Z
        return this.zone(line);
      case 58: // :
        return this.generic(line);
      case 37: // %
        return this.locationLine(line);
      case 83: // S
        return this.service(line);
      case 51: // 3
        return this.host6(line, false);
      case 54: // 6
        return this.host6(line, true);
      default: // N
        return this.naptr(line);
    }
  }

  /** R4, R5. */
  private host(line: LineScanner, reverse: boolean): boolean {
    if (!this.name(line, 0)) return false;
    this.tail(line, 2, HOST_TTL);
    if (!this.readAddress(line, 1)) {
      this.notices |= Notice.AddressMissing;
      return true;
    }
    this.open(TYPE.A, OWNER, this.ttl);
    this.out.u32(this.address.value);
    this.close();
    if (!reverse) return true;
    this.open(TYPE.PTR, this.reverseName(), this.ttl);
    this.point(OWNER);
    this.close();
    return true;
  }

  /** R2, R3. */
  private nameServer(line: LineScanner, authority: boolean): boolean {
    if (!this.name(line, 0)) return false;
    if (!this.server(line, 2, ".ns.")) return false;
    // N4: the SOA has its own ttl; only an explicit 0 of the line carries over.
    const soaTtl = this.tail(line, 3, SERVER_TTL) ? ZONE_TTL : 0;
    const { out } = this;
    if (authority) {
      this.open(TYPE.SOA, OWNER, soaTtl);
      this.point(SECOND);
      out.ascii("\nhostmaster");
      this.putName(OWNER);
      out.u32(this.serial);
      for (const timer of SOA_DEFAULTS) out.u32(timer);
      this.close();
    }
    this.open(TYPE.NS, OWNER, this.ttl);
    this.point(SECOND);
    this.close();
    this.serverAddress(line);
    return true;
  }

  /** R6. */
  private mailExchanger(line: LineScanner): boolean {
    if (!this.name(line, 0)) return false;
    if (!this.server(line, 2, ".mx.")) return false;
    const distance = this.readNumber(line, 3, 0, 0xffff);
    this.tail(line, 4, HOST_TTL);
    const isTtlSmall = this.ttl <= SMALL_TTL;
    if (distance >= LARGE_DISTANCE && (isTtlSmall || line.to(4) === line.from(4))) this.notices |= Notice.Distance;
    if (isTtlSmall && line.to(3) === line.from(3)) this.notices |= Notice.Distance;
    this.open(TYPE.MX, OWNER, this.ttl);
    this.out.u16(distance);
    this.point(SECOND);
    this.close();
    this.serverAddress(line);
    return true;
  }

  /** R12. */
  private service(line: LineScanner): boolean {
    if (!this.name(line, 0)) return false;
    if (!this.server(line, 2, ".srv.")) return false;
    const port = this.readNumber(line, 3, -1, 0xffff);
    if (port < 0) return this.stop({ kind: "port", field: 3 });
    const priority = this.readNumber(line, 4, 0, 0xffff);
    const weight = this.readNumber(line, 5, 0, 0xffff);
    this.tail(line, 6, HOST_TTL);
    const { out } = this;
    this.open(TYPE.SRV, OWNER, this.ttl);
    out.u16(priority);
    out.u16(weight);
    out.u16(port);
    this.point(SECOND);
    this.close();
    this.serverAddress(line);
    return true;
  }

  /** R8, R9. */
  private pointer(line: LineScanner, type: number): boolean {
    if (!this.name(line, 0) || !this.name(line, 1)) return false;
    this.tail(line, 2, HOST_TTL);
    this.open(type, OWNER, this.ttl);
    this.point(SECOND);
    this.close();
    return true;
  }

  /** R7, X2. */
  private text(line: LineScanner): boolean {
    if (!this.name(line, 0)) return false;
    this.tail(line, 2, HOST_TTL);
    this.open(TYPE.TXT, OWNER, this.ttl);
    const { out } = this;
    const from = out.at;
    const misleads = out.escaped(line.bytes, line.from(1), line.to(1));
    if (misleads || isNoteworthyText(out.bytes, from, out.at)) this.notices |= Notice.Text;
    cutIntoPieces(out, from);
    this.close();
    return true;
  }

  /** R10. */
  private zone(line: LineScanner): boolean {
    for (let field = 0; field < 3; field++) {
      if (!this.decodeName(line.bytes, line.from(field), line.to(field))) return this.stop({ kind: "name", field });
    }
    const serial = this.readNumber(line, 3, this.serial);
    const timers = SOA_DEFAULTS.map((fallback, index) => this.readNumber(line, 4 + index, fallback));
    if (!areUsualTimers(timers) || !this.isUsualMailbox()) this.notices |= Notice.Zone;
    this.tail(line, 8, ZONE_TTL);
    this.open(TYPE.SOA, OWNER, this.ttl);
    this.point(SECOND);
    this.putName(SECOND + 1);
    this.out.u32(serial);
    for (const timer of timers) this.out.u32(timer);
    this.close();
    return true;
  }

  /** Whether the third name of a line has two labels or more and is not the second once more. */
  private isUsualMailbox(): boolean {
    const { bytes } = this.names;
    const [, server, mailbox, end] = this.nameStarts;
    if (bytes[mailbox] === 0 || bytes[mailbox + bytes[mailbox] + 1] === 0) return false;
    if (mailbox - server !== end - mailbox) return true;
    for (let at = 0; at < end - mailbox; at++) {
      if (LOWER[bytes[server + at]] !== LOWER[bytes[mailbox + at]]) return true;
    }
    return false;
  }

  /** R11. */
  private generic(line: LineScanner): boolean {
    if (!this.name(line, 0)) return false;
    const type = this.readNumber(line, 1, 0, 0xffff);
    if (PROHIBITED.has(type)) return this.stop({ kind: "prohibited", field: 1, type });
    this.tail(line, 3, HOST_TTL);
    this.open(type, OWNER, this.ttl);
    const from = this.out.at;
    const misleads = this.out.escaped(line.bytes, line.from(2), line.to(2));
    // The usual way to write an IPv6 address where no other line can hold one.
    const isUsual = type === TYPE.AAAA && this.out.at - from === 16 && this.dialect !== "ipv6" && !misleads;
    if (!isUsual) this.notices |= Notice.Generic;
    this.close();
    return true;
  }

  /** K2. */
  private naptr(line: LineScanner): boolean {
    if (!this.name(line, 0) || !this.name(line, 6)) return false;
    const order = this.readNumber(line, 1, 0, 0xffff);
    const preference = this.readNumber(line, 2, 0, 0xffff);
    this.tail(line, 7, HOST_TTL);
    const { out } = this;
    this.open(TYPE.NAPTR, OWNER, this.ttl);
    out.u16(order);
    out.u16(preference);
    for (let field = 3; field < 6; field++) {
      const lengthAt = out.at++;
      out.escaped(line.bytes, line.from(field), line.to(field));
      const length = out.at - lengthAt - 1;
      if (length > 255) return this.stop({ kind: "long-text", field });
      out.bytes[lengthAt] = length;
    }
    this.putName(SECOND);
    this.close();
    return true;
  }

  /** K1. */
  private host6(line: LineScanner, reverse: boolean): boolean {
    if (!this.name(line, 0)) return false;
    this.tail(line, 2, HOST_TTL);
    const { bytes } = line;
    const from = line.from(1);
    const to = line.to(1);
    if (!isHex(bytes, from, to)) {
      this.notices |= Notice.Address6;
      return true;
    }
    if (to - from > 32) this.notices |= Notice.Address6;
    this.open(TYPE.AAAA, OWNER, this.ttl);
    for (let at = from; at < from + 32; at += 2) this.out.u8((hexValue(bytes[at]) << 4) | hexValue(bytes[at + 1]));
    this.close();
    if (!reverse) return true;
    for (const zone of ["\x03ip6\x04arpa\0", "\x03ip6\x03int\0"]) {
      for (let at = from + 31; at >= from; at--) {
        this.names.u8(1);
        this.names.u8(LOWER[bytes[at]]);
      }
      this.names.ascii(zone);
      this.endName(this.names.bytes, 0, 0, -1);
      this.open(TYPE.PTR, this.nameCount - 1, this.ttl);
      this.point(OWNER);
      this.close();
    }
    return true;
  }

  /** R1, V3. */
  private locationLine(line: LineScanner): boolean {
    const { bytes } = line;
    const { out } = this;
    this.readLocation(line, 0);
    const code = Math.max(0, this.location);
    const start = out.at;
    this.starts[this.count] = start;
    out.at += 8;
    out.u8(0);
    out.u8(37);
    this.prefix(bytes, line.from(1), line.to(1));
    this.hashes[this.count] = cdbHash(out.bytes, start + 8, out.at);
    putU32(out.bytes, start, out.at - start - 8);
    putU32(out.bytes, start + 4, 2);
    out.u16(code);
    this.count++;
    return true;
  }

  /** R1; K7: the IPv6 family marks IPv4 prefixes with an f, which may be written, and IPv6 prefixes with an s. */
  private prefix(bytes: Uint8Array, from: number, to: number): void {
    if (this.dialect !== "ipv6") this.octetPrefix(bytes, from, to);
    else if (from < to && bytes[from] === IPV6_MARK) this.flatPrefix(bytes, from, to);
    else {
      this.out.u8(IPV4_MARK);
      this.octetPrefix(bytes, from < to && bytes[from] === IPV4_MARK ? from + 1 : from, to);
    }
  }

  /** R1: the numbers of a prefix, as far as it is made of digits and dots. */
  private octetPrefix(bytes: Uint8Array, from: number, to: number): void {
    const { out, number } = this;
    const octets = out.at;
    let at = from;
    let isUsual = at >= to || bytes[at] !== DOT;
    for (;;) {
      while (at < to && bytes[at] === DOT) at++;
      if (!scanNumber(bytes, at, to, number)) break;
      if (number.wide || number.low > 255) isUsual = false;
      out.reserve(4096);
      out.u8(number.low);
      at = number.end;
    }
    const count = out.at - octets;
    if (at < to || count > 4 || (count > 0 && isNetworkNumber(out.bytes.subarray(octets, out.at)))) isUsual = false;
    if (!isUsual) this.notices |= Notice.Prefix;
  }

  /** K7: an s and whatever stands behind it, up to a NUL; clients are looked up with up to 16 digits in lower case. */
  private flatPrefix(bytes: Uint8Array, from: number, to: number): void {
    const { out } = this;
    let at = from;
    out.reserve(to - from);
    while (at < to && bytes[at] !== 0) out.u8(bytes[at++]);
    const digits = bytes.subarray(from + 1, to);
    const isUsual = digits.length <= FLAT_DIGITS && digits.every((byte) => hexValue(byte) >= 0 && LOWER[byte] === byte);
    if (!isUsual) this.notices |= Notice.Prefix;
  }

  /** Takes the name in a field. */
  private name(line: LineScanner, field: number): boolean {
    return this.takeName(line.bytes, line.from(field), line.to(field)) || this.stop({ kind: "name", field });
  }

  private takeName(text: Uint8Array, from: number, to: number): boolean {
    const parent = this.endings === undefined ? -1 : this.endings.parentOfPlain(text, from, to);
    return parent < 0 ? this.decodeName(text, from, to) : this.endName(text, from, to, parent);
  }

  /** Adds a name to `names`. */
  private decodeName(text: Uint8Array, from: number, to: number): boolean {
    return this.names.name(text, from, to) && this.endName(text, from, to, -1);
  }

  private endName(text: Uint8Array, from: number, to: number, parent: number): true {
    const index = this.nameCount++;
    this.nameTexts[index] = text;
    this.nameFroms[index] = from;
    this.nameTos[index] = to;
    this.nameParents[index] = parent;
    this.nameStarts[index + 1] = this.names.at;
    return true;
  }

  /** R2a: without a dot, x is completed by the infix and the owner, textually. */
  private server(line: LineScanner, field: number, infix: string): boolean {
    const { bytes } = line;
    const from = line.from(field);
    const to = line.to(field);
    for (let at = from; at < to; at++) if (bytes[at] === DOT) return this.name(line, field);
    const ownerFrom = line.from(0);
    const size = to - from + infix.length + line.to(0) - ownerFrom;
    if (to - from > 1) this.notices |= Notice.ShortServer;
    if (size > this.joined.length) this.joined = new Uint8Array(size * 2);
    let at = 0;
    for (let index = from; index < to; index++) this.joined[at++] = bytes[index];
    // An empty x leaves the infix's own dot in front; that is no slip of the author.
    for (let index = at === 0 ? 1 : 0; index < infix.length; index++) this.joined[at++] = infix.charCodeAt(index);
    for (let index = ownerFrom; index < line.to(0); index++) this.joined[at++] = bytes[index];
    return this.takeName(this.joined, 0, at) || this.stop({ kind: "name", field });
  }

  /** A at the server's name, when the line has an address. */
  private serverAddress(line: LineScanner): void {
    if (!this.readAddress(line, 1)) return;
    this.open(TYPE.A, SECOND, this.ttl);
    this.out.u32(this.address.value);
    this.close();
  }

  private readAddress(line: LineScanner, field: number): boolean {
    const from = line.from(field);
    const to = line.to(field);
    if (scanAddress(line.bytes, from, to, this.address)) {
      this.notices |= this.address.notices;
      return true;
    }
    if (to > from) this.notices |= Notice.AddressMissing;
    return false;
  }

  /** A number, cut to 32 bits or to `mask`; the fallback when there is no digit. */
  private readNumber(line: LineScanner, field: number, fallback: number, mask = 0xffffffff): number {
    const from = line.from(field);
    const to = line.to(field);
    if (to === from) return fallback;
    const { number } = this;
    if (!scanNumber(line.bytes, from, to, number)) {
      this.notices |= Notice.NumberMissing;
      return fallback;
    }
    if (number.end < to) this.notices |= Notice.NumberRest;
    if (number.wide || number.low > mask) this.notices |= Notice.NumberWraps;
    return (number.low & mask) >>> 0;
  }

  /** The ttl, timestamp and location that end most lines. False when the ttl is written and is 0 modulo 2^64. */
  private tail(line: LineScanner, field: number, fallback: number): boolean {
    this.number.nonzero = true;
    const { fieldCount } = line;
    this.ttl = fieldCount > field ? this.readNumber(line, field, fallback) : fallback;
    const { nonzero } = this.number;
    if (fieldCount > field + 1 && line.to(field + 1) > line.from(field + 1)) {
      this.notices |= Notice.Stamped;
      const clean = writeTimestamp(line.bytes, line.from(field + 1), line.to(field + 1), this.timestamp);
      if (!clean) this.notices |= Notice.Timestamp;
    }
    if (fieldCount > field + 2) this.readLocation(line, field + 2);
    else this.location = -1;
    return nonzero;
  }

  /** O1. */
  private readLocation(line: LineScanner, field: number): void {
    const from = line.from(field);
    const size = line.to(field) - from;
    if (size <= 0) {
      this.location = -1;
      return;
    }
    if (size > 2) this.notices |= Notice.Location;
    this.location = (line.bytes[from] << 8) | (size > 1 ? line.bytes[from + 1] : 0);
    // Two zero bytes are the code of "no location".
    if (this.location === 0) this.location = -1;
  }

  /** Begins a record. */
  private open(type: number, owner: number, ttl: number): void {
    const { count } = this;
    this.types[count] = type;
    this.ttls[count] = ttl;
    this.owners[count] = owner;
    this.targets[count] = NO_TARGET;
    if (this.endings === undefined) this.putHead(type, owner, ttl);
    this.dataStarts[count] = this.out.at;
  }

  /** Lengths, lower-cased key and its hash, type, marker, ttl, timestamp (V1, V2). */
  private putHead(type: number, owner: number, ttl: number): void {
    const { out, names, nameStarts, location } = this;
    const from = nameStarts[owner];
    const { bytes, view } = out;
    const src = names.bytes;
    const start = out.at;
    const wildcard = src[from] === 1 && src[from + 1] === 42;
    const keyFrom = wildcard ? from + 2 : from;
    const size = nameStarts[owner + 1] - keyFrom;
    this.starts[this.count] = start;
    this.hashes[this.count] = copyKey(names.view, keyFrom, size, view, start + 8);
    view.setUint32(start, size, true);
    let at = start + 8 + size;
    view.setUint16(at, type);
    if (location < 0) {
      bytes[at + 2] = wildcard ? 42 : 61;
      at += 3;
    } else {
      bytes[at + 2] = wildcard ? 43 : 62;
      view.setUint16(at + 3, location);
      at += 5;
    }
    view.setUint32(at, ttl);
    at += 4;
    if (this.notices & Notice.Stamped) {
      view.setUint32(at, this.timestampView.getUint32(0));
      view.setUint32(at + 4, this.timestampView.getUint32(4));
    } else {
      view.setUint32(at, 0);
      view.setUint32(at + 4, 0);
    }
    out.at = at + 8;
  }

  /** Writes the name that the record points to. */
  private point(name: number): void {
    this.targets[this.count] = name;
    this.putName(name);
  }

  private putName(name: number): void {
    if (this.endings === undefined) this.out.copyFrom(this.names, this.nameStarts[name], this.nameStarts[name + 1]);
  }

  /** Ends the record that `open` began. */
  private close(): void {
    const record = this.count++;
    const { view, at } = this.out;
    this.dataEnds[record] = at;
    if (this.endings !== undefined) return;
    const start = this.starts[record];
    view.setUint32(start + 4, at - start - 8 - view.getUint32(start, true), true);
  }

  /** The name of d.c.b.a.in-addr.arpa for the address a.b.c.d of the line. */
  private reverseName(): number {
    if (this.endings !== undefined) return REVERSE_NAME;
    this.names.reverseName(this.address.value);
    this.endName(this.names.bytes, 0, 0, -1);
    return SECOND;
  }

  private stop(fault: Fault): false {
    this.fault = fault;
    return false;
  }
}

/**
 * Copies a key in lower case and gives its cdb hash. Takes four bytes at a time, for these are most of the bytes that a
 * compiler writes; up to three behind the end are written too, and are written again by what follows.
 */
function copyKey(src: DataView, from: number, size: number, out: DataView, to: number): number {
  const end = from + size;
  let hash = HASH_START;
  let index = from;
  let at = to;
  for (; index + 4 <= end; index += 4, at += 4) {
    const four = lowerFour(src.getUint32(index, true));
    out.setUint32(at, four, true);
    hash = Math.imul(hash, 33) ^ (four & 255);
    hash = Math.imul(hash, 33) ^ ((four >>> 8) & 255);
    hash = Math.imul(hash, 33) ^ ((four >>> 16) & 255);
    hash = Math.imul(hash, 33) ^ (four >>> 24);
  }
  let rest = lowerFour(src.getUint32(index, true));
  out.setUint32(at, rest, true);
  for (; index < end; index++, rest >>>= 8) hash = Math.imul(hash, 33) ^ (rest & 255);
  return hash;
}

/** Control characters, quotes (e2 begins those of books) and what a word of HTML begins with. */
const NOTEWORTHY = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < BLANK || byte === QUOTE || byte === AMPERSAND || byte === 0xe2 ? 1 : 0,
);

/** Length of 192.168.100.100. */
const ZERO = 48;
const NINE = 57;
const LONGEST_IPV4 = 15;

/** Whether a decoded text is empty, takes several strings, begins with ', could be an address, or holds one of those bytes. */
function isNoteworthyText(bytes: Uint8Array, from: number, to: number): boolean {
  if (to === from || to - from > TXT_PIECE || bytes[from] === APOSTROPHE) return true;
  if (to - from <= LONGEST_IPV4 && isDigit(bytes[from]) && isDigit(bytes[to - 1])) return true;
  for (let at = from; at < to; at++) if (NOTEWORTHY[bytes[at]]) return true;
  return false;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}

/** Whether a prefix names no client but one whose address is a whole network's, or none: 192.168.1.0, 0.0.0.0. */
export function isNetworkNumber(octets: Uint8Array): boolean {
  return octets[0] === 0 || (octets.length === 4 && octets[3] === 0);
}

/** Gives every piece of a text that stands at the end of the buffer its length byte; no text, no byte. */
function cutIntoPieces(out: WireWriter, from: number): void {
  const length = out.at - from;
  const pieces = Math.ceil(length / TXT_PIECE);
  out.reserve(pieces);
  const { bytes } = out;
  // From the last piece to the first, so that nothing is overwritten before it was moved.
  for (let piece = pieces - 1; piece >= 0; piece--) {
    const start = from + piece * TXT_PIECE;
    const size = Math.min(TXT_PIECE, length - piece * TXT_PIECE);
    bytes.copyWithin(start + piece + 1, start, start + size);
    bytes[start + piece] = size;
  }
  out.at += pieces;
}

/** Whether a field begins with 32 hexadecimal digits of either case. */
function isHex(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < 32) return false;
  for (let at = from; at < from + 32; at++) if (hexValue(bytes[at]) < 0) return false;
  return true;
}

function hexValue(byte: number): number {
  const digit = LOWER[byte];
  if (isDigit(digit)) return digit - ZERO;
  return digit >= 97 && digit <= 102 ? digit - 87 : -1;
}
