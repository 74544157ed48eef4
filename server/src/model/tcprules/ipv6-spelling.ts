/**
 * How tcpserver of the IPv6 patch spells an IPv6 address. Its rules are compared with this text, so that a rule in
 * another spelling is never found, and a prefix is a prefix of the text and not of the address. Measured (R55): the
 * longest run of zero groups is left out, the first of equal ones, a single zero too; mapped addresses end in IPv4.
 */
import { parseIpv6 } from "djblint-grammars/tcprules/address";
import { type Addresses, networkOf, parseDotted } from "../ip.js";

const GROUPS = 8;

/** The spelling of sixteen octets. */
export function spellIpv6(octets: readonly number[]): string {
  const groups = Array.from({ length: GROUPS }, (_, n) => ((octets[2 * n] << 8) | octets[2 * n + 1]).toString(16));
  if (/^(0,){5}ffff,/.test(groups.join())) return `::ffff:${octets.slice(12).join(".")}`;
  const { start, length } = longestZeros(groups);
  if (length === 0) return groups.join(":");
  return `${groups.slice(0, start).join(":")}::${groups.slice(start + length).join(":")}`;
}

function longestZeros(groups: readonly string[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === "0") end++;
    if (end - start > longest.length) longest = { start, length: end - start };
  }
  return longest;
}

/** Whether a text is an IPv6 address as the server spells it. */
export function isSpelledIpv6(text: string): boolean {
  const octets = parseIpv6(text);
  return octets !== undefined && spellIpv6(octets) === text;
}

/** What the addresses whose spelling begins with a text have in common. */
export type SpelledPrefix =
  | { readonly kind: "network"; readonly addresses: Addresses }
  /** It depends on the zeros behind the prefix which addresses are spelled so: they are no network. */
  | { readonly kind: "scattered"; readonly example: string }
  /** No address is spelled so. */
  | { readonly kind: "none" };

const NONE: SpelledPrefix = { kind: "none" };

/** Takes a text that ends in `:` or `.`, as the server cuts addresses. */
export function spelledPrefix(text: string): SpelledPrefix {
  if (text.endsWith(".")) return mappedPrefix(text);
  const groups = text.slice(0, -1).split(":");
  if (groups.length < GROUPS && groups.every((group) => /^[1-9a-f][\da-f]{0,3}$/.test(group))) {
    const octets = groups.map((group) => Number.parseInt(group, 16)).flatMap((group) => [group >> 8, group & 255]);
    return { kind: "network", addresses: networkOf(padded(octets, 16), octets.length * 8) };
  }
  const example = COMPLETIONS.map((tail) => text + tail).find(isSpelledIpv6);
  return example === undefined ? NONE : { kind: "scattered", example };
}

const MAPPED = "::ffff:";
const MAPPED_OCTETS: readonly number[] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255];

/** The prefix of a mapped address that ends behind a number of its IPv4 part. */
function mappedPrefix(text: string): SpelledPrefix {
  const dotted = text.startsWith(MAPPED) ? parseDotted(text.slice(MAPPED.length)) : undefined;
  if (dotted === undefined) return NONE;
  const octets = [...MAPPED_OCTETS, ...dotted.octets];
  return { kind: "network", addresses: networkOf(padded(octets, 16), 8 * octets.length) };
}

function padded(octets: readonly number[], length: number): number[] {
  return [...octets, ...new Array<number>(length - octets.length).fill(0)];
}

/** If any address is spelled with a prefix that ends in a colon, then one with such an end. */
const COMPLETIONS: readonly string[] = [
  ...[":", "", "1::", "1.2.3.4"],
  ...Array.from({ length: GROUPS - 1 }, (_, ones) => `1${":1".repeat(ones)}`),
];
