/**
 * TXT records that say how mail is to be checked: lists of tags such as `v=DKIM1; p=...`. Receivers that cannot read one
 * do without it, and nobody is told.
 */

import { TYPE } from "../../compile/expand.js";
import { isOneEditAway } from "../one-edit.js";
import { registeredDomain } from "../public-suffix.js";
import { type NameId, type NameTable, ROOT, wireOf } from "./name-table.js";
import type { Row } from "./records.js";
import { joinedStrings } from "./stored-record.js";
import type { ZoneData } from "./zone-data.js";

export type PolicyKind = "DKIM" | "DMARC" | "MTA-STS" | "TLSRPT" | "BIMI";

/** What the records of each kind begin with, behind `v=`. */
const VERSIONS: Readonly<Record<PolicyKind, string>> = {
  DKIM: "DKIM1",
  DMARC: "DMARC1",
  "MTA-STS": "STSv1",
  TLSRPT: "TLSRPTv1",
  BIMI: "BIMI1",
};

/** A record that receivers do not use as it was meant. */
export interface FaultyMailPolicy {
  readonly row: Row;
  readonly record: PolicyKind;
  readonly fault: PolicyFault;
}

export interface PolicyFault {
  readonly kind:
    | "place" // nobody looks for the record at its name
    | "version" // does not begin with the version, as it has to
    | "order" // begins with something else than the version, which a DKIM key may do without
    | "tag" // a piece that is no tag
    | "unknown" // a tag that is nearly one of those that there are
    | "twice"
    | "missing" // a tag that has to be there
    | "policy" // a policy that is none
    | "value" // a value that the tag cannot have
    | "uri" // addresses for reports without mailto: in front
    | "reports" // an address in another domain, which has not said that it takes them
    | "base64" // a key with bytes that are none of a key
    | "key" // a key that is not whole
    | "no-key" // something that does not even begin as a key
    | "short"; // a key that receivers must not use
  readonly tag: string;
  /** What is wrong: a value, the first byte that is none of a key, the size of a key in bits, the version, what a tag was meant as. */
  readonly value: string;
  /** Where a record is missing. */
  readonly wanted?: string;
}

/** All records with faults, in file order. */
export function findFaultyMailPolicies(data: ZoneData): FaultyMailPolicy[] {
  const found: FaultyMailPolicy[] = [];
  const aliased = new AliasTargets(data);
  for (const row of data.records.allOfType(TYPE.TXT)) {
    const wanted = kindAt(data.records.owner[row], data.names);
    if (!wanted && !mayBeginWithVersion(row, data)) continue;
    const text = textOf(row, data);
    const record = wanted ?? kindOfText(text);
    if (!record || text === "") continue;
    const fault = wanted
      ? (findPolicyFault(record, text) ?? (record === "DMARC" ? reportsFault(text, row, aliased, data) : undefined))
      : placeFault(record, row, aliased, data);
    if (fault) found.push({ row, record, fault });
  }
  return found;
}

/** The names that aliases of the file point to; found when they are asked for. */
class AliasTargets {
  private targets: ReadonlySet<NameId> | undefined;

  constructor(private readonly data: ZoneData) {}

  has(name: NameId): boolean {
    const { records } = this.data;
    this.targets ??= new Set([...records.allOfType(TYPE.CNAME)].map((row) => records.target[row]));
    return this.targets.has(name);
  }
}

/** A look at the first bytes of the text. In a generic line a length byte stands in front. */
function mayBeginWithVersion(row: Row, { text: { bytes, lines }, records }: ZoneData): boolean {
  const start = lines.start(records.line[row]);
  if (bytes[start] === COLON) return true;
  const at = bytes.indexOf(COLON, start + 1) + 1;
  return bytes[at] === SMALL_V && bytes[at + 1] === EQUALS && CAPITALS.includes(bytes[at + 2]);
}

const COLON = 58;
const EQUALS = 61;
const SMALL_V = 118;
/** The first letters of all versions. */
const CAPITALS: readonly number[] = [..."DSTB"].map((char) => char.charCodeAt(0));

/** The kind of record that is looked for at a name. */
function kindAt(owner: NameId, names: NameTable): PolicyKind | undefined {
  if (names.beginsWith(owner, "_")) {
    if (names.beginsWith(owner, "_dmarc.")) return "DMARC";
    if (names.beginsWith(owner, "_mta-sts.")) return "MTA-STS";
    // Names of other records begin so too, such as _adsp._domainkey.
    return names.beginsWith(owner, "_smtp._tls.") ? "TLSRPT" : undefined;
  }
  // A selector may have dots.
  for (let above = names.parent(owner); above > ROOT; above = names.parent(above)) {
    if (names.beginsWith(above, "_domainkey.")) return "DKIM";
    if (names.beginsWith(above, "_bimi.")) return "BIMI";
  }
  return undefined;
}

