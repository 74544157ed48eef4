/** Folders of a host whose path was very likely meant by one that is not there. */
import { isOneLetterAway } from "../one-edit.js";
import { parentOf, type Tree } from "../tree.js";

/**
 * The path of a folder that is there, for one on which a single folder is missing beside one with almost its name;
 * undefined where nobody looked. Seen from a folder of the same host.
 */
export function nearFolder(path: string, seenFrom: string, tree: Tree): string | undefined {
  const missing = beginningsOf(path).find((begin) => tree.isMissing(begin, seenFrom));
  if (missing === undefined) return undefined;
  const above = parentOf(missing);
  const place = tree.find(above, seenFrom);
  const names = (place && tree.children(place.path)) ?? [];
  const near = names.flatMap(({ kind, path: other }) => {
    const name = other.slice(parentOf(other).length).replace(/^\/?/, "/");
    const meant = (above === "/" ? "" : above) + name;
    return kind === "directory" && isOneLetterAway(missing, meant) ? meant + path.slice(missing.length) : [];
  });
  const there = near.filter((meant) => tree.find(meant, seenFrom)?.kind === "directory");
  return near.length === 1 ? there[0] : undefined;
}

/** `/a`, `/a/b` and so on. */
function beginningsOf(path: string): string[] {
  return path.split("/").flatMap((part, index, parts) => (part === "" ? [] : parts.slice(0, index + 1).join("/")));
}
