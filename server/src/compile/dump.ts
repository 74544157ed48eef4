/**
 * A compiled `data.cdb` back as source lines. The lines compile to the same records in the same order, and so to the
 * same bytes. Records that one line can have made (host, name server, mail exchanger, service) become one line again.
 */
import { decodeLatin1 } from "djblint-grammars/text";
import type { Dialect } from "djblint-grammars/tinydns/fields";
import { joinFields, printName, printText } from "djblint-grammars/tinydns/printer";
import { EVERYWHERE, formatLocation, formatPrefix, prefixOfKey } from "../model/tinydns/location-code.js";
import { labelsOf, reverseName } from "../model/tinydns/name-table.js";
import { formatAddress } from "../model/tinydns/scalars.js";
import { readStoredRecord, type StoredRecord } from "../model/tinydns/stored-record.js";
import { LOWER } from "../model/tinydns/wire.js";
import { CdbReader } from "./cdb.js";
import type { SourceDump, Unwritable } from "./dump-rules.js";
import { PROHIBITED, TYPE } from "./expand.js";

export function dumpTinydns(cdb: Uint8Array, dialect: Dialect): SourceDump {
  const lines: string[] = [];
  const unwritable: Unwritable[] = [];
  for (const printed of printAll(cdb, dialect)) {
    if (typeof printed === "string") lines.push(printed);
    else unwritable.push(printed);
  }
  return { lines, unwritable };
}

function* printAll(cdb: Uint8Array, dialect: Dialect): Generator<string | Unwritable> {
  let waiting: Stored | undefined;
  for (const { key, data } of new CdbReader(cdb).records()) {
    const record = isLocation(key, data) ? undefined : readStoredRecord(key, data);
    if (waiting) {
      const together = record && printPair(waiting.record, record, dialect);
      yield together ?? printOne(waiting, dialect);
      waiting = undefined;
      if (together) continue;
    }
    if (record) waiting = { key, data, record };
    else if (isLocation(key, data)) yield printLocation(key, data, dialect);
    else yield unwritable(key, data, "it is no record of tinydns");
  }
  if (waiting) yield printOne(waiting, dialect);
}

interface Stored {
  readonly key: Uint8Array;
  readonly data: Uint8Array;
  readonly record: StoredRecord;
}

function printOne({ key, data, record }: Stored, dialect: Dialect): string | Unwritable {
  return lineFor(record, dialect) ?? unwritable(key, data, "its type has lines of its own, which cannot hold it");
}

function unwritable(key: Uint8Array, data: Uint8Array, reason: string): Unwritable {
  return { key: decodeLatin1(key), data: decodeLatin1(data), reason };
}

/** V3; the IPv6 family marks the prefixes of IPv4 with an f. */
function isLocation(key: Uint8Array, data: Uint8Array): boolean {
  return key.length >= 2 && key[0] === 0 && key[1] === 37 && data.length === 2;
}

function printLocation(key: Uint8Array, data: Uint8Array, dialect: Dialect): string {
  return joinFields("%", [printLocationCode((data[0] << 8) | data[1]), formatPrefix(prefixOfKey(key, dialect))]);
}

/** Two records in a row as the line that makes both; undefined when no line does. */
function printPair(first: StoredRecord, second: StoredRecord, dialect: Dialect): string | undefined {
  if (!sameTail(first, second)) return undefined;
  if (first.type === TYPE.A && second.type === TYPE.PTR) {
    const address = addressOfA(first);
    const isReverse = address !== undefined && sameName(second.owner, reverseName(address));
    if (!isReverse || !sameName(first.owner, second.rdata)) return undefined;
    // The PTR keeps the case of the line, the owner of the address does not.
    return joinFields("=", [printWire(second.rdata), formatAddress(address), ...tail(first)]);
  }
  const server = serverOf(first);
  const address = second.type === TYPE.A ? addressOfA(second) : undefined;
  if (!server || address === undefined || !sameName(second.owner, server)) return undefined;
  return printServer(first, formatAddress(address), dialect);
}

