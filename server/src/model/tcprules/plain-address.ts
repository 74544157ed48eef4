/** What addresses in one of the usual forms are: those of nearly all rules of large files. */
import { AddressKind, isDigit } from "./access-address.js";
import { Ipv4Key } from "./ipv4-key.js";

const HYPHEN = 45;
const DOT = 46;
const EQUALS = 61;
const AT = 64;
const UNDERSCORE = 95;

const IPV4_KEY = new Ipv4Key();

/**
 * The kind of an address in one of the usual forms, from its bytes, many times faster; undefined for all others. It is
 * held against `addressKind` by a test.
 */
export function plainAddressKind(bytes: Uint8Array, start: number, end: number): AddressKind | undefined {
  if (start === end) return AddressKind.Default;
  const first = bytes[start];
  if (first === EQUALS) return plainName(bytes, start + 1, end);
  if (isLetter(first)) return plainUser(bytes, start, end);
  return IPV4_KEY.read(bytes, start, end) && !IPV4_KEY.isRange ? IPV4_KEY.kind : undefined;
}

/** A user of letters and digits at an address or a host. */
function plainUser(bytes: Uint8Array, start: number, end: number): AddressKind | undefined {
  let at = start;
  while (at < end && (isLetter(bytes[at]) || isDigit(bytes[at]))) at++;
  if (bytes[at] !== AT || at + 1 >= end) return undefined;
  const kind = plainAddressKind(bytes, at + 1, end);
  return kind === AddressKind.Address || kind === AddressKind.Host ? AddressKind.User : undefined;
}

/** A domain or a host, with a letter in it. */
function plainName(bytes: Uint8Array, start: number, end: number): AddressKind | undefined {
  if (start === end) return AddressKind.AnyName;
  let dots = 0;
  let letters = false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === DOT) {
      if (at === end - 1 || bytes[at + 1] === DOT) return undefined;
      dots++;
    } else if (isLetter(byte)) letters = true;
    else if (!isDigit(byte) && byte !== HYPHEN && byte !== UNDERSCORE) return undefined;
  }
  if (!letters) return undefined;
  if (bytes[start] === DOT) return AddressKind.Domain;
  return dots === 1 ? AddressKind.TwoLabelHost : AddressKind.Host;
}

/** In lower case. */
function isLetter(byte: number): boolean {
  return byte >= 97 && byte <= 122;
}
