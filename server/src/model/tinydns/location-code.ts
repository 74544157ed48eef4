import { decodeLatin1 } from "djblint-grammars/text";

/** A location code, or `EVERYWHERE` for records that all clients see. */
export type LocationCode = number;

export const EVERYWHERE: LocationCode = 0;

/** K7: in front of the prefixes of IPv4 and of IPv6 addresses in the databases of the IPv6 family. */
export const IPV4_MARK = 102;
export const IPV6_MARK = 115;

/** A `%` line. */
export interface LocationLine {
  readonly line: number;
  readonly code: LocationCode;
  /** What is stored: octets, or the hexadecimal digits of an IPv6 address. */
  readonly prefix: Uint8Array;
  /** K7: the IPv6 family has prefixes of IPv6 addresses, with an s in front. */
  readonly isIpv6: boolean;
}

/** As a `%` line writes it. */
export function formatPrefix({ prefix, isIpv6 }: Pick<LocationLine, "prefix" | "isIpv6">): string {
  return isIpv6 ? `s${decodeLatin1(prefix)}` : prefix.join(".");
}

/** The two bytes of a location code as text. */
export function formatLocation(code: LocationCode): string {
  const low = code & 255;
  return String.fromCharCode(code >>> 8) + (low ? String.fromCharCode(low) : "");
}
