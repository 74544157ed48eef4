/** The grammar inside an address. Specification section 3 (R20 to R27); section 11 for ucspi-tcp6. */
import { decodeLatin1 } from "../text.js";
import type { Dialect } from "./fields.js";
import type { AddressForm, AddressRange } from "./tree.js";

/** An address that stops the compiler, and where in it that becomes clear. */
export interface AddressFault {
  readonly kind: "fault";
  readonly fault: "range" | "address";
  /** The guilty stretch. */
  readonly start: number;
  readonly end: number;
  /** Where reading ends. */
  readonly at: number;
}

const TEXT: AddressForm = { kind: "text" };

const MINUS = 45;
const DOT = 46;
const SLASH = 47;
const ZERO = 48;
const NINE = 57;
const COLON = 58;
const EQUALS = 61;
const AT = 64;

/** What an address may be, as far as its bytes tell at a glance. */
type Style = "text" | "range" | "normalized";

/** Takes the address between two positions of a source apart. */
export function parseAddress(
  bytes: Uint8Array,
  from: number,
  to: number,
  dialect: Dialect,
): AddressForm | AddressFault {
  switch (styleOf(bytes, from, to, dialect)) {
    case "text":
      return TEXT;
    case "range":
      return parseRange(bytes, from, to);
    case "normalized":
      return parseNormalized(decodeLatin1(bytes, from, to), from);
  }
}

/** R21: the first `-` makes a range, unless a host or a user is named. */
export function styleOf(bytes: Uint8Array, from: number, to: number, dialect: Dialect): Style {
  const mayBeNormalized = dialect === "ucspi-tcp6";
  let hasMinus = false;
  let hasName = false;
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte === MINUS) hasMinus = true;
    else if (byte === EQUALS || byte === AT) {
      if (!mayBeNormalized) return "text";
      hasName = true;
    } else if (mayBeNormalized && (byte === COLON || byte === SLASH)) return "normalized";
  }
  return hasMinus && !hasName ? "range" : "text";
}

/** The numbers of a range, and where they stand in the source. */
export interface RangeNumbers {
  readonly kind: "range";
  /** First byte of the bottom number, the `-`, and behind the last byte of the top number. */
  readonly left: number;
  readonly minus: number;
  readonly right: number;
  /** As in `AddressRange`. */
  readonly bottom: number;
  readonly top: number;
}

/** R21 to R23, of an address that is written like a range. */
export function readRange(bytes: Uint8Array, from: number, to: number): RangeNumbers | AddressFault {
  const minus = bytes.indexOf(MINUS, from);
  let left = minus;
  while (left > from && bytes[left - 1] !== DOT) left--;
  let right = minus + 1;
  while (right < to && bytes[right] !== DOT) right++;
  const at = findNonDigit(bytes, left, minus) ?? findNonDigit(bytes, minus + 1, right);
  if (at !== undefined) return { kind: "fault", fault: "range", start: left, end: right, at };
  const bottom = readNumber(bytes, left, minus);
  return { kind: "range", left, minus, right, bottom, top: readNumber(bytes, minus + 1, right) };
}

function parseRange(bytes: Uint8Array, from: number, to: number): AddressRange | AddressFault {
  const range = readRange(bytes, from, to);
  if (range.kind === "fault") return range;
  const { left, minus, right, bottom, top } = range;
  return {
    kind: "range",
    head: decodeLatin1(bytes, from, left),
    tail: decodeLatin1(bytes, right, to),
    bottom: { start: left, end: minus, value: bottom },
    top: { start: minus + 1, end: right, value: top },
  };
}

/** A NUL ends the number, whatever follows (measured). */
function findNonDigit(bytes: Uint8Array, from: number, to: number): number | undefined {
  for (let at = from; at < to && bytes[at] !== 0; at++) if (bytes[at] < ZERO || bytes[at] > NINE) return at;
  return undefined;
}

/** Digits that a double holds without loss. */
const SAFE_DIGITS = 15;

/** R22: nothing is 0, and large numbers wrap at 64 bits. */
function readNumber(bytes: Uint8Array, from: number, to: number): number {
  let number = 0;
  let at = from;
  for (; at < to && bytes[at] !== 0; at++) number = number * 10 + bytes[at] - ZERO;
  return at - from <= SAFE_DIGITS ? number : Number(BigInt.asUintN(64, BigInt(decodeLatin1(bytes, from, at))));
}

/** Addresses of ucspi-tcp6 that it stores in a form of its own. */
function parseNormalized(text: string, start: number): AddressForm | AddressFault {
  if (text.includes("=")) return TEXT;
  const fault: AddressFault = { kind: "fault", fault: "address", start, end: start + text.length, at: start };
  const at = text.indexOf("@");
  const slash = text.indexOf("/");
  if (at >= 0) {
    if (slash >= 0) return TEXT;
    const octets = parseIpv6(text.slice(at + 1));
    return octets ? { kind: "ipv6", head: text.slice(0, at + 1), octets } : fault;
  }
  if (slash >= 0) return parseNetwork(text.slice(0, slash), text.slice(slash + 1)) ?? fault;
  const octets = parseIpv6(text);
  return octets ? { kind: "ipv6", head: "", octets } : fault;
}

function parseNetwork(address: string, length: string): AddressForm | undefined {
  const octets = address.includes(":") ? parseIpv6(address) : scanIpv4(address);
  const bits = Number(length);
  if (octets === undefined || !/^\d+$/.test(length) || bits < 1 || bits > octets.length * 8) return undefined;
  return { kind: "network", octets, bits };
}

/**
 * Section 11: what ucspi-tcp6 reads in front of the slash of an IPv4 network. It takes as many numbers with dots between
 * them as there are, each modulo 256; octets that are missing are 0, and what follows is passed over.
 */
export function scanIpv4(text: string): number[] {
  const numbers = /^\d+(\.\d+){0,3}/.exec(text)?.[0].split(".") ?? [];
  return [0, 1, 2, 3].map((octet) => Number(BigInt(numbers[octet] ?? 0) % 256n));
}

/** The four octets of a dotted address; undefined for anything else. */
export function parseIpv4(text: string): number[] | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined;
  const octets = text.split(".").map(Number);
  return octets.every((octet) => octet <= 255) ? octets : undefined;
}

/** The sixteen octets of an IPv6 address in any spelling; undefined for anything else. */
export function parseIpv6(text: string): number[] | undefined {
  const [before, after, ...more] = text.split("::");
  const head = parseGroups(before, after === undefined);
  const tail = parseGroups(after ?? "", true);
  if (head === undefined || tail === undefined || more.length > 0) return undefined;
  const missing = 16 - head.length - tail.length;
  if (after === undefined ? missing !== 0 : missing < 2) return undefined;
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
}

/** The octets of groups between colons; at the end of the address the last may be a dotted IPv4 address. */
function parseGroups(text: string, atEnd: boolean): number[] | undefined {
  if (text === "") return [];
  const groups = text.split(":");
  const dotted = atEnd ? parseIpv4(groups[groups.length - 1]) : undefined;
  if (dotted) groups.pop();
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined;
  const octets = groups.map((group) => Number.parseInt(group, 16)).flatMap((value) => [value >> 8, value & 255]);
  return [...octets, ...(dotted ?? [])];
}
