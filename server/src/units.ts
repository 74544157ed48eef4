/** What is checked and compiled as one: a file, or the parts that the setting `join` puts together. */
import type { Configuration, Configurations } from "./config-file.js";
import { discover, type FoundFile, matches, relativeTo } from "./discover.js";
import type { Host } from "./host.js";

export interface Unit {
  /** In the order in which they are joined; at least one. */
  readonly files: readonly FoundFile[];
  /** Absolute path of the compiled file, when the configuration names it. */
  readonly target: string | undefined;
}

/** The units that some files belong to. Parts that were not asked for are added: a unit is looked at as a whole. */
export async function unitsOf(
  host: Host,
  configurations: Configurations,
  files: readonly FoundFile[],
): Promise<Unit[]> {
  const units: Unit[] = [];
  const trees = new Map<string, Promise<readonly FoundFile[]>>();
  const treeOf = (folder: string) => {
    const tree = trees.get(folder) ?? discover(host, configurations, [folder]).then(({ files: all }) => all);
    trees.set(folder, tree);
    return tree;
  };
  const done = new Set<string>();
  for (const file of files) {
    if (done.has(file.path)) continue;
    const unit = await unitOf(file, treeOf);
    for (const { path } of unit.files) done.add(path);
    units.push(unit);
  }
  return units;
}

async function unitOf(file: FoundFile, treeOf: (folder: string) => Promise<readonly FoundFile[]>): Promise<Unit> {
  const joined = joinOf(file.path, file.configuration);
  if (!joined) return { files: [file], target: undefined };
  const folder = folderOf(file.configuration);
  const all = (await treeOf(folder)).filter(({ configuration }) => configuration === file.configuration);
  const parts = joined.globs.flatMap((glob) =>
    all
      .filter(({ path }) => matches(glob, relativeTo(file.configuration.path, path)))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  );
  // A file that two globs match is joined where the first of them stands.
  return { files: [...new Map(parts.map((part) => [part.path, part])).values()], target: `${folder}/${joined.target}` };
}

/** The entry of `join` that a file is a part of. */
function joinOf(
  path: string,
  { path: at, settings }: Configuration,
): { target: string; globs: readonly string[] } | undefined {
  const entry = Object.entries(settings.join).find(([, globs]) =>
    globs.some((glob) => matches(glob, relativeTo(at, path))),
  );
  return entry && { target: entry[0], globs: entry[1] };
}

function folderOf({ path }: Configuration): string {
  return path!.slice(0, path!.lastIndexOf("/")) || "/";
}
