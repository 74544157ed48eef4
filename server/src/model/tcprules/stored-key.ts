/** How keys are stored: as they are written, but for networks and IPv6 addresses of ucspi-tcp6 (R20, section 11). */
import { parseIpv6, scanIpv4 } from "djblint-grammars/tcprules/address";
import type { Address, AddressNetwork } from "djblint-grammars/tcprules/tree";
import { formatIp, networkOf } from "../ip.js";

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

/** The network that a key spells out; undefined for any other key. */
export function storedNetwork(key: string): AddressNetwork | undefined {
  const octets = new Array<number>(key[0] === "_" ? 4 : 16).fill(0);
  const bits = key.length - 1;
  if (!/^[_^]/.test(key) || bits < 1 || bits > octets.length * 8) return undefined;
  for (let bit = 0; bit < bits; bit++) if (key[bit + 1] !== "0") octets[bit >> 3] |= 0x80 >> (bit & 7);
  return { kind: "network", octets, bits };
}

/** A network in CIDR notation. */
export function formatNetwork({ octets, bits }: AddressNetwork): string {
  const { family, first } = networkOf(octets, bits);
  return `${formatIp(family, first)}/${bits}`;
}

/** The fewest bits of a network that a server asks for (section 11). */
export const FEWEST_BITS = 2;

/** The networks that hold an address and are asked for, long to short. */
export function networkKeys(ip: string): string[] {
  const octets = ip.includes(":") ? parseIpv6(ip) : scanIpv4(ip);
  const keys: string[] = [];
  if (octets) for (let bits = octets.length * 8; bits >= FEWEST_BITS; bits--) keys.push(networkKey(octets, bits));
  return keys;
}
