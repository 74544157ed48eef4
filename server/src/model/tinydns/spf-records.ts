/**
 * What is wrong with the SPF records of a file. Names are followed as far as the zones of the file go: what other servers
 * publish is not known, and neither is what only some clients see, or only at some times.
 */
import { TYPE } from "../../compile/expand.js";
import { EVERYWHERE, type LocationCode } from "./location-code.js";
import { isAddress } from "./look-up.js";
import { wireOf } from "./name-table.js";
import type { Row } from "./records.js";
import { domainOf, findSpfSlip, isMechanismWithEquals, type SpfSlip, type SpfTerm, spfTerms } from "./spf.js";
import { mayBeSpf, spfTextOf } from "./spf-text.js";
import type { ZoneData } from "./zone-data.js";

export interface SpfFault {
  readonly kind:
    | SpfSlip["kind"]
    | "look-ups" // the first term that goes beyond the limit of look-ups
    | "inner-look-ups" // the same, with the look-ups of the records that are included
    | "circle" // included records that lead back
    | "no-policy" // the included name has no SPF record
    | "behind-all" // a mechanism that is never tested
    | "redirect" // a modifier that all makes useless
    | "equals" // a modifier that is named like a mechanism
    | "no-address" // the named host has no address
    | "no-exchanger" // the named domain has no mail exchanger
    | "no-all" // neither all nor a redirection at the end
    | "everybody" // all without a minus, tilde or question mark
    | "every-address"; // the same by a network that holds all addresses
  readonly term: string;
  /** Name of the mechanism or modifier. */
  readonly name: string;
  /** The name that was looked up in this file. */
  readonly domain?: string;
}

/** An SPF record with faults: a slip in its grammar alone, or whatever else there is. */
export interface FaultySpf {
  readonly row: Row;
  readonly faults: readonly SpfFault[];
}

/** All SPF records with faults, in file order. */
export function findFaultySpf(data: ZoneData): FaultySpf[] {
  const { records, text } = data;
  const found: FaultySpf[] = [];
  const known = new Map<string, readonly SpfFault[]>();
  const lately: number[] = [];
  let next = 0;
  for (const row of records.allOfType(TYPE.TXT)) {
    const start = behindOwner(row, data);
    if (isAmong(lately, start, text.bytes) || !mayBeSpf(row, data)) continue;
    const written = text.slice({ start, end: text.lines.start(records.line[row] + 1) });
    const faults = known.get(written) ?? faultsOf(row, data);
    if (known.size < REMEMBERED) known.set(written, faults);
    if (faults.length > 0) found.push({ row, faults });
    else lately[next++ % AT_HAND] = start;
  }
  return found;
}

/** So many policies are judged once only: thousands of zones may have the same. */
const REMEMBERED = 256;

/** The last different ones that are right, which are compared byte by byte: neighbours have one of a few, with one of a few ttls. */
const AT_HAND = 8;

/** Whether the rest of the line from a place on is that from one of some others. */
function isAmong(others: readonly number[], start: number, bytes: Uint8Array): boolean {
  for (let index = 0; index < others.length; index++) if (isSameRest(others[index], start, bytes)) return true;
  return false;
}

function isSameRest(other: number, start: number, bytes: Uint8Array): boolean {
  let otherAt = other;
  let at = start;
  while (bytes[at] === bytes[otherAt] && bytes[at] !== LF && at < bytes.length) {
    at++;
    otherAt++;
  }
  return bytes[at] === bytes[otherAt];
}

/** The colon behind the owner; the end of a line without one. */
function behindOwner(row: Row, { text, records }: ZoneData): number {
  const { bytes } = text;
  let at = text.lines.start(records.line[row]) + 1;
  while (at < bytes.length && bytes[at] !== COLON && bytes[at] !== LF) at++;
  return at;
}

const COLON = 58;
const LF = 10;

function faultsOf(row: Row, data: ZoneData): readonly SpfFault[] {
  const text = spfTextOf(row, data);
  if (text === undefined) return [];
  const slip = findSpfSlip(text);
  return slip ? [slip] : [...new Policy(text, data.records.locationOf(row), data).faults()];
}

/** Terms that make a receiver ask the DNS; with more of them it gives up (RFC 7208 section 4.6.4). */
const LOOKED_UP: ReadonlySet<string> = new Set(["include", "a", "mx", "ptr", "exists", "redirect"]);
const MOST_LOOK_UPS = 10;

/** What a receiver has done on its way through a record and those that it includes. */
interface Walk {
  readonly start: string;
  lookUps: number;
  /** Whether it came back to the text that it started from. */
  isCircle: boolean;
}

/** No SPF record at all. */
const NONE = "none";

/** A record without a slip in its grammar, as clients of a location see it. */
class Policy {
  private readonly mechanisms: readonly SpfTerm[];
  private readonly modifiers: readonly SpfTerm[];
  private readonly hasAll: boolean;
  /** The mechanisms up to all, then the redirection when there is no all (RFC 7208 sections 4.6.2 and 6.1). */
  private readonly tested: readonly SpfTerm[];

  constructor(
    private readonly text: string,
    private readonly view: LocationCode,
    private readonly data: ZoneData,
  ) {
    const terms = spfTerms(text);
    this.modifiers = terms.filter(({ isModifier }) => isModifier);
    this.mechanisms = terms.filter(({ isModifier }) => !isModifier);
    const allAt = this.mechanisms.findIndex(({ name }) => name === "all");
    this.hasAll = allAt >= 0;
    this.tested = this.hasAll
      ? this.mechanisms.slice(0, allAt + 1)
      : [...this.mechanisms, ...this.modifiers.filter(({ name }) => name === "redirect")];
  }

