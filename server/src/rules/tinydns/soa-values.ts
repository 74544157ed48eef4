/** The values of an SOA that a Z line writes. What tinydns-data fills in is no concern of any rule. */
import type { Span } from "djblint-grammars/text";
import type { DataLine } from "djblint-grammars/tinydns/tree";
import type { Row } from "../../model/tinydns/records.js";
import { areUsualTimers } from "../../model/tinydns/soa-timers.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { soaInFront } from "./soa-in-front.js";

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

/** Fields of a Z line. */
const MAILBOX = 2;
const SERIAL = 3;

/**
 * What was left out of a Z line, so that all numbers stand too far in front: as timers they are usual where they were meant
 * to stand, and where they stand they are not.
 */
export function missingSoaField(line: DataLine, data: ZoneData): "mailbox" | "serial" | "both" | undefined {
  if (line.type!.letter !== "Z" || data.fieldText(line, 7) !== "") return undefined;
  const texts = [MAILBOX, SERIAL, 4, 5, 6].map((index) => data.fieldText(line, index));
  if (areTimers(texts.slice(1))) return NUMBER.test(texts[0]) ? "mailbox" : "serial";
  return texts[4] === "" && areTimers(texts.slice(0, 4)) ? "both" : undefined;
}

const NUMBER = /^\d{1,10}$/;

function areTimers(texts: readonly string[]): boolean {
  return texts.every((text) => NUMBER.test(text)) && areUsualTimers(texts.map(Number));
}

/**
 * The timers that a Z line writes; undefined when it leaves all of them to the defaults, or when they stand in each other's
 * place, be it that two numbers share a field (number-misread), or of an SOA that is never served (conflicting-soa).
 */
export function soaTimers(line: DataLine, data: ZoneData): SoaTimers | undefined {
  if (line.type!.letter !== "Z" || line.fields.length <= FIRST_TIMER) return undefined;
  if (missingSoaField(line, data) || line.fields.some((field) => TWO_NUMBERS.test(data.text.slice(field)))) {
    return undefined;
  }
  const row = rowOf(line, data);
  if (soaInFront(row, data) !== undefined) return undefined;
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

const TWO_NUMBERS = /^\d+[ \t,;|.]+\d+$/;

/** The SOA of a Z line. */
export function rowOf(line: DataLine, { records }: ZoneData): Row {
  return records.rowsOfLine(line.line)[0];
}