/** The strings of a TXT record, one behind the other; most stand in their line as they are, but for blanks at the end. */
function textOf(row: Row, { text, records }: ZoneData): string {
  const { bytes, lines } = text;
  const start = lines.start(records.line[row]);
  const end = lines.start(records.line[row] + 1);
  let from = start + 1;
  while (from < end && bytes[from] !== COLON) from++;
  let to = ++from;
  while (to < end && bytes[to] !== COLON && bytes[to] !== BACKSLASH) to++;
  const isPlain = bytes[start] === APOSTROPHE && bytes[to] !== BACKSLASH;
  return isPlain ? text.slice({ start: from, end: Math.max(from, to) }).trimEnd() : joinedStrings(records.rdata(row));
}

const APOSTROPHE = 39;
const BACKSLASH = 92;

function kindOfText(text: string): PolicyKind | undefined {
  return KINDS.find((kind) => text.startsWith(`v=${VERSIONS[kind]}`));
}

const KINDS = Object.keys(VERSIONS) as PolicyKind[];

/** What people who nearly know the name write in front of the domain, without hyphens and underscores. */
const NEARLY: Readonly<Record<PolicyKind, readonly string[]>> = {
  DKIM: ["domainkey", "dkim"],
  DMARC: ["dmarc", "dmark"],
  "MTA-STS": ["mtasts"],
  TLSRPT: ["smtp.tls", "tls.smtp", "smtptls", "tls", "tlsrpt"],
  BIMI: ["bimi"],
};

/** One letter off, a shorter word is another one. */
const SHORTEST_MISTYPED = 5;

function isNearly(record: PolicyKind, name: string): boolean {
  const labels = name.replace(/[_-]/g, "").split(".");
  // The dot behind the selector is missing, or another mark stands in its place.
  if (record === "DKIM" && labels.some((label) => label.endsWith("domainkey"))) return true;
  // A selector, of one label or more, stands in front.
  const starts = record === "DKIM" || record === "BIMI" ? labels.keys() : [0];
  return [...starts].some((start) => {
    return NEARLY[record].some((word) => {
      const written = labels.slice(start, start + word.split(".").length).join(".");
      return written === word || (word.length >= SHORTEST_MISTYPED && isOneEditAway(written, word));
    });
  });
}

/** Anywhere else a record may be what an alias from elsewhere points to. */
function placeFault(record: PolicyKind, row: Row, aliased: AliasTargets, data: ZoneData): PolicyFault | undefined {
  const { records, zones } = data;
  const owner = records.owner[row];
  const name = records.ownerText(row);
  const isMailDomain = zones.at(owner) !== undefined || records.hasType(owner, TYPE.MX);
  // Reports about a domain may be asked for elsewhere (RFC 7489 section 7.1).
  if (!isMailDomain && (!isNearly(record, name) || name.includes("._report."))) return undefined;
  if (aliased.has(owner)) return undefined;
  return { kind: "place", tag: "v", value: VERSIONS[record] };
}

interface Tag {
  readonly name: string;
  /** Without blanks around it. */
  readonly value: string;
}

/** RFC 6376 section 3.2: the tags of a text, in order; a piece that is none has no name. */
function readTags(text: string): Tag[] {
  const pieces = text.split(";").map((piece) => piece.trim());
  if (pieces.at(-1) === "") pieces.pop();
  return pieces.map((piece) => {
    const [, name = "", value = piece] = /^(\w+)\s*=\s*(.*)$/s.exec(piece) ?? [];
    return { name: name.toLowerCase(), value };
  });
}

/** What keeps receivers from using a record, or a tag of it: the first that there is. */
function findPolicyFault(record: PolicyKind, text: string): PolicyFault | undefined {
  const tags = readTags(text);
  return (
    versionFault(record, text, tags) ??
    tagFault(tags) ??
    unknownTag(record, tags) ??
    missingTag(record, tags) ??
    valueFault(record, tags)
  );
}

/** The version has to come first. */
function versionFault(record: PolicyKind, text: string, [first, ...others]: Tag[]): PolicyFault | undefined {
  const fault = { tag: "v", value: VERSIONS[record] };
  if (first.name === "v") {
    const isInFront = record === "DKIM" || /^v/i.test(text);
    return first.value === VERSIONS[record] && isInFront ? undefined : { kind: "version", ...fault };
  }
  // A key may do without one (RFC 6376 section 3.6.1).
  if (record !== "DKIM" || first.name === "") return { kind: "version", ...fault };
  return others.some(({ name }) => name === "v") ? { kind: "order", ...fault } : undefined;
}

