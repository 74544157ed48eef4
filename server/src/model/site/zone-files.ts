/** The data files of a tree by the names of their zones. */
import { areSameLists, type Dictionary } from "../memo.js";
import { formatName } from "../tinydns/name-table.js";
import type { Tree } from "../tree.js";

/**
 * Files with a zone at or above a name in wire form: only these can answer for it with authority. Those with the nearest
 * zone first, each in their order.
 */
export function zoneFilesAround(name: Uint8Array, tree: Tree): readonly string[] {
  const places = placesByZone(tree);
  let found: readonly number[] = NO_PLACES;
  for (let zone = formatName(name); ; zone = nameAbove(zone)) {
    const same = places.get(zone);
    if (same) found = found.length === 0 ? same : [...found, ...same];
    if (zone === ROOT_TEXT) break;
  }
  if (found.length === 0) return NO_FILES;
  const files = tree.sourcePaths("tinydns");
  const once = found.length < 2 ? found : [...new Set(found)];
  return once.map((place) => files[place]);
}

const NO_PLACES: readonly number[] = [];
const NO_FILES: readonly string[] = [];

/** For the name of each zone that is served the places of its files among those of the tree. */
export type PlacesByZone = Dictionary<readonly number[]>;

export function placesByZone(tree: Tree): PlacesByZone {
  return tree.once(newDictionary);
}

function newDictionary(tree: Tree): PlacesByZone {
  return tree.dictionary(() => findPlaces(tree), areSameLists);
}

function findPlaces(tree: Tree): Map<string, readonly number[]> {
  const places = new Map<string, readonly number[]>();
  for (const [place, path] of tree.sourcePaths("tinydns").entries()) {
    const alone = [place];
    for (const zone of zonesServedBy(path, tree)) {
      const same = places.get(zone);
      places.set(zone, same ? [...same, place] : alone);
    }
  }
  return places;
}

/** The names of the zones that a file makes a server the authority for. */
export function zonesServedBy(path: string, tree: Tree): readonly string[] {
  const read = () => [...tree.analysis("tinydns", path)!.served.keys()];
  return tree.onceFor(zonesServedBy, path, read, areSameLists);
}

export const ROOT_TEXT = ".";

/** A name without its first label; the root has none above it. */
export function nameAbove(name: string): string {
  const dot = name.indexOf(".");
  return dot < 0 || name === ROOT_TEXT ? ROOT_TEXT : name.slice(dot + 1);
}
