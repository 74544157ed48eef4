/** The folder of a service, as far as the tree that is looked at shows it. */

import { parentOf, type TreeEntry } from "../tree.js";
import type { RunScript } from "./run-script.js";

export function folderOf({ path }: RunScript): string {
  return parentOf(path);
}

/**
 * Whether more is kept of a service than its scripts: supervise has run here, or there are folders of data. Folders of
 * an environment and of logs are often made at installation: where only scripts are kept, perhaps with a README or a
 * Makefile, or under names of their own, their absence says nothing.
 */
export function isWhole(script: RunScript): boolean {
  if (!SCRIPTS.has(nameOf(script.path))) return false;
  const children = script.around.children(folderOf(script)) ?? [];
  return children.some(({ path, kind }) => kind === "directory" && nameOf(path) !== "log" && !isHidden(nameOf(path)));
}

const SCRIPTS: ReadonlySet<string> = new Set(["run", "finish"]);

function isHidden(name: string): boolean {
  return name.startsWith(".");
}

/** What a path means in the mouth of the service; undefined when it is not known where the service is. */
export function entryFor(script: RunScript, path: string): TreeEntry | undefined {
  if (!isElsewhere(script, path)) return script.around.find(path, folderOf(script));
  const folder = folderGoneTo(script);
  return folder === undefined ? undefined : script.around.find(`${folder}/${path}`, folderOf(script));
}

/** Where the only `cd` of a script leads. */
function folderGoneTo({ service, isStarter }: RunScript): string | undefined {
  const [move, ...others] = service.moves;
  const text = move?.to?.text;
  if (text === undefined || others.length > 0) return undefined;
  return isStarter && !text.startsWith("/") ? undefined : text;
}

/** Whether the place that a path names was looked at, and there is nothing. */
export function isMissingFor(script: RunScript, path: string): boolean {
  return !isElsewhere(script, path) && script.around.isMissing(path, folderOf(script));
}

/** A relative path behind `cd`, or in a script that nobody starts in its own folder. */
function isElsewhere({ service, isStarter }: RunScript, path: string): boolean {
  return !path.startsWith("/") && (isStarter || service.moves.length > 0);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
