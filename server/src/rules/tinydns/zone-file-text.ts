/** Generic lines whose data is written as in a zone file: raw colons in it cut it into fields. */
import type { Span } from "djblint-grammars/text";
import type { DataLine } from "djblint-grammars/tinydns/tree";
import type { ZoneData } from "../../model/tinydns/zone-data.js";
import { genericForm } from "../../model/tinydns/zone-file-data.js";

const RDATA = 2;
const TTL = 3;

export interface ZoneFileText {
  /** All that is meant as data. */
  readonly span: Span;
  /** With its escapes read. */
  readonly text: string;
  /** Whether a colon ends the field in front of its end. */
  readonly isCut: boolean;
  /** The same as the field should have it. */
  readonly octal: string;
}

/** The data of a generic line when it can be read in one way as that of a zone file. */
export function zoneFileText(line: DataLine, type: number, data: ZoneData): ZoneFileText | undefined {
  const field = line.fields[RDATA];
  if (line.type?.letter !== ":" || !field) return undefined;
  const whole = isTail(line, data) ? readingOf(field, false, type, data) : [];
  if (whole.length > 0) return whole[0];
  if (line.fields.length <= TTL) return undefined;
  const [first, ...others] = endsBehind(line, data).flatMap((end) =>
    readingOf({ start: field.start, end }, true, type, data),
  );
  // With a ttl at the end, or with a last piece that is a number: nobody can tell.
  return others.length === 0 ? first : undefined;
}

/** Whether what stands behind the data is a ttl, a timestamp and a location, or nothing. */
function isTail(line: DataLine, data: ZoneData): boolean {
  const [ttl, timestamp, location, ...others] = [0, 1, 2, 3].map((index) => data.fieldText(line, TTL + index));
  const isEmpty = others.every((text) => text === "") && line.fields.length <= TTL + 3;
  return /^\d*$/.test(ttl) && /^([0-9a-f]{16})?$/.test(timestamp) && location.length <= 2 && isEmpty;
}

/** Where data with raw colons may end: at the end of the line, or in front of a last number that is the ttl. */
export function endsBehind(line: DataLine, data: ZoneData): number[] {
  const [ttl] = /:\d+$/.exec(data.text.slice(line)) ?? [];
  return ttl === undefined ? [line.end] : [line.end, line.end - ttl.length];
}

function readingOf({ start, end }: Span, isCut: boolean, type: number, data: ZoneData): ZoneFileText[] {
  const span = { start, end };
  const text = decoded(data.text.slice(span));
  if (text === undefined || !/^[ -~]+$/.test(text)) return [];
  const octal = genericForm(type, text);
  return octal === undefined ? [] : [{ span, text, isCut, octal }];
}

/** What the escapes of a text stand for; undefined where a backslash may be one of a zone file. */
function decoded(text: string): string | undefined {
  if (/\\(?![0-7])/.test(text.replace(/^\\#/, ""))) return undefined;
  return text.replace(/\\([0-7]{1,3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8) & 255));
}
