/** The timestamps of a file as its lines write them. */
import type { Span } from "djblint-grammars/text";
import { TYPE } from "../../compile/expand.js";
import { ScannedNumber, scanNumber } from "./scalars.js";
import type { ZoneData } from "./zone-data.js";

export interface WrittenTimestamp {
  readonly field: Span;
  /** TAI64 label. */
  readonly stamp: bigint;
}

/**
 * The timestamps that pass a test, one for each line, in file order; Q4: with ttl 0 they are ends, otherwise starts. Those that
 * are not written as labels of 16 digits are left out.
 */
export function* writtenTimestamps(
  data: ZoneData,
  test: (stamp: bigint, isEnd: boolean) => boolean,
): Generator<WrittenTimestamp> {
  const { records } = data;
  let last = -1;
  for (const row of records.timestamps.all()) {
    // The SOA of a . line has a ttl of its own.
    if (records.line[row] === last || (records.typeOf(row) === TYPE.SOA && data.letterOf(row) === ".")) continue;
    const stamp = records.timestamps.get(row)!;
    if (!test(stamp, records.ttlOf(row) === 0)) continue;
    const line = data.lineOf(row);
    last = line.line;
    const field = line.fields.find(({ spec }) => spec?.kind === "timestamp")!;
    if (/^[0-9a-f]{16}$/.test(data.text.slice(field))) yield { field, stamp };
  }
}

/** Q4: a stored ttl of 0 (N3) makes the timestamp behind it an end. */
export function isEnd({ start, end }: Span, data: ZoneData): boolean {
  const scanned = new ScannedNumber();
  return scanNumber(data.text.bytes, start, end, scanned) && scanned.low === 0;
}
