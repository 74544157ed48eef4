/** A stored record taken apart and put into words: tinydns specification section 5 (V1, V2). */
import { decodeLatin1 } from "djblint-grammars/text";
import { TYPE } from "../../compile/expand.js";
import { formatAddress6 } from "./address6.js";
import { EVERYWHERE, formatLocation, type LocationCode } from "./location-code.js";
import { formatName } from "./name-table.js";
import { type RdataFault, valueFaultOf } from "./rdata-values.js";
import { formatAddress, unixOfTai64 } from "./scalars.js";
import { formatParameter, parameterKind } from "./service-parameters.js";

export interface StoredRecord {
  /** Wire form, lower-case, with the `*` label of a wildcard. */
  readonly owner: Uint8Array;
  readonly type: number;
  readonly ttl: number;
  readonly location: LocationCode;
  /** TAI64 label; 0 when the record has none. */
  readonly timestamp: bigint;
  readonly rdata: Uint8Array;
}

/** Key and data of a database record; undefined for a location line or something that is no record. */
export function readStoredRecord(key: Uint8Array, data: Uint8Array): StoredRecord | undefined {
  if (data.length < 15) return undefined;
  const marker = String.fromCharCode(data[2]);
  if (!"=>*+".includes(marker)) return undefined;
  const located = marker === ">" || marker === "+";
  const at = located ? 5 : 3;
  if (data.length < at + 12) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const wildcard = marker === "*" || marker === "+";
  return {
    owner: wildcard ? Uint8Array.of(1, 42, ...key) : key,
    type: view.getUint16(0),
    ttl: view.getUint32(at),
    location: located ? view.getUint16(3) : EVERYWHERE,
    timestamp: view.getBigUint64(at + 4),
    rdata: data.subarray(at + 12),
  };
}

/** Mnemonics of the record types that have one. */
export const RECORD_TYPES: ReadonlyMap<number, string> = new Map([
  ...Object.entries(TYPE).map(([name, type]) => [type, name] as const),
  [13, "HINFO"],
  [17, "RP"],
  [18, "AFSDB"],
  [24, "SIG"],
  [25, "KEY"],
  [29, "LOC"],
  [39, "DNAME"],
  [43, "DS"],
  [44, "SSHFP"],
  [46, "RRSIG"],
  [47, "NSEC"],
  [48, "DNSKEY"],
  [52, "TLSA"],
  [64, "SVCB"],
  [65, "HTTPS"],
  [99, "SPF"],
  [256, "URI"],
  [257, "CAA"],
]);

/** Mnemonic of a record type, `TYPEn` where it has none (RFC 3597). */
export function typeName(type: number): string {
  return RECORD_TYPES.get(type) ?? `TYPE${type}`;
}

/** The type that a mnemonic or `TYPEn` stands for, in any case. */
export function typeNumber(word: string): number | undefined {
  const mnemonic = word.toUpperCase();
  const [, number] = /^TYPE(\d{1,5})$/.exec(mnemonic) ?? [];
  if (number !== undefined) return Number(number) < 0x10000 ? Number(number) : undefined;
  for (const [type, name] of RECORD_TYPES) if (name === mnemonic) return type;
  return undefined;
}

/** The record as a line of a zone file, without its location and time. */
export function formatRecord({ owner, ttl, type, rdata }: StoredRecord): string {
  return `${formatName(owner)} ${ttl} ${typeName(type)} ${formatRdata(type, rdata)}`;
}

/** Record data in the form of a zone file; `\# length hex` for what has none or is broken (RFC 3597). */
export function formatRdata(type: number, rdata: Uint8Array): string {
  const reader = new RdataReader(rdata);
  const text = reader.read(type);
  return text !== undefined && reader.atEnd ? text : `\\# ${rdata.length} ${hex(rdata)}`;
}

/** The strings of a TXT record, one behind the other: so programs read them (RFC 7208 section 3.3, RFC 6376 section 3.6.2.2). */
export function joinedStrings(rdata: Uint8Array): string {
  let text = "";
  for (let at = 0; at < rdata.length; at += rdata[at] + 1) text += decodeLatin1(rdata, at + 1, at + 1 + rdata[at]);
  return text;
}

