/** The grammar inside an address. Specification section 3 (R20 to R27); section 11 for ucspi-tcp6. */
import type { Dialect } from "./fields.js";
import type { AddressForm, AddressRange, RangeEnd } from "./tree.js";

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
const SLASH = 47;
const COLON = 58;

/** Takes an address apart; `start` is the position of its first byte in the file. */
export function parseAddress(text: string, start: number, dialect: Dialect): AddressForm | AddressFault {
  if (dialect === "ucspi-tcp6" && /[:/]/.test(text)) return parseNormalized(text, start);
  if (!text.includes("-") || /[=@]/.test(text)) return TEXT;
  return parseRange(text, start);
}

/** Whether an address is sure to be stored as it stands: most hold none of the bytes that `parseAddress` looks for. */
export function isStoredAsWritten(bytes: Uint8Array, from: number, to: number, dialect: Dialect): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte === MINUS || (dialect === "ucspi-tcp6" && (byte === COLON || byte === SLASH))) return false;
  }
  return true;
}

/** R21 to R23. */
function parseRange(text: string, start: number): AddressRange | AddressFault {
  const minus = text.indexOf("-");
  const left = text.lastIndexOf(".", minus) + 1;
  const dot = text.indexOf(".", minus);
  const right = dot < 0 ? text.length : dot;
  const fault = findNonDigit(text, left, minus) ?? findNonDigit(text, minus + 1, right);
  if (fault !== undefined) {
    return { kind: "fault", fault: "range", start: start + left, end: start + right, at: start + fault };
  }
  return {
    kind: "range",
    head: text.slice(0, left),
    tail: text.slice(right),
    bottom: rangeEnd(text, left, minus, start),
    top: rangeEnd(text, minus + 1, right, start),
  };
}

/** A NUL ends the number, whatever follows (measured). */
function findNonDigit(text: string, from: number, to: number): number | undefined {
  for (let at = from; at < to && text[at] !== "\0"; at++) if (text[at] < "0" || text[at] > "9") return at;
  return undefined;
}

function rangeEnd(text: string, from: number, to: number, start: number): RangeEnd {
  const nul = text.indexOf("\0", from);
  return { start: start + from, end: start + to, value: scanNumber(text.slice(from, nul < 0 || nul > to ? to : nul)) };
}

/** R22: nothing is 0, and large numbers wrap at 64 bits. */
function scanNumber(digits: string): number {
  return digits.length < 16 ? Number(digits) : Number(BigInt.asUintN(64, BigInt(digits)));
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
  const octets = address.includes(":") ? parseIpv6(address) : parseIpv4(address);
  const bits = Number(length);
  if (octets === undefined || !/^\d+$/.test(length) || bits > octets.length * 8) return undefined;
  if (octets.length === 4 && bits === 0) return undefined;
  return { kind: "network", octets, bits };
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
