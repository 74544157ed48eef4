/** Paths as the user gives and sees them. */
import { relative, resolve } from "node:path";

/** Absolute, with `/`. */
export function absolutePath(path: string): string {
  return resolve(path).replaceAll("\\", "/");
}

/** Relative to the working directory, with `/`. */
export function shownPath(path: string): string {
  return relative(process.cwd(), path).replaceAll("\\", "/") || ".";
}
