/** Addresses as qmail's programs take them apart and put them together. One character stands for one byte. */
import { encodeLatin1 } from "djblint-grammars/text";
import { formatAddress, Notice, ScannedAddress, scanAddress } from "../tinydns/scalars.js";

/** A2: longer ones are refused. */
export const LONGEST_ADDRESS = 899;

/** What follows the last `@`; undefined without one. */
export function domainOf(address: string): string | undefined {
  const at = address.lastIndexOf("@");
  return at < 0 ? undefined : address.slice(at + 1);
}

/** What stands in front of the last `@`; the whole without one. */
export function localPartOf(address: string): string {
  const at = address.lastIndexOf("@");
  return at < 0 ? address : address.slice(0, at);
}

/** Hyphens in a local part behind which nobody looks: no name in use has as many. */
const MOST_HYPHENS = 64;

/** D10: what a local part begins with, up to and with each of its hyphens, short to long. */
export function* beginningsOf(local: string): Generator<string> {
  let hyphen = local.indexOf("-");
  for (let count = 0; hyphen >= 0 && count < MOST_HYPHENS; count++, hyphen = local.indexOf("-", hyphen + 1))
    yield local.slice(0, hyphen + 1);
}

/** An address with or without the brackets that MAIL and RCPT have around it. */
export function withoutAngles(text: string): string {
  return /^<(.*)>$/s.exec(text)?.[1] ?? text;
}

/** A1: the address in the argument of MAIL or RCPT. */
export function addressOfArgument(argument: string): string {
  const angle = argument.indexOf("<");
  const rest = withoutRoute(angle < 0 ? behindColon(argument) : argument.slice(angle + 1));
  return unquoted(rest, angle < 0 ? " " : ">");
}

function behindColon(argument: string): string {
  const colon = argument.indexOf(":");
  return colon < 0 ? "" : argument.slice(colon + 1).replace(/^ +/, "");
}

/** A source route ends at the first colon; without one, everything belongs to it. */
function withoutRoute(text: string): string {
  if (!text.startsWith("@")) return text;
  const colon = text.indexOf(":");
  return colon < 0 ? "" : text.slice(colon + 1);
}

/** Quotes and backslashes go; the terminator ends the address outside quotes. */
function unquoted(text: string, terminator: string): string {
  let address = "";
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === terminator && !quoted) break;
    if (char === '"') quoted = !quoted;
    else if (char !== "\\") address += char;
    else if (++at < text.length) address += text[at];
  }
  return address;
}

/**
 * T8: whatever else stands in place of the name of a host, the DNS has nothing under it. A label has up to 63 bytes, and
 * none is empty, but for a dot at the end (RFC 1035 section 2.3.4).
 */
export function isHostName(host: string): boolean {
  return /^[\w-]{1,63}(\.[\w-]{1,63})*\.?$/.test(host);
}

/** What addresses in use have behind the @: the name of a host without a dot at its end, or an address in its place. */
export function isHostOfAddress(host: string): boolean {
  return (isHostName(host) && !host.endsWith(".")) || addressLiteral(host) !== undefined;
}

/** T6: four numbers with dots between them, each modulo 256, and nothing behind; in the usual spelling. */
export function bareAddress(text: string): string | undefined {
  // Most of what is asked about are names.
  if (!/^\d/.test(text)) return undefined;
  const scanned = new ScannedAddress();
  const bytes = encodeLatin1(text);
  if (!scanAddress(bytes, 0, bytes.length, scanned) || scanned.notices & Notice.AddressRest) return undefined;
  return formatAddress(scanned.value);
}

/** The address that a line of qmqpservers begins with, as it is written: qmail-qmqpc looks at nothing behind it (ip_scan). */
export function leadingAddress(text: string): string | undefined {
  return /^\d+\.\d+\.\d+\.\d+/.exec(text)?.[0];
}

/** The same in brackets. */
export function bracketedAddress(text: string): string | undefined {
  return text.startsWith("[") && text.endsWith("]") ? bareAddress(text.slice(1, -1)) : undefined;
}

/** An address instead of a host name, with or without brackets: qmail-remote takes both. */
export function addressLiteral(host: string): string | undefined {
  return bareAddress(host) ?? bracketedAddress(host);
}

/** How qmail writes an address into commands and header fields: a local part that needs it stands in quotes. */
export function quotedAddress(address: string): string {
  const at = address.lastIndexOf("@");
  const local = localPartOf(address);
  return at < 0 ? quotedLocalPart(local) : quotedLocalPart(local) + address.slice(at);
}

const NEEDS_NO_QUOTES = /^[!#$%&'*+\-/0-9=?A-Z^_`a-z{|}~]+(\.[!#$%&'*+\-/0-9=?A-Z^_`a-z{|}~]+)*$/;

export function quotedLocalPart(local: string): string {
  return NEEDS_NO_QUOTES.test(local) ? local : `"${local.replace(/[\r\n"\\]/g, "\\$&")}"`;
}
