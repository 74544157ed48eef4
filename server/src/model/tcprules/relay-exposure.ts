/**
 * Who may send mail to any domain though he is no client of the site: addresses of the public internet to which a rule
 * gives RELAYCLIENT and which the settings do not name. Lines that take addresses out again are taken into account.
 */

import { NOT_PUBLIC } from "../address-block.js";
import { AddressSet } from "../address-set.js";
import { type Addresses, countOf, type Family, networkOf, octetsOf, parseNetwork, wholeSpace } from "../ip.js";
import { once } from "../once.js";
import { keysAsked } from "./access.js";
import type { SiteSettings } from "./access-file.js";
import { type Audience, audiencesOf } from "./access-key.js";
import { type ApartRule, accessMap, apartAudience, unnamedRanges } from "./access-map.js";
import { accessOverlays, familiesOf, type Section } from "./access-overlay.js";
import type { AccessTable } from "./access-table.js";

export interface RelayExposure {
  /** Index of the rule in its table. */
  readonly rule: number;
  /** Everybody whom no other line names; whoever has an address; or whoever has a name or a spelling. */
  readonly to: "everybody" | "addresses" | Exclude<ApartRule["audience"]["kind"], "user-at-address">;
  /** Stretches of their addresses; of those who come by name, some. */
  readonly strangers: readonly Addresses[];
  /** The rule speaks of addresses that are no stranger's as well. */
  readonly isMixed: boolean;
}

/**
 * So many rules are looked at together, and then more and more: who asks may have enough of the first ones. A little more
 * than are listed of a file.
 */
const FIRST_TOGETHER = 1100;
const GROWTH = 8;

/** In the order of the rules. */
export function* relayExposures(table: AccessTable, site: SiteSettings): Generator<RelayExposure> {
  const { relaying } = table;
  if (relaying.length === 0) return;
  const strangers = new Strangers(table, site);
  for (let from = 0, size = FIRST_TOGETHER; from < relaying.length; from += size, size *= GROWTH) {
    yield* exposuresOf(relaying.slice(from, from + size), table, strangers);
  }
}

function exposuresOf(rules: readonly number[], table: AccessTable, strangers: Strangers): RelayExposure[] {
  const audiences = rules.map((rule) => audiencesOf({ address: table.address(rule) }, table.dialect));
  const parts = visibleParts(rules, blocksOf(audiences, strangers), table);
  return rules.flatMap((rule, index) => {
    const apart = apartAudience(table, rule, audiences[index]);
    const named = apart && strangers.byName(apart);
    if (apart && named && named.length > 0) {
      const to = apart.kind === "user-at-address" ? "addresses" : apart.kind;
      return { rule, to, strangers: named, isMixed: false };
    }
    const own = parts.get(rule) ?? [];
    const found = own.flatMap((part) => strangers.within(part));
    const to = table.rule(rule).address.text === "" ? "everybody" : "addresses";
    return found.length === 0 ? [] : { rule, to, strangers: found, isMixed: countOf(found) < countOf(own) };
  });
}

/** Public addresses that the site does not call its own or trust. */
class Strangers {
  private readonly known: Readonly<Record<Family, AddressSet>>;
  private readonly families: readonly Family[];
  private readonly all = once(() => this.families.map(wholeSpace).flatMap((space) => this.within(space)));
  private readonly unnamed = once(() => this.probeUnnamed() ?? this.allUnnamed());

  constructor(
    private readonly table: AccessTable,
    { addresses, trusted }: SiteSettings,
  ) {
    const known = [...NOT_PUBLIC, ...[...addresses, ...trusted].flatMap((text) => parseNetwork(text) ?? [])];
    this.known = { IPv4: new AddressSet("IPv4", known), IPv6: new AddressSet("IPv6", known) };
    this.families = familiesOf(table.dialect);
  }

  within(stretch: Addresses): Addresses[] {
    return this.known[stretch.family].without(stretch);
  }

  /** Some who can meet a rule by more than their address. */
  byName(audience: ApartRule["audience"]): readonly Addresses[] {
    switch (audience.kind) {
      case "user-at-address":
        return this.within(addressOf(audience.name));
      case "spelling":
        return this.within(addressOf(audience.example));
      // Any prefix comes before names without a host (R40).
      case "any-name":
      case "suffix":
        return this.unnamed();
      default:
        return this.all();
    }
  }

  /** An address of which no line speaks: nearly every file leaves some, which are quickly found. */
  private probeUnnamed(): readonly Addresses[] | undefined {
    const { table } = this;
    for (let octet = 1; octet < 224; octet++) {
      const ip = `${octet}.37.73.129`;
      const isNamed = keysAsked({ ip }, table.dialect).some((key) => key !== "" && table.firstRule(key) !== undefined);
      const found = isNamed ? [] : this.within(addressOf(ip));
      if (found.length > 0) return found;
    }
    return undefined;
  }

  private allUnnamed(): readonly Addresses[] {
    return unnamedRanges(this.table, accessMap(this.table)).flatMap((range) => this.within(range));
  }
}

/** An address that a rule names, which therefore is one. */
function addressOf(text: string): Addresses {
  const octets = octetsOf(text)!;
  return networkOf(octets, 8 * octets.length);
}

/** IPv4 addresses with the same two first numbers. */
const BLOCK_OCTETS = 2;
const BLOCK_BITS = 16n;

/** A mark for each block in which a rule may reach strangers; undefined when none does, in IPv6 neither. */
function blocksOf(audiences: readonly (readonly Audience[])[], strangers: Strangers): Uint8Array | undefined {
  const blocks = new Uint8Array(1 << 16);
  let isEmpty = true;
  for (const audience of audiences.flat()) {
    if (audience.kind === "default") return blocks.fill(1);
    for (const { family, first, last } of "addresses" in audience ? strangers.within(audience.addresses) : []) {
      isEmpty = false;
      if (family === "IPv4") blocks.fill(1, Number(first >> BLOCK_BITS), Number(last >> BLOCK_BITS) + 1);
    }
  }
  return isEmpty ? undefined : blocks;
}

/** The stretches, in some blocks, for whose addresses each of the rules decides. */
function visibleParts(
  rules: readonly number[],
  blocks: Uint8Array | undefined,
  table: AccessTable,
): ReadonlyMap<number, readonly Addresses[]> {
  const parts = new Map<number, Addresses[]>();
  const overlays = blocks && accessOverlays(table, sectionOf(blocks, table));
  if (overlays === undefined) return parts;
  for (const rule of rules) parts.set(rule, []);
  for (const overlay of overlays) {
    const { family } = overlay;
    overlay.lookFor(
      (rule) => parts.has(rule),
      (first, last, rule) => parts.get(rule)!.push({ family, first, last }),
    );
  }
  return parts;
}

/** The rules that may speak of addresses in some blocks. */
function sectionOf(blocks: Uint8Array, { ipv4Keys }: AccessTable): Section {
  return {
    look: (visit) =>
      ipv4Keys.look((octets, first, last, rule) => {
        // Shorter keys, and ranges of such, reach over several.
        const isInBlock = octets > BLOCK_OCTETS || (octets === BLOCK_OCTETS && first === last);
        if (!isInBlock || blocks[first >>> (8 * (octets - BLOCK_OCTETS))] === 1) visit(octets, first, last, rule);
      }),
    holds: () => true,
  };
}
