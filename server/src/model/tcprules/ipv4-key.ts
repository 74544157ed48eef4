/**
 * Keys that are IPv4 addresses or prefixes as servers ask for them, as numbers: a key of four octets or fewer, the first
 * being the highest, so that 1.2.3. is 0x010203. Most rules have such keys. Specification R20 to R24, R40.
 */
import { AddressKind, isDigit, LAST_NUMBER } from "./access-address.js";

const MINUS = 45;
const DOT = 46;
const ZERO = 48;
const ADDRESS_OCTETS = 4;
/** How many values so many octets have. */
const SIZES = [1, 2 ** 8, 2 ** 16, 2 ** 24, 2 ** 32];
/** Digits of a number that does not wrap; ranges with longer ones are seldom meant. */
const FEW_DIGITS = 9;

/** The keys of an address; one object for all of a file. */
export class Ipv4Key {
  /** Of each key. */
  octets = 0;
  first = 0;
  /** Inclusive; smaller than the first when a range is reversed, which makes no key (R23). */
  last = 0;
  isRange = false;
  /** A range that goes on above 255. */
  private isCut = false;

  /** False when the address has other keys, or others as well. */
  read(bytes: Uint8Array, from: number, to: number): boolean {
    let key = 0;
    let octets = 1;
    for (let at = from; at < to; octets++) {
      const start = at;
      let octet = 0;
      while (at < to && isDigit(bytes[at])) octet = octet * 10 + bytes[at++] - ZERO;
      if (at < to && bytes[at] === MINUS) return this.readRange(bytes, start, at, to, key, octets);
      // A leading zero is part of the key; servers write none.
      if (at === start || octet > LAST_NUMBER || (bytes[start] === ZERO && at > start + 1)) return false;
      key = key * 256 + octet;
      if (isEnd(bytes, at, to, octets)) return this.set(octets, key, key, false, false);
      if (at === to || bytes[at++] !== DOT) return false;
    }
    return false;
  }

  /** A range of the last octet, whose numbers may have leading zeros (R24). */
  private readRange(
    bytes: Uint8Array,
    start: number,
    minus: number,
    to: number,
    head: number,
    octets: number,
  ): boolean {
    let at = minus + 1;
    let top = 0;
    while (at < to && isDigit(bytes[at])) top = top * 10 + bytes[at++] - ZERO;
    if (minus - start > FEW_DIGITS || at - minus > FEW_DIGITS || !isEnd(bytes, at, to, octets)) return false;
    let bottom = 0;
    for (let digit = start; digit < minus; digit++) bottom = bottom * 10 + bytes[digit] - ZERO;
    const base = head * 256;
    return this.set(octets, base + bottom, base + Math.min(top, LAST_NUMBER), true, top > LAST_NUMBER);
  }

  private set(octets: number, first: number, last: number, isRange: boolean, isCut: boolean): boolean {
    this.octets = octets;
    this.first = first;
    this.last = last;
    this.isRange = isRange;
    this.isCut = isCut;
    return true;
  }

  get kind(): AddressKind {
    if (this.last < this.first) return AddressKind.NoRecord;
    if (this.isCut) return AddressKind.CutRange;
    if (this.last < SIZES[this.octets - 1]) return AddressKind.NoHost;
    if (this.octets < ADDRESS_OCTETS) return AddressKind.Prefix;
    return this.last % 256 === 0 ? AddressKind.NetworkNumber : AddressKind.Address;
  }
}

/** A key ends behind its fourth octet, or at a dot behind fewer. */
function isEnd(bytes: Uint8Array, at: number, to: number, octets: number): boolean {
  if (octets === ADDRESS_OCTETS) return at === to;
  return octets < ADDRESS_OCTETS && at === to - 1 && bytes[at] === DOT;
}

/** How many addresses begin with a key of so many octets. */
export const IPV4_SIZES: readonly number[] = SIZES.toReversed();

/** In bytes. */
export const LONGEST_IPV4_KEY = 15;

/** The bytes of a key; says where they end. */
export function writeIpv4Key(octets: number, key: number, bytes: Uint8Array): number {
  let end = 0;
  for (let octet = octets - 1; octet >= 0; octet--) {
    end = writeNumber(Math.floor(key / SIZES[octet]) % 256, bytes, end);
    if (octet > 0 || octets < ADDRESS_OCTETS) bytes[end++] = DOT;
  }
  return end;
}

/** Three digits at most; says where they end. */
export function writeNumber(number: number, bytes: Uint8Array, at: number): number {
  let end = at;
  if (number > 99) bytes[end++] = ZERO + Math.floor(number / 100);
  if (number > 9) bytes[end++] = ZERO + (Math.floor(number / 10) % 10);
  bytes[end++] = ZERO + (number % 10);
  return end;
}
