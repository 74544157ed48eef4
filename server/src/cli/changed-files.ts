/** Asks git which files have changed. Nothing of the repository is run: no hooks, no monitors, no diff programs. */
import { execFileSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { parentOf } from "../model/tree.js";
import { nativePath, ownPath } from "../native-path.js";
import { statOf } from "./stat-of.js";
import { UsageError } from "./usage.js";

/**
 * Tells of the files around some paths whether they are as they were where the branch left a revision; uncommitted and
 * new ones are not.
 */
export function changedSince(revision: string, paths: readonly string[]): (path: string) => boolean {
  const roots = new Set(paths.map(rootOf));
  const changed = new Set([...roots].flatMap((root) => changedBelow(root, revision)));
  return (path) => real(path).some((found) => isListed(found, changed));
}

/** Of a repository inside of another, such as a submodule, git names the folder only. */
function isListed(path: string, changed: ReadonlySet<string>): boolean {
  for (let at = path; at !== ""; at = parentOf(at)) if (changed.has(at)) return true;
  return false;
}

function rootOf(path: string): string {
  const folder = isFolder(path) ? path : parentOf(path) || "/";
  const root = git(folder, ["rev-parse", "--show-toplevel"]);
  if (root === undefined)
    throw new UsageError(`--changed-since: ${nativePath(path)} is in no git repository, or git is missing`);
  return ownPath(root.trimEnd());
}

function changedBelow(root: string, revision: string): string[] {
  const commit = git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`])?.trim();
  if (!commit) throw new UsageError(`--changed-since: ${revision} is no revision of ${nativePath(root)}`);
  // A shallow clone may not reach back to where the branch left.
  const base = git(root, ["merge-base", commit, "HEAD"])?.trim() || commit;
  const names = [
    git(root, ["diff", "--name-only", "--no-ext-diff", "--no-renames", "--diff-filter=d", "-z", base, "--"]),
    git(root, ["ls-files", "--others", "--exclude-standard", "-z"]),
  ];
  return names
    .flatMap((list) => (list ?? "").split("\0"))
    .flatMap((name) => (name === "" ? [] : real(`${root}/${name}`)));
}

function git(cwd: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync("git", ["-c", "core.fsmonitor=false", "-c", "core.quotePath=false", ...args], {
      cwd: nativePath(cwd),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 1 << 28,
    });
  } catch {
    return undefined;
  }
}

function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() ?? false;
}

/** A file may be gone again by now. */
function real(path: string): string[] {
  try {
    return [ownPath(realpathSync.native(nativePath(path)))];
  } catch {
    return [];
  }
}
