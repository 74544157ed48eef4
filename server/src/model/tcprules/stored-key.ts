/** How keys are stored: as they are written, but for networks and IPv6 addresses of ucspi-tcp6 (R20, section 11). */
import { parseIpv4, parseIpv6 } from "djblint-grammars/tcprules/address";
import type { Address } from "djblint-grammars/tcprules/tree";

/** What a rule must have to have keys. */
export interface AddressedRule {
  readonly address: Pick<Address, "text" | "form">;
}

/** The key of a rule that is no range. */
export function keyOf({ address: { form, text } }: AddressedRule): string {
  if (form.kind === "network") return networkKey(form.octets, form.bits);
  return form.kind === "ipv6" ? form.head + normalIpv6(form.octets) : text;
}

/** An address as ucspi-tcp6 asks for it. */
export function normalAddress(ip: string): string {
  const octets = ip.includes(":") ? parseIpv6(ip) : undefined;
  return octets ? normalIpv6(octets) : ip;
}

/** The spelling in which ucspi-tcp6 stores IPv6 addresses: eight groups of four capital digits. */
function normalIpv6(octets: readonly number[]): string {
  const pairs = octets.map((octet) => octet.toString(16).toUpperCase().padStart(2, "0"));
  return pairs.map((pair, n) => (n % 2 === 0 && n > 0 ? `:${pair}` : pair)).join("");
}

/** Marks of the bits that are set in an IPv4 network of ucspi-tcp6, by position. */
const IPV4_MARKS = "abcdefghijklmnopqrstuvwxyz123456";
/** Mark of the first bit that is set in an IPv6 network of ucspi-tcp6; each further one is the next byte. */
const IPV6_MARK = 96;

/** How ucspi-tcp6 stores a network: a string of its bits (section 11; read in its source, not measured). */
function networkKey(octets: readonly number[], bits: number): string {
  let key = octets.length === 4 ? "_" : "^";
  for (let bit = 0, set = 0; bit < bits; bit++) {
    if ((octets[bit >> 3] & (0x80 >> (bit & 7))) === 0) key += "0";
    else key += octets.length === 4 ? IPV4_MARKS[bit] : String.fromCharCode(IPV6_MARK + set++);
  }
  return key;
}

/** The networks that hold an address, long to short. */
export function networkKeys(ip: string): string[] {
  const octets = ip.includes(":") ? parseIpv6(ip) : parseIpv4(ip);
  if (octets === undefined) return [];
  return Array.from({ length: octets.length * 8 }, (_, n) => networkKey(octets, octets.length * 8 - n));
}
