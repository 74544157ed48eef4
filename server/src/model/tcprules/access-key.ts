/** Which clients make a server ask for a key: specification R40 and section 3, section 11 for the dialects. */
import { type Dialect, dialectSpec } from "djblint-grammars/tcprules/fields";
import type { AddressRange } from "djblint-grammars/tcprules/tree";
import { type Addresses, networkOf, octetsOf, parseDotted } from "../ip.js";
import { keyCount, keysOf } from "./access.js";
import { isSpelledIpv6, spelledPrefix } from "./ipv6-spelling.js";
import { type AddressedRule, FEWEST_BITS } from "./stored-key.js";

/** Those with such an address. */
export interface ByAddress {
  readonly kind: "address" | "network";
  readonly addresses: Addresses;
  /** Of two keys that one client asks for, the one with the smaller number is asked first. */
  readonly turn: number;
}

/** Those whose IPv6 address is spelled with this prefix; the addresses are no network. */
export interface BySpelling {
  readonly kind: "spelling";
  readonly prefix: string;
  readonly example: string;
}

/** Those whose address resolves to a name, or who are a user (IDENT) there. */
export interface ByName {
  readonly kind: "host" | "suffix" | "any-name" | "user-at-address" | "user-at-host";
  /** The host, the suffix or the address. */
  readonly name: string;
  readonly user?: string;
}

export type Audience =
  | ByAddress
  | BySpelling
  | ByName
  /** All that no other key speaks of. */
  | { readonly kind: "default" }
  | { readonly kind: "nobody" };

const NOBODY: Audience = { kind: "nobody" };

/** Steps 3 and 5 of R40 in numbers: whole addresses, prefixes from long to short, then networks of ucspi-tcp6. */
const FIRST_TURN = 0;
const IPV4_TURNS = 4;
/** No text of an IPv6 address is longer. */
const LONGEST_TEXT = 64;
const NETWORK_TURNS = 100;
const LONGEST_NETWORK = 128;
/** Step 8. */
export const LAST_TURN = 1000;

/** Of IPv4 addresses and their prefixes, by the number of octets. */
export function ipv4Turn(octets: number): number {
  return IPV4_TURNS - octets;
}

/** Who meets the keys of a rule. Keys of a range that follow one another as addresses are one audience. */
export function audiencesOf(rule: AddressedRule, dialect: Dialect): Audience[] {
  const { form, text } = rule.address;
  if (form.kind === "network") {
    if (form.bits < FEWEST_BITS) return [NOBODY];
    const turn = NETWORK_TURNS + LONGEST_NETWORK - form.bits;
    return [{ kind: "network", addresses: networkOf(form.octets, form.bits), turn }];
  }
  if (form.kind === "ipv6") {
    if (form.head !== "") return [{ ...userAt(form.head, form.head.length - 1), name: text.slice(form.head.length) }];
    return [{ kind: "address", addresses: networkOf(form.octets, 128), turn: FIRST_TURN }];
  }
  return form.kind === "text" ? audiencesOfText(text, dialect) : audiencesOfRange(rule, form, dialect);
}

function audiencesOfRange(rule: AddressedRule, range: AddressRange, dialect: Dialect): Audience[] {
  const [firstKey] = keysOf(rule);
  if (firstKey === undefined) return [];
  const [first] = audiencesOfText(firstKey, dialect);
  // The number is an octet or a part of a text that no client has, whichever number it is.
  if (!("addresses" in first)) return [first];
  const isLastNumber = range.tail === (first.kind === "network" ? "." : "");
  if (isLastNumber) return [stretched(first, keyCount(rule))];
  return [...keysOf(rule)].flatMap((key) => audiencesOfText(key, dialect));
}

/** The number of the range is the last of the key: what follows is the next address, or network. */
function stretched(first: ByAddress, count: number): ByAddress {
  const { addresses } = first;
  const size = addresses.last - addresses.first + 1n;
  return { ...first, addresses: { ...addresses, last: addresses.first + size * BigInt(count) - 1n } };
}

function audiencesOfText(key: string, dialect: Dialect): Audience[] {
  if (key === "") return [{ kind: "default" }];
  const at = key.lastIndexOf("@");
  if (at >= 0) return [key[at + 1] === "=" || isAddress(key.slice(at + 1), dialect) ? userAt(key, at) : NOBODY];
  if (key.startsWith("=")) return [audienceOfName(key.slice(1))];
  if (!key.includes(":")) return [audienceOfIpv4(key)];
  return dialect === "ucspi-tcp-ipv6" ? audiencesOfIpv6(key) : [NOBODY];
}

/** The client is asked for its user with -R left away; the server knows users by IDENT. */
function userAt(key: string, at: number): ByName {
  const user = key.slice(0, at);
  const host = key[at + 1] === "=";
  return { kind: host ? "user-at-host" : "user-at-address", name: key.slice(at + (host ? 2 : 1)), user };
}

/** R41: the server knows names in lower case, and without a dot at the end. */
function audienceOfName(name: string): Audience {
  if (name === "") return { kind: "any-name", name };
  if (/[A-Z]/.test(name) || name.endsWith(".")) return NOBODY;
  return name.startsWith(".") ? { kind: "suffix", name } : { kind: "host", name };
}

function audienceOfIpv4(key: string): Audience {
  const dotted = parseDotted(key);
  if (dotted === undefined) return NOBODY;
  const { octets, isPrefix } = dotted;
  if (!isPrefix) return { kind: "address", addresses: networkOf(octets, 32), turn: FIRST_TURN };
  const addresses = networkOf([...octets, 0, 0, 0].slice(0, 4), 8 * octets.length);
  return { kind: "network", addresses, turn: ipv4Turn(octets.length) };
}

/** A text that ends in `::` can be an address and the beginning of others. */
function audiencesOfIpv6(key: string): Audience[] {
  const audiences: Audience[] = [];
  if (isSpelledIpv6(key)) {
    audiences.push({ kind: "address", addresses: networkOf(octetsOf(key)!, 128), turn: FIRST_TURN });
  }
  if (/[:.]$/.test(key)) {
    const prefix = spelledPrefix(key);
    if (prefix.kind === "scattered") audiences.push({ kind: "spelling", prefix: key, example: prefix.example });
    if (prefix.kind === "network") {
      const turn = FIRST_TURN + 1 + LONGEST_TEXT - key.length;
      audiences.push({ kind: "network", addresses: prefix.addresses, turn });
    }
  }
  return audiences.length > 0 ? audiences : [NOBODY];
}

function isAddress(text: string, dialect: Dialect): boolean {
  return parseDotted(text)?.isPrefix === false || (dialectSpec(dialect).ipv6 && isSpelledIpv6(text));
}
