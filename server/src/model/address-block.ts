/** What kind of IPv4 address a number is: RFC 6890. */

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

/** Why no host in the public internet has this address (big-endian); undefined when one may have it. */
export function notPublic(address: number): string | undefined {
  return BLOCKS.find(({ first, bits }) => first >>> (32 - bits) === address >>> (32 - bits))?.kind;
}
