/** What record data of the right form cannot hold: numbers that nothing is behind, ranges, digests and texts. */
import { decodeLatin1 } from "djblint-grammars/text";
import { isOneEditAway } from "../one-edit.js";
import { parameterName } from "./service-parameters.js";

/** What is wrong with record data that is not of its type. */
export type RdataFault =
  | { readonly kind: "form" }
  /** The length byte at an offset announces a longer string than is left behind it. */
  | { readonly kind: "string"; readonly at: number; readonly length: number; readonly left: number }
  /** A name with a dot inside of a label. */
  | { readonly kind: "dotted"; readonly name: string }
  /** A digest, or a key, of the wrong length for its kind. */
  | { readonly kind: "digest" | "key"; readonly number: number; readonly length: number; readonly given: number }
  /** A number that nothing is behind; `form` says in words which there are. */
  | { readonly kind: "number"; readonly name: string; readonly number: number; readonly form: string }
  /** A whole certificate or key, by its kind, that does not begin as one. */
  | { readonly kind: "uncut" }
  /** The value of a parameter of a SVCB or HTTPS record. */
  | { readonly kind: "parameter"; readonly name: string; readonly form: string; readonly given: number }
  /** Parameters of a SVCB or HTTPS record that call for another one, which is not there. */
  | { readonly kind: "absent"; readonly name: string; readonly wanted: string }
  /** The parameter `mandatory` names itself. */
  | { readonly kind: "own-key" }
  /** Parameters of a SVCB or HTTPS record that is an alias. */
  | { readonly kind: "alias" }
  /** Degrees that the earth does not have. */
  | { readonly kind: "degrees"; readonly name: string; readonly most: number }
  /** A size in a LOC record whose halves are no decimal digits. */
  | { readonly kind: "precision"; readonly name: string; readonly number: number }
  /** So many bytes of an address stand where numbers belong. */
  | { readonly kind: "weight"; readonly value: string; readonly count: 2 | 4 }
  /** An address, or the expression or the flags of a NAPTR record, which nobody can read. */
  | { readonly kind: "uri" | "expression" | "letters"; readonly value: string }
  /** A NAPTR record has an expression and a replacement, or none of them. */
  | { readonly kind: "both" | "neither" }
  /** The length byte of a CAA tag does not fit the tag that follows. */
  | { readonly kind: "tag"; readonly length: number; readonly meant: string }
  /** A tag of a CAA record that is nearly one of those that there are. */
  | { readonly kind: "misspelt"; readonly tag: string; readonly near: string }
  /** The value of a CAA record stands in quotes, or is no domain of an authority, or no address to write to. */
  | { readonly kind: "quotes" | "issuer" | "contact"; readonly value: string }
  /** Flags of a CAA record that say nothing. */
  | { readonly kind: "flags"; readonly flags: number };

/** What is wrong with record data that has the form of its type. */
export function valueFaultOf(type: number, rdata: Uint8Array): RdataFault | undefined {
  switch (type) {
    case LOC:
      return placeFaultOf(rdata);
    case NAPTR:
      return naptrFaultOf(rdata);
    case SVCB:
    case HTTPS:
      return serviceFaultOf(rdata);
    case URI:
      return uriFaultOf(decodeLatin1(rdata));
    case CAA:
      return caaFaultOf(rdata);
    default:
      return numberFaultOf(type, rdata) ?? lengthFaultOf(type, rdata);
  }
}

const LOC = 29;
const NAPTR = 35;
const DS = 43;
const SSHFP = 44;
const DNSKEY = 48;
const TLSA = 52;
const SVCB = 64;
const HTTPS = 65;
const URI = 256;
const CAA = 257;

/** A byte that says what kind of something a record holds. */
interface NumberField {
  readonly at: number;
  readonly name: string;
  readonly known: readonly number[];
  readonly form: string;
}

/** The numbers that are registered; those for private use are among them. */
const NUMBERS: Readonly<Record<number, readonly NumberField[]>> = {
  [DS]: [{ at: 3, name: "digest type", known: [1, 2, 3, 4, 5, 6], form: "1 to 6, with 2 for SHA-256" }],
  [SSHFP]: [
    {
      at: 0,
      name: "algorithm",
      // OpenSSH has 5 for XMSS.
      known: [1, 2, 3, 4, 5, 6],
      form: "1 for RSA, 2 for DSA, 3 for ECDSA, 4 for Ed25519 and 6 for Ed448",
    },
    { at: 1, name: "fingerprint type", known: [1, 2], form: "1 for SHA-1 and 2 for SHA-256" },
  ],
  [DNSKEY]: [{ at: 2, name: "protocol", known: [3], form: "always 3" }],
  [TLSA]: [
    { at: 0, name: "certificate usage", known: [0, 1, 2, 3, 255], form: "0 to 3" },
    { at: 1, name: "selector", known: [0, 1, 255], form: "0 for the certificate and 1 for its key" },
    { at: 2, name: "matching type", known: [0, 1, 2, 255], form: "0 for all of it, 1 for SHA-256 and 2 for SHA-512" },
  ],
};

