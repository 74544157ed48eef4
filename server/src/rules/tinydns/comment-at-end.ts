/** Text behind a `#` that was meant as a comment. Rules about the fields that it fills have nothing to add to it. */
import type { Span } from "djblint-grammars/text";
import type { FieldKind } from "djblint-grammars/tinydns/fields";
import type { DataField, DataLine } from "djblint-grammars/tinydns/tree";
import { Notice } from "../../model/tinydns/scalars.js";
import { isEnd } from "../../model/tinydns/written-timestamps.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";

/** What a line with such a comment is noticed for. */
export const COMMENT_NOTICES =
  Notice.OddByte |
  Notice.AddressRest |
  Notice.NumberRest |
  Notice.NumberMissing |
  Notice.Timestamp |
  Notice.Location |
  Notice.Prefix |
  Notice.Address6;

/** Values that are read as they look. */
const VALUES: Partial<Record<FieldKind, RegExp>> = {
  address: /^\d{1,3}(\.\d{1,3}){3}$/,
  address6: /^[0-9a-f]{32}$/i,
  ttl: /^\d*$/,
  number: /^\d*$/,
  type: /^\d+$/,
  prefix: /^\d[\d.]*$/,
  timestamp: /^([0-9a-f]{16})?$/,
};

/** Bytes of a location code that are stored. */
const CODE_SIZE = 2;

export interface CommentAtEnd {
  /** The field in which it begins. */
  readonly field: DataField;
  /** From the blank in front of the `#` to the end of the line. */
  readonly at: Span;
}

/** A blank and a `#` behind a value. In texts and record data a `#` is what it looks like. */
export function commentAtEnd(line: DataLine, data: ZoneData): CommentAtEnd | undefined {
  for (const field of line.fields) {
    if (field.spec === undefined || field.spec.kind === "text" || field.spec.kind === "rdata") continue;
    const text = data.text.slice(field);
    const start = commentIn(text, field.index);
    if (start === undefined) continue;
    // A value that is wrong by itself is told by the rule for such values.
    const value = text.slice(0, start);
    if (VALUES[field.spec.kind]?.test(value) === false) return undefined;
    // Q4: behind a ttl of 0 it is the time at which the record ended.
    if (field.spec.kind === "timestamp" && value === "" && isEnd(line.fields[field.index - 1], data)) return undefined;
    return { field, at: { start: field.start + start, end: line.end } };
  }
  return undefined;
}

/** What becomes of such a comment. */
export function effectOf({ field, at }: CommentAtEnd): "name" | "location" | "spills" | "ignored" {
  const { kind } = field.spec!;
  if (kind === "name" || kind === "server" || kind === "target") return "name";
  const isLocation = kind === "location" || kind === "location-definition";
  if (isLocation && at.start - field.start < CODE_SIZE) return "location";
  return field.end < at.end ? "spills" : "ignored";
}

/** Where the blanks in front of a # begin. The first two fields need a value in front of it; at the start of others a blank may follow instead. */
function commentIn(text: string, field: number): number | undefined {
  for (let hash = text.indexOf("#"); hash >= 0; hash = text.indexOf("#", hash + 1)) {
    let start = hash;
    while (start > 0 && isBlank(text[start - 1])) start--;
    const isApart = start < hash || (hash === 0 && isBlank(text[1]));
    if (isApart && (start > 0 || field > 1)) return start;
  }
  return undefined;
}

function isBlank(byte: string | undefined): boolean {
  return byte === " " || byte === "\t";
}

/** Whether what a field holds is, or begins with a value in front of, such a comment. */
export function isCommented(field: DataField, line: DataLine, data: ZoneData): boolean {
  const comment = commentAtEnd(line, data);
  return comment !== undefined && field.index >= comment.field.index;
}
