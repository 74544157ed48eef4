/** The data files of a tree by the names of their zones. */
import { formatName } from "../tinydns/name-table.js";
import type { Tree } from "../tree.js";

/** Files with a zone at or above a name in wire form: only these can answer for it with authority. In their order. */
export function zoneFilesAround(name: Uint8Array, tree: Tree): readonly string[] {
  const places = placesByZone(tree);
  const found: number[] = [];
  for (const zone of namesUpward(formatName(name))) {
    const own = places.get(zone);
    if (own) found.push(...own);
  }
  const files = tree.sourcePaths("tinydns");
  const inOrder = found.length < 2 ? found : [...new Set(found)].sort((a, b) => a - b);
  return inOrder.map((place) => files[place]);
}

/** For the name of each zone that is served the places of its files among those of the tree. */
export type PlacesByZone = ReadonlyMap<string, readonly number[]>;

/** Stays the same until a zone comes or goes. */
export function placesByZone(tree: Tree): PlacesByZone {
  return tree.once(findPlaces, areSame);
}

function findPlaces(tree: Tree): PlacesByZone {
  const places = new Map<string, number[]>();
  for (const [place, path] of tree.sourcePaths("tinydns").entries()) {
    for (const zone of tree.analysis("tinydns", path)!.served.keys()) {
      const same = places.get(zone);
      if (same) same.push(place);
      else places.set(zone, [place]);
    }
  }
  return places;
}

function areSame(before: PlacesByZone, now: PlacesByZone): boolean {
  if (before.size !== now.size) return false;
  for (const [zone, places] of now) {
    const known = before.get(zone);
    if (known?.length !== places.length || places.some((place, index) => place !== known[index])) return false;
  }
  return true;
}

/** A name and all names above it, up to the root. */
export function* namesUpward(name: string): Generator<string> {
  for (let at = name; at !== "."; ) {
    yield at;
    const dot = at.indexOf(".");
    at = dot < 0 ? "." : at.slice(dot + 1);
  }
  yield ".";
}