function numberFaultOf(type: number, rdata: Uint8Array): RdataFault | undefined {
  const field = NUMBERS[type]?.find(({ at, known }) => !known.includes(rdata[at]));
  return field && { kind: "number", name: field.name, number: rdata[field.at], form: field.form };
}

/** Where the kind of a digest or key stands in the data, where it begins, and how long each kind is. */
const LENGTHS: Readonly<Record<number, { kindAt: number; from: number; lengths: Readonly<Record<number, number>> }>> = {
  [DS]: { kindAt: 3, from: 4, lengths: { 1: 20, 2: 32, 3: 32, 4: 48 } },
  [SSHFP]: { kindAt: 1, from: 2, lengths: { 1: 20, 2: 32 } },
  // RFC 6605 section 4, RFC 8080 section 3.
  [DNSKEY]: { kindAt: 3, from: 4, lengths: { 13: 64, 14: 96, 15: 32, 16: 57 } },
  [TLSA]: { kindAt: 2, from: 3, lengths: { 1: 32, 2: 64 } },
};

function lengthFaultOf(type: number, rdata: Uint8Array): RdataFault | undefined {
  const field = LENGTHS[type];
  if (!field) return undefined;
  const number = rdata[field.kindAt];
  const given = rdata.length - field.from;
  const length = field.lengths[number] ?? given;
  if (length !== given) return { kind: type === DNSKEY ? "key" : "digest", number, length, given };
  // A certificate and a key in DER are sequences.
  return type === TLSA && number === 0 && rdata[field.from] !== SEQUENCE ? { kind: "uncut" } : undefined;
}

const SEQUENCE = 0x30;

/** RFC 1876 section 2: sizes are a digit and a power of ten, each in half a byte; places thousandths of a second around 2^31. */
function placeFaultOf(rdata: Uint8Array): RdataFault | undefined {
  const odd = PRECISIONS.findIndex((_, index) => rdata[index + 1] >> 4 > 9 || (rdata[index + 1] & 15) > 9);
  if (odd >= 0) return { kind: "precision", name: PRECISIONS[odd], number: rdata[odd + 1] };
  const view = new DataView(rdata.buffer, rdata.byteOffset, rdata.byteLength);
  for (const { at, name, most } of ANGLES) {
    if (Math.abs(view.getUint32(at) - 2 ** 31) > most * 3600000) return { kind: "degrees", name, most };
  }
  return undefined;
}

const PRECISIONS = ["size", "horizontal precision", "vertical precision"];
const ANGLES = [
  { at: 4, name: "latitude", most: 90 },
  { at: 8, name: "longitude", most: 180 },
];

/** The strings of a NAPTR record, and whether a name stands behind them (RFC 3403 section 4.1). */
function naptrFaultOf(rdata: Uint8Array): RdataFault | undefined {
  let at = 4;
  const string = () => {
    const from = at + 1;
    at = from + rdata[at];
    return decodeLatin1(rdata, from, at);
  };
  const [letters, , expression] = [string(), string(), string()];
  if (/[^A-Za-z0-9]/.test(letters)) return { kind: "letters", value: letters };
  const hasReplacement = rdata[at] !== 0;
  if (expression === "") {
    return /^[sau]$/i.test(letters) && !hasReplacement ? { kind: "neither" } : undefined;
  }
  if (hasReplacement) return { kind: "both" };
  return isSubstitution(expression) ? undefined : { kind: "expression", value: expression };
}

/**
 * RFC 3402 section 3.2: a mark, an expression, the mark, what is put in its place, the mark, and perhaps an i. What is
 * put there may call for groups of the expression.
 */
function isSubstitution(text: string): boolean {
  const mark = text[0];
  if (/[1-9i\\]/.test(mark)) return false;
  const parts = [""];
  for (let at = 1; at < text.length; at++) {
    if (text[at] === mark) parts.push("");
    else parts[parts.length - 1] += text[at] === "\\" ? text[at] + (text[++at] ?? "") : text[at];
  }
  const [expression, replacement = "", flags] = parts;
  if (parts.length !== 3 || !/^i?$/i.test(flags)) return false;
  const groups = expression.replace(/\\./gs, "").split("(").length - 1;
  return [...replacement.matchAll(/\\([1-9])/g)].every(([, number]) => Number(number) <= groups);
}

