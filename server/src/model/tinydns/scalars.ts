/**
 * What tinydns-data makes of a number, an IPv4 address, a timestamp or a location: specification section 4. The
 * readers accept everything, as the program does; `Notice` bits tell what they passed over in silence, so that a
 * check of a clean line costs nothing.
 */

/** Something in a line that is read otherwise than it looks. Names are explained by the rules that watch them. */
export const Notice = {
  AddressMissing: 1 << 0, // no address where one is needed, or text that is none
  AddressWraps: 1 << 1, // a number above 255
  AddressRest: 1 << 2, // text behind the fourth number
  AddressZero: 1 << 3, // a number with a leading zero
  NumberMissing: 1 << 4, // text in a number field, but no digit at its start
  NumberRest: 1 << 5, // text behind the digits
  NumberWraps: 1 << 6, // more than the field holds
  Timestamp: 1 << 7, // not 16 lower-case hexadecimal digits
  Location: 1 << 8, // more than two bytes
  EmptyLabel: 1 << 9,
  TrailingDot: 1 << 10,
  UpperCase: 1 << 11,
  Underscore: 1 << 12,
  OddByte: 1 << 13, // a byte that no host name has
  HighByte: 1 << 14, // above 7f
  Escape: 1 << 15,
  Hyphen: 1 << 16, // at the start or end of a label, or twice in a row
  Star: 1 << 17,
  Prefix: 1 << 18, // a location prefix that is not one to four numbers up to 255
  ExtraField: 1 << 19,
  Fault: 1 << 20, // tinydns-data stops here
  Stamped: 1 << 21, // a time to live or to die
  AllDigits: 1 << 22, // a name made of nothing but digits and dots
  Address6: 1 << 23, // not 32 hexadecimal digits
  Text: 1 << 24, // a text that is empty, longer than one string, could be an address, or holds a quote, a control character, a number above \377 or a lost backslash
  Distance: 1 << 25, // a large distance and no ttl behind it, or a small ttl and no distance in front
  ShortServer: 1 << 26, // a server's name of two bytes or more that is completed because it holds no dot
  Generic: 1 << 27, // a generic line whose data is worth a look
  Zone: 1 << 28, // a Z line whose times or mailbox are worth a look
} as const;

const ZERO = 48;
const NINE = 57;
const DOT = 46;

/** Digits that a double holds without loss. */
const EXACT_DIGITS = 15;

/** The result of `scanNumber`; one object is used over and over. */
export class ScannedNumber {
  /** Modulo 2^32. */
  low = 0;
  /** Whether the value modulo 2^64 is not zero (N4). */
  nonzero = false;
  /** Behind the last digit. */
  end = 0;
  /** Whether the value is above 2^32 - 1. */
  wide = false;
}

/** N1 to N3: decimal digits from the start, modulo 2^64; false when there is none. */
export function scanNumber(src: Uint8Array, from: number, to: number, result: ScannedNumber): boolean {
  let value = 0;
  let at = from;
  while (at < to && src[at] >= ZERO && src[at] <= NINE) {
    value = value * 10 + src[at] - ZERO;
    at++;
  }
  result.end = at;
  if (at === from) return false;
  if (at - from <= EXACT_DIGITS) {
    result.low = value >>> 0;
    result.nonzero = value !== 0;
    result.wide = value > 0xffffffff;
  } else scanLongNumber(src, from, at, result);
  return true;
}

function scanLongNumber(src: Uint8Array, from: number, to: number, result: ScannedNumber): void {
  let value = 0n;
  for (let at = from; at < to; at++) value = value * 10n + BigInt(src[at] - ZERO);
  result.wide = value > 0xffffffffn;
  value = BigInt.asUintN(64, value);
  result.low = Number(value & 0xffffffffn);
  result.nonzero = value !== 0n;
}

/** The result of `scanAddress`; one object is used over and over. */
export class ScannedAddress {
  /** Big-endian, as an unsigned number. */
  value = 0;
  notices = 0;
}

/** I1, I2: four numbers, each modulo 256; what follows is ignored. False when there is no address. */
export function scanAddress(src: Uint8Array, from: number, to: number, result: ScannedAddress): boolean {
  let at = from;
  let value = 0;
  let notices = 0;
  for (let part = 0; part < 4; part++) {
    if (part > 0) {
      if (at >= to || src[at] !== DOT) return false;
      at++;
    }
    const start = at;
    let octet = 0;
    while (at < to && src[at] >= ZERO && src[at] <= NINE) {
      octet = octet * 10 + src[at] - ZERO;
      if (octet > 255) {
        // 256 divides 2^64, so the rest may be taken at every digit.
        notices |= Notice.AddressWraps;
        octet &= 255;
      }
      at++;
    }
    if (at === start) return false;
    if (at - start > 1 && src[start] === ZERO) notices |= Notice.AddressZero;
    value = (value << 8) | octet;
  }
  if (at < to) notices |= Notice.AddressRest;
  result.value = value >>> 0;
  result.notices = notices;
  return true;
}

/** Four decimal numbers with dots. */
export function formatAddress(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/**
 * T1: the first 16 bytes as hexadecimal digits, anything else as 0. Writes 8 bytes; false when not all of the field
 * is 16 lower-case digits.
 */
export function writeTimestamp(src: Uint8Array, from: number, to: number, out: Uint8Array): boolean {
  let clean = to - from === 16;
  for (let index = 0; index < 16; index++) {
    const digit = from + index < to ? HEX_DIGIT[src[from + index]] : 0;
    if (digit < 0) clean = false;
    const nibble = Math.max(0, digit);
    if (index & 1) out[index >> 1] |= nibble;
    else out[index >> 1] = nibble << 4;
  }
  return clean;
}

const HEX_DIGIT = new Int8Array(256).fill(-1);
for (let digit = 0; digit < 10; digit++) HEX_DIGIT[ZERO + digit] = digit;
for (let digit = 10; digit < 16; digit++) HEX_DIGIT[97 + digit - 10] = digit;

/** TAI64 label of the unix second 0 (T2). */
const TAI64_EPOCH = 4611686018427387914n;

/** `seconds` since 1970; a part of one is dropped. */
export function tai64OfUnix(seconds: number): bigint {
  return TAI64_EPOCH + BigInt(Math.floor(seconds));
}

/** Seconds since 1970, negative before. */
export function unixOfTai64(label: bigint): number {
  return Number(label - TAI64_EPOCH);
}
