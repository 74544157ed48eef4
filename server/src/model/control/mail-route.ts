/** Where qmail-remote takes the mail for a host: the look-up in smtproutes. Specification section 5. */

import { ScannedNumber, scanNumber } from "../tinydns/scalars.js";
import type { ControlDirectory, Listed } from "./control-directory.js";
import { addressLiteral } from "./mail-address.js";

export const SMTP_PORT = 25;

export interface RelayPlace {
  /** As it is written; a name, or an address with or without brackets (T6, T7). */
  readonly relay: string;
  /** The address, when the relay is one. */
  readonly address: string | undefined;
  /** T4: modulo 65536; 0 is never connected to. */
  readonly port: number;
}

export type Route =
  | ({ readonly kind: "relay"; readonly entry: Listed } & RelayPlace)
  /** The mail exchangers; `entry` is a route without a relay, which makes an exception (T3). */
  | { readonly kind: "exchangers"; readonly entry: Listed | undefined };

/** T1 to T8. */
export function routeOf({ smtproutes }: ControlDirectory, host: string): Route {
  const entry = smtproutes.findHostOrDefault(host);
  return entry ? routeByEntry(entry) : { kind: "exchangers", entry };
}

/** What an entry makes of the mail that goes by it. */
export function routeByEntry(entry: Listed): Route {
  const place = relayPlace(entry.value);
  return place ? { kind: "relay", entry, ...place } : { kind: "exchangers", entry };
}

/** What stands behind the key; undefined for nothing, which means the mail exchangers (T3). */
export function relayPlace(value: string): RelayPlace | undefined {
  if (value === "") return undefined;
  const colon = value.indexOf(":");
  const relay = colon < 0 ? value : value.slice(0, colon);
  const port = colon < 0 ? SMTP_PORT : portOf(value.slice(colon + 1));
  return { relay, address: addressLiteral(relay), port };
}

/** T4: leading digits; none are 0. */
function portOf(text: string): number {
  const bytes = new TextEncoder().encode(text);
  const scanned = new ScannedNumber();
  return scanNumber(bytes, 0, bytes.length, scanned) ? scanned.low & 0xffff : 0;
}