/** As much of record data as a message can bear. */
export function shortRdata(type: number, rdata: Uint8Array): string {
  const text = formatRdata(type, rdata);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}...` : text;
}

const SHOWN = 60;

/** The form of the record data of each type that is checked, in words. */
export const RDATA_FORMS: ReadonlyMap<number, string> = new Map([
  [TYPE.A, "4 bytes"],
  [13, "two strings, each with its length byte in front"],
  [TYPE.TXT, "strings, each with its length byte in front"],
  [17, "two names in wire form"],
  [18, "a number of 2 bytes and a name in wire form"],
  [TYPE.AAAA, "16 bytes"],
  [29, "16 bytes that begin with \\000"],
  [TYPE.SRV, "priority, weight and port of 2 bytes each and a name in wire form"],
  [TYPE.NAPTR, "order and preference of 2 bytes each, three strings with length bytes, and a name in wire form"],
  [39, "a name in wire form"],
  [43, "a key tag of 2 bytes, algorithm, digest type and digest"],
  [44, "algorithm, fingerprint type and fingerprint"],
  [48, "flags of 2 bytes, protocol, algorithm and key"],
  [52, "usage, selector, matching type and data"],
  [64, "a priority of 2 bytes, a name in wire form and parameters in rising order of their keys"],
  [65, "a priority of 2 bytes, a name in wire form and parameters in rising order of their keys"],
  [99, "strings, each with its length byte in front"],
  [256, "priority and weight of 2 bytes each and an address"],
  [257, "flags, the length of the tag, the tag (letters and digits) and the value"],
]);

/** What is wrong with the data of a record; undefined when nothing is, or when the type is not known. */
export function rdataFaultOf(type: number, rdata: Uint8Array): RdataFault | undefined {
  if (!RDATA_FORMS.has(type)) return undefined;
  const reader = new RdataReader(rdata);
  if (reader.read(type) === undefined || !reader.atEnd) return reader.longString ?? { kind: "form" };
  // The dot may belong to the mailbox of an RP record.
  if (reader.dottedLabel !== undefined && type !== 17) return { kind: "dotted", name: reader.dottedLabel };
  return reader.oddParameter ?? valueFaultOf(type, rdata);
}

/** When a record lives, in words; undefined when it always does. */
export function formatLife({ timestamp, ttl }: Pick<StoredRecord, "timestamp" | "ttl">): string | undefined {
  if (timestamp === 0n) return undefined;
  return `${ttl === 0 ? "until" : "from"} ${formatTai64(timestamp)}`;
}

/** Whom a record is shown to, in words; undefined when it is everybody. */
export function formatAudience({ location }: Pick<StoredRecord, "location">): string | undefined {
  return location === EVERYWHERE ? undefined : `for clients of location ${formatLocation(location)}`;
}

/** Years that a date can be printed for. */
const LATEST = 8640000000000;

/** A TAI64 label as a date, UTC. */
export function formatTai64(label: bigint): string {
  const seconds = unixOfTai64(label);
  if (seconds < 0 && seconds < -62135596800) return "a time before all calendars";
  if (seconds > LATEST) return "a time after all calendars";
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

const DOT = 46;

/** Reads rdata from front to end; every reader gives undefined where the bytes do not fit. */
class RdataReader {
  private at = 0;
  /** The string that did not fit. */
  longString: RdataFault | undefined;
  /** The first parameter that is not of its kind. */
  oddParameter: RdataFault | undefined;
  /** The first label of a name with a dot in it. */
  dottedLabel: string | undefined;

  constructor(private readonly bytes: Uint8Array) {}

  get atEnd(): boolean {
    return this.at === this.bytes.length;
  }

  read(type: number): string | undefined {
    switch (type) {
      case TYPE.A:
        return this.bytes.length === 4 ? formatAddress(this.number(4)!) : undefined;
      case TYPE.AAAA:
        return this.bytes.length === 16 ? formatAddress6(this.take(16)) : undefined;
      case TYPE.NS:
      case TYPE.CNAME:
      case TYPE.PTR:
        return this.name();
      case TYPE.MX:
        return joined([this.number(2), this.name()]);
      case TYPE.SRV:
        return joined([this.number(2), this.number(2), this.number(2), this.name()]);
      case TYPE.SOA:
        return joined([this.name(), this.name(), ...[0, 0, 0, 0, 0].map(() => this.number(4))]);
      case TYPE.TXT:
      case 99:
        return this.strings();
      case TYPE.NAPTR:
        return joined([this.number(2), this.number(2), this.string(), this.string(), this.string(), this.name()]);
      case 257:
        return joined([this.number(1), this.tag(), this.rest()]);
      case 13:
        return joined([this.string(), this.string()]);
      case 17:
        return joined([this.name(), this.name()]);
      case 18:
        return joined([this.number(2), this.name()]);
      case 29:
        return this.place();
      case 39:
        return this.name();
      case 43:
        return joined([this.number(2), this.number(1), this.number(1), this.hexRest()]);
      case 44:
        return joined([this.number(1), this.number(1), this.hexRest()]);
      case 48:
        return joined([this.number(2), this.number(1), this.number(1), this.base64Rest()]);
      case 52:
        return joined([this.number(1), this.number(1), this.number(1), this.hexRest()]);
      case 64:
      case 65:
        return joined([this.number(2), this.name(), ...this.parameters()]);
      case 256:
        return joined([this.number(2), this.number(2), this.restAs(quoted)]);
      default:
        return undefined;
    }
  }

  private number(size: number): number | undefined {
    if (this.at + size > this.bytes.length) return undefined;
    let value = 0;
    for (let index = 0; index < size; index++) value = value * 256 + this.bytes[this.at++];
    return value;
  }

  private name(): string | undefined {
    const start = this.at;
    for (let at = start; at < this.bytes.length; at += this.bytes[at] + 1) {
      if (this.bytes[at] > 63 || at - start > 254) return undefined;
      if (this.bytes[at] !== 0) {
        const end = at + 1 + this.bytes[at];
        const dot = this.bytes.indexOf(DOT, at + 1);
        if (dot >= 0 && dot < end) this.dottedLabel ??= decodeLatin1(this.bytes, at + 1, end);
        continue;
      }
      this.at = at + 1;
      return formatName(this.bytes.subarray(start, at + 1));
    }
    return undefined;
  }

  private string(): string | undefined {
    const bytes = this.counted();
    return bytes && quoted(bytes);
  }

  private tag(): string | undefined {
    const tag = String.fromCharCode(...(this.counted() ?? []));
    return /^[a-z0-9]+$/i.test(tag) ? tag : undefined;
  }

  private counted(): Uint8Array | undefined {
    const length = this.number(1);
    if (length === undefined) return undefined;
    const left = this.bytes.length - this.at;
    if (length > left) {
      this.longString = { kind: "string", at: this.at - 1, length, left };
      return undefined;
    }
    return this.take(length);
  }

  private take(length: number): Uint8Array {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  private strings(): string | undefined {
    const strings: string[] = [];
    while (!this.atEnd) {
      const next = this.string();
      if (next === undefined) return undefined;
      strings.push(next);
    }
    return strings.length > 0 ? strings.join(" ") : undefined;
  }

  /** RFC 9460 section 2.2: key, length and value, in rising order of the keys. */
  private parameters(): (string | undefined)[] {
    const parameters: (string | undefined)[] = [];
    for (let last = -1; !this.atEnd; ) {
      const key = this.number(2);
      const length = this.number(2);
      if (key === undefined || key <= last || length === undefined || this.at + length > this.bytes.length) {
        return [undefined];
      }
      const value = this.take(length);
      const text = formatParameter(key, value);
      const kind = text === undefined ? parameterKind(key) : undefined;
      if (kind) this.oddParameter ??= { kind: "parameter", ...kind, given: length };
      parameters.push(text ?? (length === 0 ? `key${key}` : `key${key}=${quoted(value)}`));
      last = key;
    }
    return parameters;
  }

  /** RFC 1876 sections 2 and 3: degrees in thousandths of a second around 2^31, metres in hundredths from 100 km below. */
  private place(): string | undefined {
    if (this.bytes.length !== 16 || this.number(1) !== 0) return undefined;
    const [size, horizontal, vertical] = [0, 0, 0].map(() => metresOf(this.number(1)!));
    const latitude = degreesOf(this.number(4)!, "N", "S");
    const longitude = degreesOf(this.number(4)!, "E", "W");
    const altitude = (this.number(4)! / 100 - 100000).toFixed(2);
    return `${latitude} ${longitude} ${altitude}m ${size} ${horizontal} ${vertical}`;
  }

  private rest(): string {
    const bytes = this.bytes.subarray(this.at);
    this.at = this.bytes.length;
    return quoted(bytes);
  }

  private hexRest(): string | undefined {
    return this.restAs(hex);
  }

  private base64Rest(): string | undefined {
    return this.restAs((bytes) => btoa(String.fromCharCode(...bytes)));
  }

  /** What is left, in some writing; undefined when it is nothing. */
  private restAs(write: (bytes: Uint8Array) => string): string | undefined {
    const bytes = this.bytes.subarray(this.at);
    this.at = this.bytes.length;
    return bytes.length > 0 ? write(bytes) : undefined;
  }
}

/** A digit and the number of zeros behind it, in hundredths of a metre. */
function metresOf(precision: number): string {
  return `${((precision >> 4) * 10 ** (precision & 15)) / 100}m`;
}

function degreesOf(angle: number, positive: string, negative: string): string {
  const thousandths = Math.abs(angle - 2 ** 31);
  const seconds = ((thousandths % 60000) / 1000).toFixed(3);
  const minutes = Math.floor(thousandths / 60000);
  return `${Math.floor(minutes / 60)} ${minutes % 60} ${seconds} ${angle < 2 ** 31 ? negative : positive}`;
}

function joined(parts: readonly (string | number | undefined)[]): string | undefined {
  return parts.includes(undefined) ? undefined : parts.join(" ");
}

function quoted(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) {
    if (byte === 34 || byte === 92) text += `\\${String.fromCharCode(byte)}`;
    else if (byte >= 32 && byte < 127) text += String.fromCharCode(byte);
    else text += `\\${String(byte).padStart(3, "0")}`;
  }
  return `"${text}"`;
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
