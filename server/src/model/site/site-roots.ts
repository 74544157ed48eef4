/**
 * Which host of a tree a file belongs to. A host is a folder that holds the file system of one machine, or a part of
 * it, as in `hosts/mx1/etc/tcp.smtp`. Where nothing tells hosts apart, all files are those of one.
 */
import { decodeLatin1 } from "djblint-grammars/text";
import { foldCase } from "../control/control.js";
import { areSameSets } from "../memo.js";
import { type Analyses, parentOf, type Tree } from "../tree.js";

/** The folders of hosts: absolute, empty for the machine itself. */
export type HostRoots = ReadonlySet<string>;

function hostRoots(tree: Tree): HostRoots {
  return tree.once(findRoots, areSameSets);
}

/** The host that a path belongs to: the nearest folder of a host above it. */
export function hostRootOf(tree: Tree, path: string): string {
  const roots = hostRoots(tree);
  for (let folder = parentOf(path); folder !== ""; folder = parentOf(folder)) if (roots.has(folder)) return folder;
  return "";
}

/** Things by the folder of the host that each is on. */
export function byHost<T>(tree: Tree, things: readonly T[], pathOf: (thing: T) => string): Map<string, T[]> {
  const hosts = new Map<string, T[]>();
  for (const thing of things) {
    const root = hostRootOf(tree, pathOf(thing));
    const known = hosts.get(root);
    if (known) known.push(thing);
    else hosts.set(root, [thing]);
  }
  return hosts;
}

/** The sources of a language on the host with a folder, in the order in which they were found. */
export function sourcesOnHost(tree: Tree, root: string, language: keyof Analyses): readonly string[] {
  const find = () => byHost(tree, tree.sourcePaths(language), (path) => path);
  return tree.onceFor(sourcesOnHost, language, find).get(root) ?? [];
}

/** The folders at the root of a machine in which the files of our languages are. */
const FOLDERS_OF_A_HOST: ReadonlySet<string> = new Set(["etc", "var", "service", "usr", "home", "opt"]);

/** Paths that are those of the machine itself, and not of a copy that was put there. */
export const ON_THE_MACHINE = /^\/(etc|service|usr|var(?!\/(tmp|folders|backups)(\/|$)))(\/|$)/;

function findRoots(tree: Tree): HostRoots {
  const tops = topFolders(tree);
  const roots = new Set<string>();
  const plain: string[] = [];
  for (const path of tree.sourcePaths()) {
    const top = topOf(path, tops);
    const root = markedRoot(path, top);
    if (root !== undefined) roots.add(root);
    else plain.push(path);
  }
  for (const root of rootsByName(tree, plain)) roots.add(root);
  for (const path of plain) {
    if (isBelow(path, roots)) continue;
    const top = topOf(path, tops);
    roots.add(ON_THE_MACHINE.test(top) ? "" : top);
  }
  return roots;
}

/** Folders that were looked into and stand in none that was. */
function topFolders(tree: Tree): ReadonlySet<string> {
  const all = new Set(tree.folderPaths());
  return new Set([...all].filter((folder) => folder === "/" || !all.has(parentOf(folder) || "/")));
}

function topOf(path: string, tops: ReadonlySet<string>): string {
  let top = parentOf(path);
  for (let folder = top; folder !== ""; folder = parentOf(folder)) if (tops.has(folder)) top = folder;
  return tops.has("/") ? "" : top;
}

/** The folder that holds an `etc`, `var` or another folder of a host, or that stands in a folder `hosts`. */
export function markedRoot(path: string, top: string): string | undefined {
  const folders = path
    .slice(top.length + 1)
    .split("/")
    .slice(0, -1);
  const least = ON_THE_MACHINE.test(top) ? 1 : 0;
  const marker = folders.findIndex((folder, index) => index >= least && FOLDERS_OF_A_HOST.has(folder));
  const hosts = folders.indexOf("hosts");
  const depth = marker < 0 && hosts >= 0 && hosts < folders.length - 1 ? hosts + 2 : marker;
  return depth < 0 ? undefined : [top, ...folders.slice(0, depth)].join("/");
}

/** Folders of control files with different names in `me` are those of different hosts. */
function rootsByName(tree: Tree, paths: readonly string[]): string[] {
  const controls = paths.filter((path) => path.endsWith("/me")).map(parentOf);
  const names = new Set(controls.map((control) => nameIn(tree, control)));
  if (names.size < 2) return [];
  const common = commonFolder(controls);
  const below = controls.map((control) => control.slice(common.length + 1).split("/"));
  // The folders of one host may stand side by side, such as control and control2.
  return below.filter((folders) => folders.length > 1).map(([first]) => `${common}/${first}`);
}

function nameIn(tree: Tree, control: string): string {
  const text = tree.text(`${control}/me`);
  return text === undefined ? "" : foldCase(decodeLatin1(text.bytes).split("\n")[0].trim());
}

/** The deepest folder that all are below, or the root. */
function commonFolder(folders: readonly string[]): string {
  let common = parentOf(folders[0]);
  while (common !== "" && !folders.every((folder) => folder.startsWith(`${common}/`))) common = parentOf(common);
  return common;
}

function isBelow(path: string, roots: ReadonlySet<string>): boolean {
  for (let folder = parentOf(path); folder !== ""; folder = parentOf(folder)) if (roots.has(folder)) return true;
  return roots.has("");
}
