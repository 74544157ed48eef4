/** The folder of a service, as far as the tree that is looked at shows it. */
import type { RunScript } from "./run-script.js";
import { parentOf, type TreeEntry } from "./tree.js";

export function folderOf({ path }: RunScript): string {
  return parentOf(path);
}

/** What every folder of a service holds, also where somebody keeps nothing but scripts. */
const SCRIPTS: ReadonlySet<string> = new Set(["run", "finish", "log", "down", "check", "control", "supervise"]);

/**
 * Whether more is kept of a service than its scripts. Folders of data, of an environment and of logs are often made at
 * installation: where only scripts are kept, their absence says nothing.
 */
export function isWhole(script: RunScript): boolean {
  const children = script.around.children(folderOf(script)) ?? [];
  return children.some(({ path }) => !SCRIPTS.has(nameOf(path)) && !nameOf(path).startsWith("."));
}

/** What a path means in the mouth of the service; undefined behind `cd`, when nobody knows. */
export function entryFor(script: RunScript, path: string): TreeEntry | undefined {
  return isElsewhere(script, path) ? undefined : script.around.find(path, folderOf(script));
}

/** Whether the place that a path names was looked at, and there is nothing. */
export function isMissingFor(script: RunScript, path: string): boolean {
  return !isElsewhere(script, path) && script.around.isMissing(path, folderOf(script));
}

/** A relative path behind `cd`. */
function isElsewhere({ service }: RunScript, path: string): boolean {
  return !path.startsWith("/") && service.directories.length > 0;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
