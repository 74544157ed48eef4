/** Whether two lines of tinydns data publish the same, byte for byte. */
import type { Dialect } from "djblint-grammars/tinydns/fields";
import { LineScanner } from "djblint-grammars/tinydns/scanner";
import { Expanders } from "./expanders.js";
import { expandLine } from "./tinydns-data.js";

const EXPANDERS = new Expanders();

/** Lines at which tinydns-data stops are the same as no others. */
export function publishTheSame(before: Uint8Array, after: Uint8Array, dialect: Dialect): boolean {
  const a = recordsOf(before, dialect);
  const b = a && recordsOf(after, dialect);
  return b !== undefined && a!.length === b.length && a!.every((byte, at) => byte === b[at]);
}

/** The records as they are written to the database; undefined for a line at which tinydns-data stops. */
function recordsOf(line: Uint8Array, dialect: Dialect): Uint8Array | undefined {
  const expander = EXPANDERS.of(dialect, 1);
  const scanner = new LineScanner(line);
  if (!scanner.advance()) return new Uint8Array(0);
  return expandLine(expander, scanner, dialect) ? undefined : expander.out.copy(0);
}
