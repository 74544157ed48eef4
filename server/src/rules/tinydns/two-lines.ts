/**
 * Two lines that stand on one, as when a line is appended to a file without a line feed at its end. One rule tells it; the rules
 * about the fields that they share have nothing to add.
 */
import type { FieldKind } from "djblint-grammars/tinydns/fields";
import type { DataLine } from "djblint-grammars/tinydns/tree";
import type { ZoneData } from "../../model/tinydns/zone-data.js";

/** What the field in which the second line begins holds of the first. */
const ENDS: Partial<Record<FieldKind, string>> = {
  address: "\\d{1,3}(?:\\.\\d{1,3}){3}",
  ttl: "\\d*",
  number: "\\d+",
  target: "[\\w-]+(?:\\.[\\w-]+)+",
  server: "[\\w-]+(?:\\.[\\w-]+)+",
  timestamp: "[0-9a-f]{16}",
  location: "[a-z]{0,2}",
};

/** The letters of lines, with a name of several labels, and what follows the colon. */
const ADDRESS = "\\d{1,3}(?:\\.\\d{1,3}){3}(?:$|:)";
const SECOND = `([+=][\\w*-]+(?:\\.[\\w-]+)+\\.?:${ADDRESS}|[&@][\\w*-]+(?:\\.[\\w-]+)+\\.?:(?::|${ADDRESS}))`;

const PATTERNS = new Map(Object.entries(ENDS).map(([kind, end]) => [kind, new RegExp(`^${end}(?=${SECOND})`, "i")]));

/** Where the second line begins. */
export function secondLine(line: DataLine, data: ZoneData): number | undefined {
  // A colon in a text or in data is told by the rules about these.
  if (line.type?.letter === "'" || line.type?.letter === ":") return undefined;
  for (const { start, spec } of line.fields) {
    const pattern = PATTERNS.get(spec?.kind ?? "");
    const [first] = pattern?.exec(data.text.slice({ start, end: line.end })) ?? [];
    if (first !== undefined) return start + first.length;
  }
  return undefined;
}
