/** IP addresses as numbers, and stretches of them in the notation that people know. */
import { parseIpv4, parseIpv6 } from "djblint-grammars/tcprules/address";
import { Address4, Address6 } from "ip-address";

export type Family = "IPv4" | "IPv6";

/** Neighbouring addresses of one family. */
export interface Addresses {
  readonly family: Family;
  readonly first: bigint;
  /** Inclusive. */
  readonly last: bigint;
}

const BITS: Readonly<Record<Family, number>> = { IPv4: 32, IPv6: 128 };

/** All addresses of a family. */
export function wholeSpace(family: Family): Addresses {
  return { family, first: 0n, last: (1n << BigInt(BITS[family])) - 1n };
}

/** The network of the first bits of an address; four octets or sixteen. */
export function networkOf(octets: readonly number[], bits: number): Addresses {
  const family = octets.length === 4 ? "IPv4" : "IPv6";
  const rest = BigInt(BITS[family] - bits);
  const first = (numberOf(octets) >> rest) << rest;
  return { family, first, last: first + (1n << rest) - 1n };
}

/** In words of four octets, because arithmetic with large numbers is slow. */
function numberOf(octets: readonly number[]): bigint {
  let sum = 0n;
  for (let at = 0; at < octets.length; at += 4) {
    const word = octets[at] * 0x1000000 + ((octets[at + 1] << 16) | (octets[at + 2] << 8) | octets[at + 3]);
    sum = at === 0 ? BigInt(word) : (sum << 32n) | BigInt(word);
  }
  return sum;
}

/** An address or a network in CIDR notation, as settings name them; undefined when it is none. */
export function parseNetwork(text: string): Addresses | undefined {
  const octets = parseIpv4(text);
  if (octets?.join(".") === text) return networkOf(octets, 32);
  const family = text.includes(":") ? "IPv6" : "IPv4";
  const Notation = family === "IPv6" ? Address6 : Address4;
  if (!Notation.isValid(text)) return undefined;
  const network = new Notation(text);
  return { family, first: network.startAddress().bigInt(), last: network.endAddress().bigInt() };
}

export function formatIp(family: Family, address: bigint): string {
  if (family === "IPv4") return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join(".");
  return Address6.fromBigInt(address).correctForm();
}

/** One address, a network in CIDR notation, or two addresses with a `-` between. */
export function formatAddresses({ family, first, last }: Addresses): string {
  const count = last - first + 1n;
  const start = formatIp(family, first);
  if (count === 1n) return start;
  const isNetwork = (count & (count - 1n)) === 0n && first % count === 0n;
  return isNetwork ? `${start}/${BITS[family] - log2(count)}` : `${start}-${formatIp(family, last)}`;
}

function log2(powerOfTwo: bigint): number {
  return powerOfTwo.toString(2).length - 1;
}

export function countOf(stretches: readonly Addresses[]): bigint {
  return stretches.reduce((sum, { first, last }) => sum + (last - first), BigInt(stretches.length));
}

/** How many there are, in a form that can be read: 65,536; sizes that only IPv6 has as about 2^80. */
export function formatCount(count: bigint): string {
  // The many times slower `toLocaleString` would load the rules of the language.
  if (count <= 1n << 32n) return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
  const exponent = Math.round(Math.log2(Number(count)));
  return `${count === 1n << BigInt(exponent) ? "" : "about "}2^${exponent}`;
}

/** How many examples a sentence has room for. */
const EXAMPLES = 3;

/** An array, or a list that makes the stretches when they are asked for. */
interface StretchList {
  readonly length: number;
  at(index: number): Addresses | undefined;
}

/** Some of the addresses, far apart: one of each of some stretches; of a large one more, when there are few stretches. */
export function examplesOf(stretches: StretchList): string[] {
  const { length } = stretches;
  const step = Math.max(1, (length - 1) / (EXAMPLES - 1));
  const chosen = Array.from({ length: Math.min(length, EXAMPLES) }, (_, index) => Math.floor(index * step));
  const found = chosen.map((at) => examplesOfOne(stretches.at(at)!));
  const largest = found.reduce((best, examples) => (examples.length > best.length ? examples : best));
  const spare = EXAMPLES - found.length;
  return found.flatMap((examples) => examples.slice(0, examples === largest ? 1 + spare : 1));
}

/** Where hosts have their addresses, by and large: RFC 6890, RFC 4291. */
const HOSTS: Readonly<Record<Family, { readonly first: bigint; readonly last: bigint }>> = {
  IPv4: { first: 1n << 24n, last: (224n << 24n) - 1n },
  IPv6: { first: 1n << 125n, last: (1n << 126n) - 1n },
};

function examplesOfOne({ family, ...all }: Addresses): string[] {
  const hosts = HOSTS[family];
  const first = all.first < hosts.first && hosts.first <= all.last ? hosts.first : all.first;
  const last = all.last > hosts.last && hosts.last >= all.first ? hosts.last : all.last;
  // The outermost addresses of a network are no host's.
  const margin = last - first < 2n ? 0n : 1n;
  const addresses = new Set([first + margin, (first + last + 1n) / 2n, last - margin]);
  return [...addresses].map((address) => formatIp(family, address));
}

/** The octets of an IPv4 or IPv6 address in any spelling; undefined for anything else. */
export function octetsOf(text: string): number[] | undefined {
  return text.includes(":") ? parseIpv6(text) : parseIpv4(text);
}

/** The numbers of a dotted address or, with a dot behind the last, of a prefix of one. */
export interface Dotted {
  readonly octets: readonly number[];
  readonly isPrefix: boolean;
}

const DOT = 46;
const ZERO = 48;

/** Reads numbers up to 255 without leading zeros, as a server writes them; undefined for anything else. */
export function parseDotted(text: string): Dotted | undefined {
  const octets: number[] = [];
  let octet = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === DOT) {
      if (octet < 0) return undefined;
      octets.push(octet);
      octet = -1;
      continue;
    }
    const digit = code - ZERO;
    if (digit < 0 || digit > 9 || octet === 0) return undefined;
    octet = octet < 0 ? digit : octet * 10 + digit;
    if (octet > 255) return undefined;
  }
  const isPrefix = octet < 0;
  if (!isPrefix) octets.push(octet);
  return (isPrefix ? octets.length > 0 && octets.length < 4 : octets.length === 4) ? { octets, isPrefix } : undefined;
}
