/** The grammar of SPF records: RFC 7208 sections 4.5, 4.6.1, 7.1 and 12. */
import { Address4, Address6 } from "ip-address";
import { isOneEditAway } from "../one-edit.js";

/** A mechanism or a modifier, with what it is made of. */
export interface SpfTerm {
  readonly term: string;
  readonly isModifier: boolean;
  /** In small letters. */
  readonly name: string;
  /** Of a modifier what stands behind `=`; of a mechanism all behind the name, with the colon or slash that it begins with. */
  readonly rest: string;
}

export interface SpfSlip {
  readonly kind:
    | "version" // something sticks to v=spf1, or it is misspelt
    | "front" // something stands in front of v=spf1
    | "blank" // terms are separated by something else than a space
    | "unknown" // no such mechanism
    | "colon" // a mechanism that needs a value has none behind a colon
    | "value" // a mechanism or modifier with a value that it cannot have
    | "address4"
    | "address6"
    | "domain"
    | "twice"; // a modifier that may stand only once
  readonly term: string;
  /** Name of the mechanism or modifier. */
  readonly name: string;
}

/** Blanks, a length byte that is printable, a quote: not those that `txt-quotes` finds at both ends of a text. */
const FRONT = '[^\\w"\\0-\\x08\\x0e-\\x1f]+|"(?!.*"$)';
const MEANT = new RegExp(`^((?:${FRONT})?)((?:v\\s*[=:]\\s*spf|spf1(?=[ ,;]))[^ ]*)`, "is");
/** A version of which a part is missing. */
const PARTS = /^(?:[-=]spf1|spf=1)$/i;

/** Whether a text is meant as an SPF record: it begins with v=spf, or nearly so. */
export function isSpf(text: string): boolean {
  return MEANT.test(text) || misspeltVersion(text) !== undefined;
}

/** A first word that is nearly v=spf1. */
function misspeltVersion(text: string): string | undefined {
  const [word] = /^[^ ]+(?= )/.exec(text.slice(0, LONGEST_VERSION)) ?? [];
  const isMeant = word !== undefined && (PARTS.test(word) || isOneEditAway(word.toLowerCase(), "v=spf1"));
  return isMeant ? word : undefined;
}

/** A letter more than v=spf1 has, and the space behind it. */
const LONGEST_VERSION = 8;

/** Whether receivers take a text for an SPF record; with more than one of them at a name they use none. */
export function hasSpfVersion(text: string): boolean {
  return /^v=spf1( |$)/i.test(text);
}

/** The first slip in the grammar of an SPF record: receivers then use nothing of it. */
export function findSpfSlip(text: string): SpfSlip | undefined {
  if (!hasSpfVersion(text)) {
    const misspelt = misspeltVersion(text);
    if (misspelt !== undefined) return { kind: "version", term: misspelt, name: "v" };
    const [, front, version] = MEANT.exec(text)!;
    return { kind: front ? "front" : "version", term: version, name: "v" };
  }
  const seen = new Set<string>();
  for (const each of spfTerms(text)) {
    const kind = slipIn(each, seen);
    if (kind) return { kind, term: each.term, name: each.name };
  }
  return undefined;
}

/** The terms behind the version. */
export function spfTerms(text: string): SpfTerm[] {
  const [, ...terms] = text.split(/ +/);
  return terms.filter((term) => term !== "").map(readTerm);
}

function readTerm(term: string): SpfTerm {
  const modifier = /^([a-z][a-z0-9_.-]*)=(.*)$/is.exec(term);
  const [, name, rest] = modifier ?? /^[+?~-]?([^:/]*)(.*)$/s.exec(term)!;
  return { term, isModifier: modifier !== null, name: name.toLowerCase(), rest };
}

/** The domain that a term names, as it is written; undefined when it names none. */
export function domainOf({ isModifier, rest }: SpfTerm): string | undefined {
  if (isModifier) return rest;
  return rest[0] === ":" ? splitLengths(rest).host.slice(1) : undefined;
}

