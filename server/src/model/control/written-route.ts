/** The lines of smtproutes as they are written, for rules; where mail goes by them is in `mail-route.ts`. */
import type { RouteLine } from "djblint-grammars/control/tree";
import { withoutBlanks } from "djblint-grammars/text";
import type { ControlFile } from "./control.js";
import { nameTrouble } from "./domain-entry.js";
import { entryText } from "./entry-text.js";
import { type Relay, relayOf } from "./relay-trouble.js";

export interface WrittenRoute extends Relay {
  readonly line: RouteLine;
}

/**
 * The line as a route; undefined for other lines, for those that are meant as comments, and for those with several names
 * in front of the colon, which match nothing.
 */
export function writtenRoute(line: ControlFile["lines"][number]): WrittenRoute | undefined {
  if (line.kind !== "route" || !entryText(line.whole) || nameTrouble(withoutBlanks(line.key.text)) === "several")
    return undefined;
  return { line, ...relayOf(line) };
}
