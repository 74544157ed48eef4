import { decodeLatin1 } from "djblint-grammars/text";
import type { Dialect } from "djblint-grammars/tinydns/fields";

/** A location code, or `EVERYWHERE` for records that all clients see. */
export type LocationCode = number;

export const EVERYWHERE: LocationCode = 0;

/** K7: in front of the prefixes of IPv4 and of IPv6 addresses in the databases of the IPv6 family. */
export const IPV4_MARK = 102;
export const IPV6_MARK = 115;

/** The clients of a location. */
export interface LocationPrefix {
  /** What is stored: octets, or the hexadecimal digits of an IPv6 address. */
  readonly prefix: Uint8Array;
  /** K7: the IPv6 family has prefixes of IPv6 addresses, with an s in front. */
  readonly isIpv6: boolean;
}

/** A `%` line. */
export interface LocationLine extends LocationPrefix {
  readonly line: number;
  readonly code: LocationCode;
}

/** V3, K7: what stands in the key of a location behind NUL, %, and the mark of the IPv6 family. */
export function prefixOfKey(key: Uint8Array, dialect: Dialect): LocationPrefix {
  const isMarked = dialect === "ipv6";
  return { prefix: key.subarray(isMarked ? 3 : 2), isIpv6: isMarked && key[2] === IPV6_MARK };
}

/** As a `%` line writes it. */
export function formatPrefix({ prefix, isIpv6 }: LocationPrefix): string {
  return isIpv6 ? `s${decodeLatin1(prefix)}` : prefix.join(".");
}

/** The two bytes of a location code as text. */
export function formatLocation(code: LocationCode): string {
  const low = code & 255;
  return String.fromCharCode(code >>> 8) + (low ? String.fromCharCode(low) : "");
}
