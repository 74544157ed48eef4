/** Long lists in what is printed for people. */
import { plural } from "../plural.js";

const MOST_LINES = 40;

/** The first lines of a kind, and how many more there are; `what` is one of them, in words. */
export function shortened(lines: readonly string[], what: string): readonly string[] {
  const rest = lines.length - MOST_LINES;
  if (rest <= 0) return lines;
  return [...lines.slice(0, MOST_LINES), `and ${plural(rest, `more ${what}`)} (--format json has all)`];
}
