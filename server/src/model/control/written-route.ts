/** The lines of smtproutes as they are written, for rules; where mail goes by them is in `mail-route.ts`. */
import type { RouteLine } from "djblint-grammars/control/tree";
import type { ControlFile } from "./control.js";
import { entryText } from "./entry-text.js";
import { type Relay, relayOf } from "./relay-trouble.js";

export interface WrittenRoute extends Relay {
  readonly line: RouteLine;
}

/** The line as a route; undefined for other lines, and for those that are meant as comments. */
export function writtenRoute(line: ControlFile["lines"][number]): WrittenRoute | undefined {
  return line.kind === "route" && entryText(line.whole) ? { line, ...relayOf(line) } : undefined;
}
