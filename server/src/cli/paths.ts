/** Paths as the user gives and sees them. */
import { relative, resolve } from "node:path";
import type { EntryKind } from "../host.js";
import { nativePath, ownPath } from "../native-path.js";
import { nodeHost } from "../node-host.js";
import { UsageError } from "./usage.js";

/** Absolute, as everything but the system knows it. */
export function absolutePath(path: string): string {
  // A variable that is not set, most likely; not the current folder.
  if (path === "") throw new UsageError("an empty argument is no path");
  return ownPath(resolve(path));
}

/** Relative to the working directory what is below it, absolute what is not; with `/`, and with the drive if there is one. */
export function shownPath(path: string): string {
  const native = nativePath(path);
  const below = ownPath(relative(process.cwd(), native));
  const isBelow = !/^(\/|\.\.(\/|$))/.test(below);
  return isBelow ? below || "." : nativePath(absolutePath(native));
}

/** What is at a path that was given; complains when nothing is there. */
export async function kindAt(path: string): Promise<EntryKind> {
  const { kind } = await nodeHost.stat(absolutePath(path)).catch(({ message }: Error) => {
    throw new UsageError(`${path}: ${message}`);
  });
  return kind;
}
