/** Whether two lines of tinydns data publish the same, byte for byte. */
import { DIALECTS, type Dialect } from "djblint-grammars/tinydns/fields";
import { LineScanner } from "djblint-grammars/tinydns/scanner";
import { Expander } from "./expand.js";
import { expandLine } from "./tinydns-data.js";

const expanders = new Map(DIALECTS.map((dialect) => [dialect, new Expander(dialect, 1)] as const));

/** Lines at which tinydns-data stops are the same as no others. */
export function publishTheSame(before: Uint8Array, after: Uint8Array, dialect: Dialect): boolean {
  const a = recordsOf(before, dialect);
  const b = a && recordsOf(after, dialect);
  return b !== undefined && a!.length === b.length && a!.every((byte, at) => byte === b[at]);
}

/** The records as they are written to the database; undefined for a line at which tinydns-data stops. */
function recordsOf(line: Uint8Array, dialect: Dialect): Uint8Array | undefined {
  const expander = expanders.get(dialect)!;
  const scanner = new LineScanner(line);
  expander.out.at = 0;
  if (!scanner.advance()) return new Uint8Array(0);
  return expandLine(expander, scanner, dialect) ? undefined : expander.out.copy(0);
}