/** Undefined when no line makes the record. */
function lineFor(record: StoredRecord, dialect: Dialect): string | undefined {
  const owner = printWire(record.owner);
  const { type, rdata } = record;
  const address = addressOfA(record);
  if (address !== undefined) return joinFields("+", [owner, formatAddress(address), ...tail(record)]);
  if ((type === TYPE.PTR || type === TYPE.CNAME) && isOneName(rdata)) {
    return joinFields(type === TYPE.PTR ? "^" : "C", [owner, printWire(rdata), ...tail(record)]);
  }
  if (type === TYPE.SOA) {
    const line = printSoa(owner, record);
    if (line) return line;
  }
  if (type === TYPE.TXT) {
    const text = textOf(rdata);
    if (text !== undefined) return joinFields("'", [owner, printText(decodeLatin1(text)), ...tail(record)]);
  }
  if (type === TYPE.AAAA && rdata.length === 16 && dialect === "ipv6") {
    return joinFields("3", [owner, hex(rdata), ...tail(record)]);
  }
  const server = printServer(record, "", dialect);
  if (server) return server;
  // For example the SOA of a . line whose hostmaster name became too long: no other line can hold it.
  if (PROHIBITED.has(type)) return undefined;
  return joinFields(":", [owner, String(type), printText(decodeLatin1(rdata)), ...tail(record)]);
}

/** Lines that name a server: & @ S. Undefined for other types and for data that is no name. */
function printServer(record: StoredRecord, address: string, dialect: Dialect): string | undefined {
  const server = serverOf(record);
  if (!server) return undefined;
  const { type, rdata } = record;
  const start = [printWire(record.owner), address, withDot(printWire(server))];
  if (type === TYPE.NS) return joinFields("&", [...start, ...tail(record)]);
  if (type === TYPE.MX) return joinFields("@", [...start, String(number(rdata, 0)), ...tail(record)]);
  if (dialect === "djbdns") return undefined;
  const [priority, weight, port] = [0, 2, 4].map((at) => String(number(rdata, at)));
  return joinFields("S", [...start, port, priority, weight, ...tail(record)]);
}

/** R2a: only a name with a dot is taken as it stands. */
function withDot(name: string): string {
  return name.includes(".") ? name : `${name}.`;
}

/** The name that an NS, MX or SRV record points to. */
function serverOf({ type, rdata }: StoredRecord): Uint8Array | undefined {
  const at = type === TYPE.NS ? 0 : type === TYPE.MX ? 2 : type === TYPE.SRV ? 6 : -1;
  return at >= 0 && isOneName(rdata.subarray(at)) ? rdata.subarray(at) : undefined;
}

function printSoa(owner: string, record: StoredRecord): string | undefined {
  const { rdata } = record;
  const first = nameLength(rdata, 0);
  const second = first && nameLength(rdata, first);
  if (!first || !second || rdata.length !== first + second + 20) return undefined;
  const view = new DataView(rdata.buffer, rdata.byteOffset + first + second, 20);
  const numbers = [0, 4, 8, 12, 16].map((at) => String(view.getUint32(at)));
  const names = [rdata.subarray(0, first), rdata.subarray(first, first + second)].map(printWire);
  return joinFields("Z", [owner, ...names, ...numbers, ...tail(record)]);
}

/** The text of TXT data that is cut as tinydns-data cuts it (X2). */
function textOf(rdata: Uint8Array): Uint8Array | undefined {
  const text: number[] = [];
  for (let at = 0; at < rdata.length; ) {
    const length = rdata[at];
    const end = at + 1 + length;
    const isLast = end === rdata.length;
    if (end > rdata.length || length === 0 || length > 127 || (!isLast && length !== 127)) return undefined;
    text.push(...rdata.subarray(at + 1, end));
    at = end;
  }
  return Uint8Array.from(text);
}

/** ttl, timestamp, location. */
function tail({ ttl, timestamp, location }: StoredRecord): string[] {
  const stamp = timestamp === 0n ? "" : timestamp.toString(16).padStart(16, "0");
  return [String(ttl), stamp, printLocationCode(location)];
}

function sameTail(a: StoredRecord, b: StoredRecord): boolean {
  return a.ttl === b.ttl && a.timestamp === b.timestamp && a.location === b.location;
}

function printLocationCode(code: number): string {
  return code === EVERYWHERE ? "" : formatLocation(code);
}

function addressOfA({ type, rdata }: StoredRecord): number | undefined {
  if (type !== TYPE.A || rdata.length !== 4) return undefined;
  return ((rdata[0] << 24) | (rdata[1] << 16) | (rdata[2] << 8) | rdata[3]) >>> 0;
}

function sameName(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => LOWER[byte] === LOWER[b[at]]);
}

function isOneName(bytes: Uint8Array): boolean {
  return bytes.length > 0 && nameLength(bytes, 0) === bytes.length;
}

/** Length of the wire name at a position; 0 when there is none. */
function nameLength(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at += bytes[at] + 1) {
    if (bytes[at] > 63 || at - from > 254) return 0;
    if (bytes[at] === 0) return at + 1 - from;
  }
  return 0;
}

function printWire(wire: Uint8Array): string {
  return printName(labelsOf(wire));
}

function number(bytes: Uint8Array, at: number): number {
  return (bytes[at] << 8) | bytes[at + 1];
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