function tagFault(tags: readonly Tag[]): PolicyFault | undefined {
  const seen = new Set<string>();
  for (const { name, value } of tags) {
    if (name === "") return { kind: "tag", tag: value, value };
    if (seen.has(name)) return { kind: "twice", tag: name, value };
    seen.add(name);
  }
  return undefined;
}

/** A tag that nobody knows is passed over (RFC 7489 section 6.3), so only one that was surely meant as another is told. */
function unknownTag(record: PolicyKind, tags: readonly Tag[]): PolicyFault | undefined {
  const known = KNOWN_TAGS[record];
  if (!known) return undefined;
  for (const { name } of tags) {
    if (known.includes(name) || name.length < 3) continue;
    const meant = known.find((tag) => tag.length > 2 && isOneEditAway(name, tag) && tags.every(isOther(tag)));
    if (meant !== undefined) return { kind: "unknown", tag: name, value: meant };
  }
  return undefined;
}

function isOther(tag: string): (other: Tag) => boolean {
  return ({ name }) => name !== tag;
}

/** RFC 7489 section 6.3, RFC 9091 section 3.2 and the successor of the former. */
const KNOWN_TAGS: Readonly<Partial<Record<PolicyKind, readonly string[]>>> = {
  DMARC: ["v", "p", "sp", "np", "adkim", "aspf", "pct", "fo", "rf", "ri", "rua", "ruf", "psd", "t"],
  TLSRPT: ["v", "rua"],
};

const NEEDED: Readonly<Record<PolicyKind, string>> = {
  DKIM: "p",
  DMARC: "p",
  "MTA-STS": "id",
  TLSRPT: "rua",
  BIMI: "l",
};

function missingTag(record: PolicyKind, tags: readonly Tag[]): PolicyFault | undefined {
  const tag = NEEDED[record];
  return tags.some(({ name }) => name === tag) ? undefined : { kind: "missing", tag, value: "" };
}

/** What is wrong with the value of a tag. */
type Judge = (value: string, tags: readonly Tag[]) => Pick<PolicyFault, "kind" | "value"> | undefined;

function oneOf(values: RegExp, kind: "value" | "policy" = "value"): Judge {
  return (value) => (values.test(value) ? undefined : { kind, value });
}

/** Addresses for reports, with commas between; a size may stand behind each (RFC 7489 section 6.2). */
const reportAddresses: Judge = (value) => {
  const other = value.split(",").find((uri) => !/^\s*(mailto:[^\s@]+@[^\s@]+|https?:\/\/\S+)\s*$/i.test(uri));
  return other === undefined ? undefined : { kind: "uri", value: other.trim() };
};

/** A key is a DER sequence that says how long it is; that of Ed25519 is 32 bytes (RFC 8463 section 4.2). */
const key: Judge = (value, tags) => {
  // A key that was given up.
  if (value === "") return undefined;
  const written = /\s/.test(value) ? value.replace(/\s/g, "") : value;
  const [digits] = /^[A-Za-z0-9+/]*/.exec(written)!;
  // Receivers do not insist on the = at the end.
  if (!/^={0,2}$/.test(written.slice(digits.length))) return { kind: "base64", value: written[digits.length] };
  const size = digits.length % 4 === 1 ? 0 : Math.floor((digits.length * 3) / 4);
  if (tags.some(({ name, value: type }) => name === "k" && type === "ed25519")) {
    return size === ED25519_SIZE ? undefined : { kind: "key", value };
  }
  if (!BEGINNING.test(digits)) return { kind: "no-key", value };
  const bits = modulusBits(new Der(digits, size));
  if (bits === undefined) return { kind: "key", value };
  return bits < LEAST_BITS ? { kind: "short", value: String(bits) } : undefined;
};

/** The tag of a sequence in base64, and of a length that has one byte or says how many more it has. */
const BEGINNING = /^M[A-P]/;
const ED25519_SIZE = 32;
/** RFC 8301 section 3.2. */
const LEAST_BITS = 1024;

const VALUES: Readonly<Record<PolicyKind, Readonly<Record<string, Judge>>>> = {
  DKIM: { k: oneOf(/^(rsa|ed25519)$/), h: oneOf(/^\w+(\s*:\s*\w+)*$/), p: key },
  DMARC: {
    p: oneOf(/^(none|quarantine|reject)$/i, "policy"),
    sp: oneOf(/^(none|quarantine|reject)$/i, "policy"),
    adkim: oneOf(/^[rs]$/i),
    aspf: oneOf(/^[rs]$/i),
    pct: oneOf(/^(\d\d?|100)$/),
    fo: oneOf(/^[01ds](\s*:\s*[01ds])*$/i),
    ri: oneOf(/^\d+$/),
    rua: reportAddresses,
    ruf: reportAddresses,
  },
  "MTA-STS": { id: oneOf(/^[A-Za-z0-9]{1,32}$/) },
  TLSRPT: { rua: reportAddresses },
  BIMI: { l: oneOf(/^(https:\/\/\S+)?$/i), a: oneOf(/^(https:\/\/\S+|self)?$/i) },
};

