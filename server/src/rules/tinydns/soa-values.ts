/** The values of an SOA that a Z line writes. What tinydns-data fills in is no concern of any rule. */
import type { Span } from "djblint-grammars/text";
import type { Row } from "../../model/records.js";
import type { ZoneData } from "../../model/zone-data.js";

/** Field of the first timer; refresh, retry, expire and minimum follow each other. */
const FIRST_TIMER = 4;

export interface Timer extends Span {
  /** Seconds as they are stored. */
  readonly value: number;
  /** Whether the line says so; the default otherwise. */
  readonly isWritten: boolean;
}

export interface SoaTimers {
  readonly refresh: Timer;
  readonly retry: Timer;
  readonly expire: Timer;
  readonly minimum: Timer;
}

interface Answer {
  readonly row: Row;
  readonly timers: SoaTimers | undefined;
}

/** Several rules ask for the same row one after the other. */
const lastAnswers = new WeakMap<ZoneData, Answer>();

/** The timers of a Z line; undefined for the SOA of a . line. */
export function soaTimers(row: Row, data: ZoneData): SoaTimers | undefined {
  if (data.letterOf(row) !== "Z") return undefined;
  let last = lastAnswers.get(data);
  if (last?.row !== row) {
    last = { row, timers: readTimers(row, data) };
    lastAnswers.set(data, last);
  }
  return last.timers;
}

function readTimers(row: Row, data: ZoneData): SoaTimers | undefined {
  const line = data.lineOf(row);
  if (line.fields.length <= FIRST_TIMER) return undefined;
  const rdata = data.records.rdata(row);
  const view = new DataView(rdata.buffer, rdata.byteOffset, rdata.byteLength);
  const [refresh, retry, expire, minimum] = [0, 1, 2, 3].map((index) => {
    const value = view.getUint32(rdata.length - 16 + 4 * index);
    const text = data.fieldText(line, FIRST_TIMER + index);
    // Numbers that are read otherwise than they look are told by other rules.
    return { ...data.field(line, FIRST_TIMER + index), value, isWritten: text !== "" && Number(text) === value };
  });
  return { refresh, retry, expire, minimum };
}
