/**
 * Who may send mail to any domain though he is no client of the site: addresses of the public internet to which a rule
 * gives RELAYCLIENT and which the settings do not name. Lines that take addresses out again are taken into account.
 */

import type { Site } from "./access-file.js";
import { type AccessMap, type ApartRule, rangesByRule, unnamedRanges } from "./access-map.js";
import type { AccessTable } from "./access-table.js";
import { NOT_PUBLIC } from "./address-block.js";
import { AddressOverlay } from "./address-overlay.js";
import { type Addresses, countOf, networkOf, octetsOf, parseNetwork, wholeSpace } from "./ip.js";
import { once } from "./once.js";
import { mayRelay } from "./variable-effects.js";

export interface RelayExposure {
  /** Index of the rule in its table. */
  readonly rule: number;
  /** Everybody whom no other line names; whoever has an address; or whoever has a name or a spelling. */
  readonly to: "everybody" | "addresses" | Exclude<ApartRule["audience"]["kind"], "user-at-address">;
  /** Stretches of their addresses. Who comes by name may have any of them. */
  readonly strangers: readonly Addresses[];
  /** The rule speaks of addresses that are no stranger's as well. */
  readonly isMixed: boolean;
}

/** In the order of the rules. */
export function relayExposures(table: AccessTable, map: AccessMap, site: Site): RelayExposure[] {
  const named = byName(table, map, site).filter(({ strangers }) => strangers.length > 0);
  const isNamed = new Set(named.map(({ rule }) => rule));
  const addressed = byAddress(table, map, site).filter(({ rule }) => !isNamed.has(rule));
  return [...addressed, ...named].sort((a, b) => a.rule - b.rule);
}

function byAddress(table: AccessTable, { ranges }: AccessMap, site: Site): RelayExposure[] {
  const relaying = ranges.filter(({ verdict }) => mayRelay(verdict));
  const ofRule = new Map<number, Addresses[]>();
  for (const { from, addresses } of strangersIn(relaying, site)) {
    const rule = from.rule!;
    const known = ofRule.get(rule);
    if (known) known.push(addresses);
    else ofRule.set(rule, [addresses]);
  }
  const all = rangesByRule(relaying);
  return [...ofRule].map(([rule, strangers]) => {
    const isMixed = countOf(strangers) < countOf(all.get(rule)!);
    return { rule, to: isDefault(table, rule) ? "everybody" : "addresses", strangers, isMixed };
  });
}

function byName(table: AccessTable, map: AccessMap, site: Site): RelayExposure[] {
  const relaying = map.apart.filter(({ verdict }) => mayRelay(verdict));
  if (relaying.length === 0) return [];
  const families = [...new Set(map.ranges.map(({ family }) => family))];
  // A file may hold very many rules for names, and they share these.
  const unnamed = once(() => strangerStretches(unnamedRanges(table, map), site));
  const all = once(() => strangerStretches(families.map(wholeSpace), site));
  const strangersOf = (audience: ApartRule["audience"]): readonly Addresses[] => {
    if (audience.kind === "user-at-address") return strangerStretches([addressOf(audience.name)], site);
    if (audience.kind === "spelling") return strangerStretches([addressOf(audience.example)], site);
    // Any prefix comes before names without a host (R40).
    return audience.kind === "any-name" || audience.kind === "suffix" ? unnamed() : all();
  };
  return relaying.map(({ rule, audience }) => {
    const to = audience.kind === "user-at-address" ? "addresses" : audience.kind;
    return { rule, to, strangers: strangersOf(audience), isMixed: false };
  });
}

function strangerStretches(stretches: readonly Addresses[], site: Site): readonly Addresses[] {
  return strangersIn(stretches, site).map(({ addresses }) => addresses);
}

function isDefault({ rules }: AccessTable, rule: number): boolean {
  return rules[rule].address.text === "";
}

/** An address that a rule names, which therefore is one. */
function addressOf(text: string): Addresses {
  const octets = octetsOf(text)!;
  return networkOf(octets, 8 * octets.length);
}

/** The public addresses that the site does not call its own or trust, and the stretches that they come from. */
function strangersIn<A extends Addresses>(
  stretches: readonly A[],
  { addresses, trusted }: Site,
): { readonly from: A; readonly addresses: Addresses }[] {
  const known = [...NOT_PUBLIC, ...[...addresses, ...trusted].flatMap((text) => parseNetwork(text) ?? [])];
  const found: { readonly from: A; readonly addresses: Addresses }[] = [];
  for (const family of ["IPv4", "IPv6"] as const) {
    const overlay = new AddressOverlay(family);
    for (const stretch of known) overlay.add(stretch, KNOWN_LAYER, stretches.length);
    stretches.forEach((stretch, id) => {
      overlay.add(stretch, STRETCH_LAYER, id);
    });
    overlay.look((first, last, id) => {
      if (id < stretches.length) found.push({ from: stretches[id], addresses: { family, first, last } });
    });
  }
  return found;
}

const KNOWN_LAYER = 0;
const STRETCH_LAYER = 1;
