/** The routes of smtproutes, as a rule wants to see them: each line with its relay. */
import type { RouteLine } from "djblint-grammars/control/tree";
import type { ControlFile } from "./control.js";
import { entryText } from "./entry-text.js";
import { type Relay, relayOf } from "./relay-trouble.js";

export interface Route extends Relay {
  readonly line: RouteLine;
}

/** The line as a route; undefined for other lines, and for those that are meant as comments. */
export function routeOf(line: ControlFile["lines"][number]): Route | undefined {
  return line.kind === "route" && entryText(line.whole) ? { line, ...relayOf(line) } : undefined;
}
