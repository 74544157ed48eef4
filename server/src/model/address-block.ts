/** IPv4 addresses as numbers, the first octet the highest, and what kind of address one is (RFC 6890). */
import { parseIpv4 } from "djblint-grammars/tcprules/address";
import type { Addresses } from "./ip.js";

export function numberOfOctets(octets: readonly number[]): number {
  return octets.reduce((number, octet) => number * 256 + octet, 0);
}

/** The number of a dotted address; undefined for anything else. */
export function addressNumber(text: string): number | undefined {
  const octets = parseIpv4(text);
  return octets && numberOfOctets(octets);
}

interface Block {
  readonly first: number;
  readonly bits: number;
  /** In words, as a message names it. */
  readonly kind: string;
}

const BLOCKS: readonly Block[] = [
  block(0, 0, 0, 8, "an address of no host"),
  block(10, 0, 0, 8, "a private address"),
  block(100, 64, 0, 10, "an address inside a provider's network"),
  block(127, 0, 0, 8, "an address that every host has for itself"),
  block(169, 254, 0, 16, "a link-local address"),
  block(172, 16, 0, 12, "a private address"),
  block(192, 168, 0, 16, "a private address"),
  block(224, 0, 0, 4, "a multicast address"),
  block(240, 0, 0, 4, "a reserved address"),
];

function block(a: number, b: number, c: number, bits: number, kind: string): Block {
  return { first: ((a << 24) | (b << 16) | (c << 8)) >>> 0, bits, kind };
}

/** Why no host in the public internet has this address; undefined when one may have it. */
export function notPublic(address: number): string | undefined {
  return BLOCKS.find(({ first, bits }) => first >>> (32 - bits) === address >>> (32 - bits))?.kind;
}

/** Whether no host at all has an address: 0.0.0.0/8, and 240.0.0.0/4 with the broadcast address. */
export function isOfNoHost(address: number): boolean {
  return address <= 0xffffff || address >= 0xf0000000;
}

/** Whether a host in the public internet may have a dotted address. */
export function isPublic(address: string): boolean {
  return notPublic(numberOfOctets(address.split(".").map(Number))) === undefined;
}

/** All addresses that no host in the public internet has; of IPv6 only 2000::/3 is given out (RFC 4291). */
export const NOT_PUBLIC: readonly Addresses[] = [
  ...BLOCKS.map(({ first, bits }): Addresses => {
    return { family: "IPv4", first: BigInt(first), last: BigInt(first + 2 ** (32 - bits) - 1) };
  }),
  { family: "IPv6", first: 0n, last: (1n << 125n) - 1n },
  { family: "IPv6", first: 1n << 126n, last: (1n << 128n) - 1n },
];
