/** Names that zone data of a tree point to and that lie in zones of other files. */
import { TYPE } from "../../compile/expand.js";
import { areSameLists } from "../memo.js";
import { Reach } from "../tinydns/look-up.js";
import { type NameId, NO_NAME, wireOf } from "../tinydns/name-table.js";
import type { Row } from "../tinydns/records.js";
import type { Tree } from "../tree.js";
import { treeZones, zoneSources } from "./site.js";
import { isInside, isWhole } from "./site-delegations.js";
import type { ServedZone, ZoneSource } from "./site-names.js";

/** What those who ask a zone for a name find there. */
export type Found =
  | { readonly kind: "address" | "alias" | "other"; readonly zone: ServedZone; readonly rows: readonly Row[] }
  | { readonly kind: "nothing"; readonly zone: ServedZone };

/** A name that the zones of a file do not hold, and the zones of other files that do. */
export interface ForeignTarget {
  readonly source: ZoneSource;
  /** The first of the rows that point to it. */
  readonly row: Row;
  readonly name: string;
  /** In each copy of the zone; none where one of the copies hands the name on or cannot be known. */
  readonly found: readonly Found[];
}

/** Mail exchangers, each once for a file. */
export function foreignExchangers(tree: Tree): readonly ForeignTarget[] {
  return tree.once(findExchangers, areSameLists);
}

function findExchangers(tree: Tree): ForeignTarget[] {
  return zoneSources(tree)
    .filter(isWhole)
    .flatMap((source) => tree.onceFor(source, "exchangers", () => exchangersIn(source), areSameLists));
}

function exchangersIn(source: ZoneSource): ForeignTarget[] {
  const { records, zones, names } = source.data;
  const rows = new Map<NameId, Row>();
  for (let row = 0; row < records.count; row++) {
    const target = records.target[row];
    if (records.typeOf(row) === TYPE.MX && !rows.has(target) && zones.fateOf(row).kind === "served")
      rows.set(target, row);
  }
  return [...rows].flatMap(([target, row]) => {
    if (zones.fate(target).kind !== "outside") return [];
    const name = names.text(target);
    const own = zones.fateOf(row);
    const found = foundElsewhere(name, source, own.kind === "served" && isInside({ zone: own.zone, source }));
    return found.length > 0 ? [{ source, row, name, found }] : [];
  });
}

/**
 * What the zones of other files have of a name; empty when that is not known of all of them: a zone for the inside of a
 * network tells nothing to those who come from outside.
 */
export function foundElsewhere(name: string, { site }: ZoneSource, fromInside: boolean): Found[] {
  const zones = treeZones(site.tree).around(name);
  const found = zones.map((zone) =>
    isWhole(zone.source) && (fromInside || !isInside(zone)) ? findIn(zone, name) : undefined,
  );
  return found.some((each) => each === undefined) ? [] : (found as Found[]);
}

function findIn(zone: ServedZone, name: string): Found | undefined {
  const { names, lookUp, zones } = zone.source.data;
  const wire = wireOf(name.split("."));
  const fate = zones.fate(names.nearestKnown(wire));
  if (fate.kind !== "served" || fate.zone !== zone.zone) return undefined;
  const id = names.find(wire);
  if (id === NO_NAME) return lookUp.hasWildcards ? undefined : { kind: "nothing", zone };
  switch (lookUp.reach(id)) {
    case Reach.Address:
      return { kind: "address", zone, rows: lookUp.rowsFor(id) };
    case Reach.Alias:
      return { kind: "alias", zone, rows: lookUp.rowsFor(id) };
    case Reach.Other:
      return { kind: "other", zone, rows: lookUp.rowsFor(id) };
    case Reach.Nothing:
      return { kind: "nothing", zone };
    default:
      return undefined;
  }
}