  *faults(): Generator<SpfFault> {
    yield* this.faultsOfLookUps();
    for (const term of this.tested) {
      if (letsEverybodySend(term)) yield { kind: term.name === "all" ? "everybody" : "every-address", ...term };
      const kind = this.emptyHost(term);
      if (kind) yield { kind, ...term, domain: domainOf(term) };
    }
    const last = this.tested.at(-1);
    if (last && last.name !== "all" && last.name !== "redirect") yield { kind: "no-all", ...last };
    for (const term of this.mechanisms.slice(this.tested.length)) yield { kind: "behind-all", ...term };
    for (const term of this.modifiers) {
      if (isMechanismWithEquals(term)) yield { kind: "equals", ...term };
      else if (term.name === "redirect" && this.hasAll) yield { kind: "redirect", ...term };
    }
  }

  private *faultsOfLookUps(): Generator<SpfFault> {
    const walk: Walk = { start: this.text, lookUps: 0, isCircle: false };
    let own = 0;
    for (const term of this.tested) {
      if (!LOOKED_UP.has(term.name)) continue;
      own++;
      const policy = this.step(term, walk);
      if (policy === NONE) yield { kind: "no-policy", ...term, domain: domainOf(term) };
      if (walk.lookUps <= MOST_LOOK_UPS) continue;
      if (own > MOST_LOOK_UPS) yield { kind: "look-ups", ...term };
      else if (walk.isCircle) yield { kind: "circle", ...term };
      // What is too much by itself is told where it stands.
      else if (!(policy instanceof Policy && policy.needsTooMany())) yield { kind: "inner-look-ups", ...term };
      return;
    }
  }

  private needsTooMany(): boolean {
    const walk: Walk = { start: this.text, lookUps: 0, isCircle: false };
    this.follow(walk);
    return walk.lookUps > MOST_LOOK_UPS;
  }

  private follow(walk: Walk): void {
    for (const term of this.tested) {
      if (walk.lookUps > MOST_LOOK_UPS) return;
      if (LOOKED_UP.has(term.name)) this.step(term, walk);
    }
  }

  /** Looks a term up, and all that the record needs which it includes. */
  private step(term: SpfTerm, walk: Walk): Policy | typeof NONE | undefined {
    walk.lookUps++;
    const policy = this.included(term);
    if (policy instanceof Policy) {
      walk.isCircle ||= policy.text === walk.start;
      policy.follow(walk);
    }
    return policy;
  }

  /** The record that a term includes or hands over to; undefined when this file does not tell. */
  private included(term: SpfTerm): Policy | typeof NONE | undefined {
    if (term.name !== "include" && term.name !== "redirect") return undefined;
    const rows = this.rowsOf(term);
    if (!rows) return undefined;
    const { data, view } = this;
    const { records } = data;
    const policies = rows.filter((row) => records.typeOf(row) === TYPE.TXT && spfTextOf(row, data) !== undefined);
    const [row] = policies;
    if (row === undefined) return NONE;
    const location = records.locationOf(row);
    const isPlain = (location === EVERYWHERE || location === view) && !records.timestamps.has(row);
    const text = spfTextOf(row, data)!;
    return policies.length === 1 && isPlain && !findSpfSlip(text) ? new Policy(text, view, data) : undefined;
  }

  private emptyHost(term: SpfTerm): "no-address" | "no-exchanger" | undefined {
    if (term.name !== "a" && term.name !== "mx") return undefined;
    const { records } = this.data;
    const rows = this.rowsOf(term);
    if (!rows) return undefined;
    if (term.name === "a") return rows.some((row) => isAddress(records.typeOf(row))) ? undefined : "no-address";
    return rows.some((row) => records.typeOf(row) === TYPE.MX) ? undefined : "no-exchanger";
  }

  /** Rows of the name in a term, or of what it is an alias of; undefined when this file does not tell. */
  private rowsOf(term: SpfTerm): readonly Row[] | undefined {
    const { names, records, lookUp } = this.data;
    let name = nameIn(term);
    for (let aliases = 0; name && aliases <= MOST_ALIASES; aliases++) {
      const rows = lookUp.rowsAt(name, this.view);
      const alias = rows?.find((row) => records.typeOf(row) === TYPE.CNAME);
      if (alias === undefined) return rows;
      name = records.timestamps.has(alias) ? undefined : wireOf(names.labels(records.target[alias]));
    }
    return undefined;
  }
}

function letsEverybodySend({ term }: SpfTerm): boolean {
  return /^\+?(all|ip[46]:.*\/0)$/i.test(term);
}

/** So many aliases in a row are followed; resolvers do not follow many more. */
const MOST_ALIASES = 8;

const MOST_LABELS = 127;
const LONGEST_LABEL = 63;

/** The name in a term as a wire name; undefined when there is none, when it is a macro, or no name that can be asked for. */
function nameIn(term: SpfTerm): Uint8Array | undefined {
  const labels = domainOf(term)?.replace(/\.$/, "").split(".") ?? [];
  const isName = labels.every((label) => label !== "" && label.length <= LONGEST_LABEL && !label.includes("%"));
  return isName && labels.length > 0 && labels.length <= MOST_LABELS ? wireOf(labels) : undefined;
}
