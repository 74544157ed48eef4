/** The grammar of SPF records: RFC 7208 sections 4.5, 4.6, 7.1 and 12. Nothing is looked up. */
import { Address4, Address6 } from "ip-address";

export interface SpfFault {
  readonly kind:
    | "version" // something sticks to v=spf1, or it is misspelt
    | "front" // something stands in front of v=spf1
    | "blank" // terms are separated by something else than a space
    | "unknown" // no such mechanism
    | "colon" // a mechanism that needs a value has none behind a colon
    | "equals" // a mechanism that is written as a modifier, which nobody knows
    | "value" // a mechanism or modifier with a value that it cannot have
    | "address4"
    | "address6"
    | "domain"
    | "twice" // a modifier that may stand only once
    | "behind-all" // mechanisms that are never tested
    | "redirect" // a modifier that all makes useless
    | "look-ups" // the first term that goes beyond the limit of look-ups
    | "everybody"; // all without a minus, tilde or question mark
  /** Place in the text. */
  readonly start: number;
  readonly end: number;
  readonly term: string;
  /** Name of the mechanism or modifier. */
  readonly name: string;
}

/** Blanks, a length byte that is printable, a quote: not those that `txt-quotes` finds at both ends of a text. */
const FRONT = '[^\\w"\\0-\\x08\\x0e-\\x1f]+|"(?!.*"$)';
const MEANT = new RegExp(`^((?:${FRONT})?)((?:v\\s*[=:]\\s*spf|spf1(?=[ ,;]))[^ ]*)`, "is");

/** Whether a text is meant as an SPF record: it begins with v=spf, or nearly so. */
export function isSpf(text: string): boolean {
  return MEANT.test(text);
}

/** Whether receivers take a text for an SPF record; with more than one of them at a name they use none. */
export function hasSpfVersion(text: string): boolean {
  return /^v=spf1( |$)/i.test(text);
}

/**
 * What is wrong with an SPF record, in the order of its terms: first that for which receivers use nothing of it, then what
 * says something else than it looks in a record that they use.
 */
export function findSpfFaults(text: string): SpfFault[] {
  if (!hasSpfVersion(text)) {
    const [whole, front, version] = MEANT.exec(text)!;
    return [{ kind: front ? "front" : "version", start: 0, end: whole.length, term: version, name: "v" }];
  }
  const faults: SpfFault[] = [];
  const slips: SpfFault[] = [];
  const seen = new Set<string>();
  let allEnd = -1;
  let lookUps = 0;
  let redirect: Omit<SpfFault, "kind"> | undefined;
  for (const { 0: term, index } of text.matchAll(/[^ ]+/g)) {
    if (index === 0) continue;
    const { name, kind } = judgeTerm(term, seen);
    const at = { start: index, end: index + term.length, term, name };
    if (LOOKED_UP.has(name) && allEnd < 0) lookUps++;
    if (kind) faults.push({ kind, ...at });
    else if (lookUps > MOST_LOOK_UPS) faults.push({ kind: "look-ups", ...at });
    else if (allEnd >= 0 && !term.includes("=")) slips.push({ kind: "behind-all", ...at });
    else if (/^\+?all$/i.test(term)) slips.push({ kind: "everybody", ...at });
    if (name === "all") allEnd = index;
    if (name === "redirect") redirect ??= at;
  }
  if (redirect && allEnd >= 0) slips.push({ kind: "redirect", ...redirect });
  return [...faults, ...slips];
}

/** Terms that make a receiver ask the DNS; with more of them it gives up (RFC 7208 section 4.6.4). */
const LOOKED_UP: ReadonlySet<string> = new Set(["include", "a", "mx", "ptr", "exists", "redirect"]);
const MOST_LOOK_UPS = 10;

interface Verdict {
  readonly name: string;
  readonly kind?: SpfFault["kind"];
}

function judgeTerm(term: string, seen: Set<string>): Verdict {
  if (/[^!-~]/.test(term)) return { name: term, kind: "blank" };
  const modifier = /^([a-z][a-z0-9_.-]*)=(.*)$/i.exec(term);
  if (modifier) return judgeModifier(modifier[1].toLowerCase(), modifier[2], seen);
  const [, written, rest] = /^[+?~-]?([^:/]*)(.*)$/.exec(term)!;
  const name = written.toLowerCase();
  return { name, kind: judgeMechanism(name, rest) };
}

const MECHANISMS = new Set(["all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists"]);

function judgeModifier(name: string, value: string, seen: Set<string>): Verdict {
  if (MECHANISMS.has(name)) return { name, kind: "equals" };
  if (name !== "redirect" && name !== "exp") return isMacroString(value) ? { name } : { name, kind: "value" };
  if (seen.has(name)) return { name, kind: "twice" };
  seen.add(name);
  return isDomain(value) ? { name } : { name, kind: "domain" };
}

function judgeMechanism(name: string, rest: string): SpfFault["kind"] | undefined {
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
      return judgeHost(rest);
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

function domainAfterColon(rest: string, needed: boolean): SpfFault["kind"] | undefined {
  if (rest === "") return needed ? "colon" : undefined;
  if (rest[0] !== ":") return "value";
  return isDomain(rest.slice(1)) ? undefined : "domain";
}

/** `[":" domain] ["/" length4] ["//" length6]`. */
function judgeHost(rest: string): SpfFault["kind"] | undefined {
  const [, host, length4, length6] = /^(.*?)(?:\/(\d+))?(?:\/\/(\d+))?$/.exec(rest)!;
  if (!isLength(length4, 32) || !isLength(length6, 128)) return "value";
  return domainAfterColon(host, false);
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
