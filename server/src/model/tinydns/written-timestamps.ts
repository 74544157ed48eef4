/** The timestamps of a file as its lines write them. */
import type { Span } from "djblint-grammars/text";
import { TYPE } from "../../compile/expand.js";
import type { Row } from "./records.js";
import { ScannedNumber, scanNumber } from "./scalars.js";
import type { ZoneData } from "./zone-data.js";

export interface WrittenTimestamp {
  /** The first record of the line that has it. */
  readonly row: Row;
  readonly field: Span;
  /** TAI64 label. */
  readonly stamp: bigint;
}

/**
 * The timestamps that pass a test, one for each line, in file order; Q4: with ttl 0 they are ends, otherwise starts. Those that
 * are read otherwise than they look are left out.
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
    if (isReadAsLabel(data.text.slice(field))) yield { row, field, stamp };
  }
}

/** Digits of a label. */
export const LABEL_SIZE = 16;

/** T1: whether a timestamp is read as it looks: a label of 16 digits, perhaps with the nanoseconds of TAI64N or marks behind it. */
export function isReadAsLabel(text: string): boolean {
  return /^[0-9a-f]{16}([0-9a-f]{8}|[ \t;,]+)?$/.test(text);
}

/** Q4: a stored ttl of 0 (N3) makes the timestamp behind it an end. */
export function isEnd({ start, end }: Span, data: ZoneData): boolean {
  const scanned = new ScannedNumber();
  return scanNumber(data.text.bytes, start, end, scanned) && scanned.low === 0;
}