/** Whether a modifier is named like a mechanism: it means nothing to anybody. */
export function isMechanismWithEquals({ isModifier, name }: SpfTerm): boolean {
  return isModifier && MECHANISMS.has(name);
}

const MECHANISMS = new Set(["all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists"]);

function slipIn({ term, isModifier, name, rest }: SpfTerm, seen: Set<string>): SpfSlip["kind"] | undefined {
  if (/[^!-~]/.test(term)) return "blank";
  return isModifier ? slipOfModifier(name, rest, seen) : slipOfMechanism(name, rest);
}

function slipOfModifier(name: string, value: string, seen: Set<string>): SpfSlip["kind"] | undefined {
  if (name !== "redirect" && name !== "exp") return isMacroString(value) ? undefined : "value";
  if (seen.has(name)) return "twice";
  seen.add(name);
  return isDomain(value) ? undefined : "domain";
}

function slipOfMechanism(name: string, rest: string): SpfSlip["kind"] | undefined {
  switch (name) {
    case "all":
      return rest === "" ? undefined : "value";
    case "include":
    case "exists":
      return domainAfterColon(rest, true);
    case "ptr":
      return domainAfterColon(rest, false);
    case "a":
    case "mx":
      return slipOfHost(rest);
    case "ip4":
      if (rest[0] !== ":") return "colon";
      return isNetwork4(rest.slice(1)) ? undefined : "address4";
    case "ip6":
      if (rest[0] !== ":") return "colon";
      return isNetwork6(rest.slice(1)) ? undefined : "address6";
    default:
      return "unknown";
  }
}

function domainAfterColon(rest: string, needed: boolean): SpfSlip["kind"] | undefined {
  if (rest === "") return needed ? "colon" : undefined;
  if (rest[0] !== ":") return "value";
  return isDomain(rest.slice(1)) ? undefined : "domain";
}

/** `[":" domain] ["/" length4] ["//" length6]`. */
function slipOfHost(rest: string): SpfSlip["kind"] | undefined {
  const { host, length4, length6 } = splitLengths(rest);
  if (!isLength(length4, 32) || !isLength(length6, 128)) return "value";
  return domainAfterColon(host, false);
}

function splitLengths(rest: string): { host: string; length4?: string; length6?: string } {
  const [, host, length4, length6] = /^(.*?)(?:\/(\d+))?(?:\/\/(\d+))?$/s.exec(rest)!;
  return { host, length4, length6 };
}

function isLength(text: string | undefined, most: number): boolean {
  return text === undefined || (/^(0|[1-9]\d{0,2})$/.test(text) && Number(text) <= most);
}

function isNetwork4(text: string): boolean {
  const [, address, length] = /^([^/]*)(?:\/(.*))?$/.exec(text)!;
  return /^(\d|[1-9]\d+)(\.(\d|[1-9]\d+)){3}$/.test(address) && Address4.isValid(address) && isLength(length, 32);
}

function isNetwork6(text: string): boolean {
  const [, address, length] = /^([^/]*)(?:\/(.*))?$/.exec(text)!;
  return /^[0-9a-f:.]+$/i.test(address) && Address6.isValid(address) && isLength(length, 128);
}

const MACRO = "%(?:\\{[slodiphcrtv]\\d*r?[.\\-+,/_=]*\\}|[%_-])";
const MACRO_STRING = new RegExp(`^(?:${MACRO}|[!-$&-~])*$`, "i");
/** A name of two labels or more, the last of them no number; or a macro at the end. */
const DOMAIN_END = new RegExp(`(?:\\.(?=[a-z0-9-]*[a-z-])[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.?|${MACRO})$`, "i");

function isMacroString(text: string): boolean {
  return MACRO_STRING.test(text);
}

/** Bytes that macro strings may hold and names have not. */
const NOT_IN_NAMES = /[:@,;]/;
const ANY_MACRO = new RegExp(MACRO, "gi");

function isDomain(text: string): boolean {
  return isMacroString(text) && DOMAIN_END.test(text) && !NOT_IN_NAMES.test(text.replace(ANY_MACRO, ""));
}
