/** What stands behind a value and changes nothing. Rules about misread values have nothing to add to it. */
import type { Span } from "djblint-grammars/text";
import type { FieldKind } from "djblint-grammars/tinydns/fields";
import type { DataField } from "djblint-grammars/tinydns/tree";
import type { ZoneData } from "../../model/tinydns/zone-data.js";

/** Blanks and marks of separation, also such as come along from a web page and cannot be seen (in UTF-8). */
const MARKS = "(?:[ \\t;,]|\\xc2\\xa0|\\xe2\\x80[\\x8b-\\x8f])";

/** A value that is read as it was meant, and marks behind it, or the unit that is meant anyway. */
const RESTS: Partial<Record<FieldKind, RegExp>> = {
  address: new RegExp(`^(\\d{1,3}(?:\\.\\d{1,3}){3})(?:${MARKS}|\\.)+$`),
  address6: new RegExp(`^([0-9a-f]{32})${MARKS}+$`, "i"),
  ttl: new RegExp(`^(\\d+)(?:${MARKS}+|s)$`, "i"),
  number: new RegExp(`^(\\d+)${MARKS}+$`),
  type: new RegExp(`^(\\d+)${MARKS}+$`),
};

export function harmlessRest({ spec, start, end }: DataField, data: ZoneData): Span | undefined {
  const [, value] = (spec && RESTS[spec.kind]?.exec(data.text.slice({ start, end }))) ?? [];
  return value === undefined ? undefined : { start: start + value.length, end };
}
