/** The way back from a record in `data.cdb` to the line of `data` that published it. */
import type { Dialect } from "djblint-grammars/tinydns/fields";
import { LineScanner } from "djblint-grammars/tinydns/scanner";
import { HEAD_SIZE } from "./cdb.js";
import { Expanders } from "./expanders.js";
import { expandLine } from "./tinydns-data.js";

const EXPANDERS = new Expanders();

/**
 * For each position of a record in the database, as the compiler puts it there, the 0-based line that made it.
 * Positions where no record starts are missing in the result. Goes over the source once, as far as needed.
 */
export function linesOfRecords(
  data: Uint8Array,
  options: { readonly dialect: Dialect; readonly serial: number },
  positions: Iterable<number>,
): Map<number, number> {
  const wanted = new Set(positions);
  const lines = new Map<number, number>();
  const expander = EXPANDERS.of(options.dialect, options.serial);
  const scanner = new LineScanner(data);
  let end = HEAD_SIZE;
  while (lines.size < wanted.size && scanner.advance()) {
    expander.out.at = 0;
    if (expandLine(expander, scanner, options.dialect)) break;
    for (let record = 0; record < expander.count; record++) {
      const position = end + expander.starts[record];
      if (wanted.has(position)) lines.set(position, scanner.line);
    }
    end += expander.out.at;
  }
  return lines;
}
