/** What becomes of the clients of one rule: its part of the decision table, without the rest of a large file. */

import { AddressSet } from "../address-set.js";
import { type Addresses, countOf, wholeSpace } from "../ip.js";
import { type Audience, audiencesOf } from "./access-key.js";
import { type ApartRule, apartAudience, type Idle, isUnnamed, overlaysOfAll, whyIdle } from "./access-map.js";
import { accessOverlays, familiesOf, type Section } from "./access-overlay.js";
import type { AccessTable } from "./access-table.js";

export interface RuleTreatment {
  /** The addresses for which the rule decides, in rising order, IPv4 first. */
  readonly ranges: readonly Addresses[];
  /** How many addresses these are. */
  readonly count: bigint;
  readonly apart: ApartRule["audience"] | undefined;
  readonly idle: Idle | undefined;
}

/** The default of a large file takes long, and hovers ask for the same again and again. */
const KNOWN = new WeakMap<AccessTable, Map<number, RuleTreatment>>();

export function treatmentOf(table: AccessTable, rule: number): RuleTreatment {
  const known = KNOWN.get(table) ?? new Map<number, RuleTreatment>();
  KNOWN.set(table, known);
  const treatment = known.get(rule) ?? makeTreatment(table, rule);
  known.set(rule, treatment);
  return treatment;
}

function makeTreatment(table: AccessTable, rule: number): RuleTreatment {
  const audiences = audiencesOf(table.rule(rule), table.dialect);
  const ranges: Addresses[] = [];
  for (const overlay of accessOverlays(table, sectionOf(table, audiences)) ?? []) {
    const { family } = overlay;
    const isRule = (id: number) => id === rule;
    overlay.lookFor(isRule, (first, last) => ranges.push({ family, first, last }));
  }
  const apart = apartAudience(table, rule, audiences);
  return {
    ranges,
    count: countOf(ranges),
    apart,
    idle: apart || ranges.length > 0 ? undefined : whyIdle(table, rule, audiences),
  };
}

/** The addresses of some clients. */
function sectionOf(table: AccessTable, audiences: readonly Audience[]): Section {
  const addresses = audiences.flatMap((audience) => {
    if (audience.kind === "default") return familiesOf(table.dialect).map(wholeSpace);
    return "addresses" in audience ? [audience.addresses] : [];
  });
  const sets = { IPv4: new AddressSet("IPv4", addresses), IPv6: new AddressSet("IPv6", addresses) };
  return {
    look: (visit) => {
      for (const { first, last } of sets.IPv4.stretches) table.ipv4Keys.lookBetween(Number(first), Number(last), visit);
    },
    holds: (other) => sets[other.family].meets(other),
  };
}

const UNNAMED = new WeakMap<AccessTable, { readonly first: Addresses | undefined }>();

/** The first addresses of which no line speaks but the default. */
export function firstUnnamed(table: AccessTable): Addresses | undefined {
  const known = UNNAMED.get(table) ?? { first: findUnnamed(table) };
  UNNAMED.set(table, known);
  return known.first;
}

/** So far beyond the first IPv4 key is looked before all is: most files leave addresses unnamed there. */
const FIRST_LOOK = 2 ** 16;

function findUnnamed(table: AccessTable): Addresses | undefined {
  const end = Math.min(table.ipv4Keys.firstAddress + FIRST_LOOK, 2 ** 32) - 1;
  const found = unnamedIn(table, {
    look: (visit) => table.ipv4Keys.lookBetween(0, end, visit),
    holds: ({ family, first }) => family === "IPv4" && first <= end,
  });
  // What reaches to the end of the section may go on behind it.
  const isWhole = found?.family === "IPv4" && found.last < end;
  return isWhole ? found : unnamedIn(table);
}

function unnamedIn(table: AccessTable, section?: Section): Addresses | undefined {
  const isUnnamedId = (id: number) => isUnnamed({ rule: id === table.count ? undefined : id }, table);
  let found: Addresses | undefined;
  for (const overlay of overlaysOfAll(table, section) ?? []) {
    const { family } = overlay;
    overlay.lookFor(
      (id) => !found && isUnnamedId(id),
      (first, last) => {
        found = { family, first, last };
      },
    );
  }
  return found;
}
