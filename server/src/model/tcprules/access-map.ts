/**
 * The decision table of a rule file: the space of addresses cut into stretches whose clients get the same treatment.
 * It holds for clients of whom only the address is known; lines that ask for more stand apart.
 */
import type { RuleLine } from "djblint-grammars/tcprules/tree";
import type { AddressOverlay } from "../address-overlay.js";
import { type Addresses, wholeSpace } from "../ip.js";
import { dataOf, keyCount, lostKeys, type Verdict, verdictOf } from "./access.js";
import { type Audience, audiencesOf, type ByName, type BySpelling, LAST_TURN } from "./access-key.js";
import { accessOverlays, MOST_STRETCHES } from "./access-overlay.js";
import type { AccessTable } from "./access-table.js";

export interface AccessRange extends Addresses {
  readonly count: bigint;
  /** Index of the rule in its table; undefined where no line speaks of these addresses. */
  readonly rule: number | undefined;
  readonly verdict: Verdict;
}

/** A line that counts for some clients only by more than their address, or by the spelling of it. */
export interface ApartRule {
  readonly rule: number;
  readonly audience: ByName | BySpelling;
  readonly verdict: Verdict;
}

/** Why no client is treated by a line. */
export type Idle =
  /** No server ever asks for its keys. */
  | { readonly kind: "never-asked" }
  /** Its range holds no number, so that it makes no record. */
  | { readonly kind: "empty-range" }
  /** Earlier lines make the same keys. */
  | { readonly kind: "earlier-line"; readonly by: readonly RuleLine[] }
  /** More specific lines have all of its addresses. */
  | { readonly kind: "covered" };

export interface IdleRule {
  readonly rule: number;
  readonly why: Idle;
}

export interface AccessMap {
  /** In rising order, without gaps, IPv4 first; neighbours of one rule are one. */
  readonly ranges: readonly AccessRange[];
  readonly apart: readonly ApartRule[];
  readonly idle: readonly IdleRule[];
  /** False when the file has more stretches than are kept; then there is nothing else either. */
  readonly isComplete: boolean;
}

/** What a client gets whom no line names. */
const UNNAMED: Verdict = { allow: true, variables: [] };

const TOO_LARGE: AccessMap = { ranges: [], apart: [], idle: [], isComplete: false };

/** Hovers and rules ask for the same map again and again. */
const KNOWN = new WeakMap<AccessTable, AccessMap>();

export function accessMap(table: AccessTable): AccessMap {
  const map = KNOWN.get(table) ?? makeMap(table);
  KNOWN.set(table, map);
  return map;
}

function makeMap(table: AccessTable): AccessMap {
  const { count } = table;
  const read = readWithinLimit(table);
  const overlays = read && overlaysOfAll(table);
  if (read === undefined || overlays === undefined) return TOO_LARGE;
  const { audiences, verdicts } = read;
  const met = new Uint8Array(count + 1);
  const ranges: AccessRange[] = [];
  for (const overlay of overlays) {
    const { family } = overlay;
    overlay.look((first, last, id) => {
      const rule = id === count ? undefined : id;
      ranges.push({ family, first, last, count: last - first + 1n, rule, verdict: verdicts[id] ?? UNNAMED });
      met[id] = 1;
    });
  }
  const apart: ApartRule[] = [];
  const idle: IdleRule[] = [];
  audiences.forEach((ofRule, rule) => {
    const audience = apartAudience(table, rule, ofRule);
    if (audience) apart.push({ rule, audience, verdict: verdicts[rule] });
    else if (!met[rule]) idle.push({ rule, why: whyIdle(table, rule, ofRule) });
  });
  return { ranges, apart, idle, isComplete: true };
}

/** The whole spaces; the number of rules stands for no rule. */
function overlaysOfAll(table: AccessTable): AddressOverlay[] | undefined {
  const overlays = accessOverlays(table);
  for (const overlay of overlays ?? []) overlay.add(wholeSpace(overlay.family), LAST_TURN + 1, table.count);
  return overlays;
}

/** Who meets each rule, and what becomes of them. Rules that say the same share what they say. */
function readWithinLimit(table: AccessTable): { audiences: Audience[][]; verdicts: Verdict[] } | undefined {
  const audiences: Audience[][] = [];
  const verdicts: Verdict[] = [];
  const known = new Map<string, Verdict>();
  let stretches = 0;
  for (const rule of table.eachRule()) {
    const ofRule = audiencesOf(rule, table.dialect);
    stretches += ofRule.length;
    if (stretches > MOST_STRETCHES) return undefined;
    audiences.push(ofRule);
    const data = dataOf(rule);
    const verdict = known.get(data) ?? verdictOf(data);
    known.set(data, verdict);
    verdicts.push(verdict);
  }
  return { audiences, verdicts };
}

/**
 * Whom a rule names by more than the address; undefined when it names nobody so, or is not the first to name him. Such a
 * rule has one key, because ranges do not expand beside `=` and `@` (R27).
 */
export function apartAudience(
  table: AccessTable,
  rule: number,
  audiences: readonly Audience[],
): ApartRule["audience"] | undefined {
  const audience = audiences.find((candidate) => "name" in candidate || "prefix" in candidate);
  return audience !== undefined && lostKeys(table, rule).length === 0 ? audience : undefined;
}

export function whyIdle(table: AccessTable, index: number, audiences: readonly Audience[]): Idle {
  if (audiences.length === 0) return { kind: "empty-range" };
  if (audiences.every(({ kind }) => kind === "nobody")) return { kind: "never-asked" };
  const lost = lostKeys(table, index);
  const winners = new Map(lost.map(({ winner }) => [winner.line, winner]));
  const isLost = lost.reduce((sum, { count }) => sum + count, 0) === keyCount(table.rule(index));
  if (!isLost) return { kind: "covered" };
  return { kind: "earlier-line", by: [...winners.values()] };
}

/** The stretches of which no address decides. */
export function unnamedRanges(table: AccessTable, { ranges }: AccessMap): AccessRange[] {
  return ranges.filter((range) => isUnnamed(range, table));
}

/** Whether the default line decides, or none. */
function isUnnamed({ rule }: Pick<AccessRange, "rule">, table: AccessTable): boolean {
  return rule === undefined || table.address(rule).text === "";
}