/** RFC 9460 sections 2.4.2, 7.1.1 and 8. */
function serviceFaultOf(rdata: Uint8Array): RdataFault | undefined {
  const values = parametersOf(rdata);
  if (rdata[0] === 0 && rdata[1] === 0) return values.size > 0 ? { kind: "alias" } : undefined;
  const mandatory = values.get(MANDATORY) ?? [];
  for (let at = 0; at < mandatory.length; at += 2) {
    const key = mandatory[at] * 256 + mandatory[at + 1];
    if (key === MANDATORY) return { kind: "own-key" };
    if (!values.has(key)) return { kind: "absent", name: "mandatory", wanted: parameterName(key) };
  }
  const isBare = values.has(NO_DEFAULT_ALPN) && !values.has(ALPN);
  return isBare ? { kind: "absent", name: "no-default-alpn", wanted: "alpn" } : undefined;
}

const MANDATORY = 0;
const ALPN = 1;
const NO_DEFAULT_ALPN = 2;

function parametersOf(rdata: Uint8Array): ReadonlyMap<number, Uint8Array> {
  const values = new Map<number, Uint8Array>();
  let at = 2;
  while (rdata[at] !== 0) at += rdata[at] + 1;
  for (at++; at < rdata.length; ) {
    const key = rdata[at] * 256 + rdata[at + 1];
    const from = at + 4;
    at = from + rdata[at + 2] * 256 + rdata[at + 3];
    values.set(key, rdata.subarray(from, at));
  }
  return values;
}

/** RFC 7553 section 4: priority and weight, 2 bytes each, and an address with its scheme (RFC 3986 section 3.1). */
function uriFaultOf(text: string): RdataFault | undefined {
  // No weight consists of letters.
  const count = WITH_SCHEME.test(text) ? 4 : WITH_SCHEME.test(text.slice(2)) ? 2 : undefined;
  if (count !== undefined) return { kind: "weight", value: text.slice(4 - count), count };
  const value = text.slice(4);
  return /^[a-z][a-z0-9+.-]*:./is.test(value) ? undefined : { kind: "uri", value };
}

/** The shortest schemes that are in use have three letters, but for those of a single application. */
const WITH_SCHEME = /^[a-z]{3}[a-z0-9+.-]*:/i;

/** Tags of RFC 8659 and its successors, the longer ones of two that begin alike first. */
const CAA_TAG = /^(issuewild|issuemail|issuevmc|issue|iodef|contactemail|contactphone)/i;

/** Those of them that are used most. */
const CAA_TAGS = ["issue", "issuewild", "iodef"];

/** RFC 8659 section 4.2: a domain, which may be left out, and parameters, such as `;a=b`. */
const CAA_LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
const CAA_PARAMETERS = "(?:;[ \\t]*(?:[a-z0-9-]+[ \\t]*=[!-:<-~]*[ \\t]*)?)*";
const CAA_ISSUER = new RegExp(`^[ \\t]*(?:${CAA_LABEL}(?:\\.${CAA_LABEL})*)?[ \\t]*${CAA_PARAMETERS}$`, "i");
/** RFC 8659 section 4.4. */
const CAA_CONTACT = /^(mailto:.+@|https?:\/\/)/i;
/** The one flag that there is: an authority that does not know the tag must not issue (RFC 8659 section 4.1). */
const CRITICAL = 128;

/** The tag with a letter missing or too many in front of a value, when the length in front is that of the tag. */
function caaTagInFront(text: string, length: number): string | undefined {
  return CAA_TAGS.filter((known) => known.length === length).find((known) =>
    [length - 1, length + 1].some((size) => isOneEditAway(text.slice(0, size), known)),
  );
}

function caaFaultOf([flags, length, ...bytes]: Uint8Array): RdataFault | undefined {
  const text = String.fromCharCode(...bytes);
  const meant = CAA_TAG.exec(text)?.[1].toLowerCase();
  const tag = text.slice(0, length);
  const near =
    CAA_TAGS.find((known) => known !== meant && isOneEditAway(tag.toLowerCase(), known)) ??
    (meant === undefined ? caaTagInFront(text.toLowerCase(), length) : undefined);
  if (near !== undefined) return { kind: "misspelt", tag, near };
  if (meant !== undefined && meant.length !== length) return { kind: "tag", length, meant };
  const value = text.slice(length);
  if (/^".*"$/s.test(value)) return { kind: "quotes", value };
  if (meant === "issue" || meant === "issuewild" || meant === "issuemail") {
    if (!CAA_ISSUER.test(value)) return { kind: "issuer", value };
  }
  if (meant === "iodef" && !CAA_CONTACT.test(value)) return { kind: "contact", value };
  return flags === 0 || flags === CRITICAL ? undefined : { kind: "flags", flags };
}