function valueFault(record: PolicyKind, tags: readonly Tag[]): PolicyFault | undefined {
  const judges = VALUES[record];
  for (const { name, value } of tags) {
    const fault = Object.hasOwn(judges, name) ? judges[name](value, tags) : undefined;
    if (fault) return { ...fault, tag: name };
  }
  return undefined;
}

/**
 * RFC 7489 section 7.1: who is to get reports about another domain has to say so, with a record that begins v=DMARC1. Only
 * names in the zones of this file are looked at.
 */
function reportsFault(text: string, row: Row, aliased: AliasTargets, data: ZoneData): PolicyFault | undefined {
  const { records, lookUp } = data;
  // What an alias points to is the policy of another domain, or of many.
  if (aliased.has(records.owner[row]) || records.isWildcard(row)) return undefined;
  const [, ...labels] = data.names.labels(records.owner[row]);
  const domain = labels.join(".").toLowerCase();
  for (const { name, value } of readTags(text)) {
    if (name !== "rua" && name !== "ruf") continue;
    for (const uri of value.split(",")) {
      const [, address, host = ""] = MAIL_ADDRESS.exec(uri) ?? [];
      const at = [...labels, "_report", "_dmarc", ...host.toLowerCase().split(".")];
      if (registeredDomain(domain) === registeredDomain(host.toLowerCase()) || !at.every(isLabel)) continue;
      const wire = wireOf(at);
      if (wire.length > LONGEST_NAME) continue;
      const rows = lookUp.rowsAt(wire, records.locationOf(row));
      if (!rows || rows.some((other) => mayAgree(other, data))) continue;
      return { kind: "reports", tag: name, value: address, wanted: at.join(".") };
    }
  }
  return undefined;
}

/** An alias may lead to a record elsewhere. */
function mayAgree(row: Row, data: ZoneData): boolean {
  const type = data.records.typeOf(row);
  return type === TYPE.CNAME || (type === TYPE.TXT && AGREES.test(textOf(row, data)));
}

const LONGEST_NAME = 255;
const AGREES = /^v\s*=\s*DMARC1/;
const MAIL_ADDRESS = /^\s*mailto:([^\s@]+@([^\s@!]+))/i;

function isLabel(label: string): boolean {
  return label !== "" && label.length <= 63;
}

const SEQUENCE = 0x30;
const BIT_STRING = 0x03;
const INTEGER = 0x02;

/**
 * The size of the modulus of an RSA key, as SubjectPublicKeyInfo or as the bare RSAPublicKey that RFC 6376 section 3.6.1
 * names; undefined when the bytes are neither, or end too early.
 */
function modulusBits(der: Der): number | undefined {
  const whole = der.element(0);
  if (whole?.tag !== SEQUENCE) return undefined;
  const first = der.element(whole.start);
  if (first?.tag === INTEGER) return der.bitsOf(first);
  const string = first && der.element(first.end);
  // A bit string begins with the number of bits that are not used.
  const inner = string?.tag === BIT_STRING ? der.element(string.start + 1) : undefined;
  const modulus = inner?.tag === SEQUENCE ? der.element(inner.start) : undefined;
  return modulus?.tag === INTEGER ? der.bitsOf(modulus) : undefined;
}

interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** So many digits of base64 hold the beginning of the modulus, and all that tells the sizes. */
const HEAD = 128;

/** A key in DER. Thousands of them are looked at, and only the beginning of each. */
class Der {
  private readonly head: string;

  constructor(
    base64: string,
    private readonly size: number,
  ) {
    this.head = size === 0 ? "" : atob(base64.slice(0, HEAD));
  }

  /** An element (X.690 section 8.1); undefined when it does not begin in the head, or does not end within the bytes. */
  element(at: number): Element | undefined {
    const { head } = this;
    const first = head.charCodeAt(at + 1);
    const count = first < 0x80 ? 0 : first & 0x7f;
    let length = count === 0 ? first : 0;
    for (let index = 0; index < count; index++) length = length * 256 + head.charCodeAt(at + 2 + index);
    const start = at + 2 + count;
    return start + length <= this.size ? { tag: head.charCodeAt(at), start, end: start + length } : undefined;
  }

  /** Bits of an integer, without zeros in front. */
  bitsOf({ start, end }: Element): number {
    let from = start;
    while (from < end && this.head.charCodeAt(from) === 0) from++;
    return from === end ? 0 : (end - from) * 8 - Math.clz32(this.head.charCodeAt(from)) + 24;
  }
}
