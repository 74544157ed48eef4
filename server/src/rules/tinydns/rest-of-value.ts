/** What stands behind a value and changes nothing. Rules about misread values have nothing to add to it. */
import type { Span } from "djblint-grammars/text";
import type { FieldKind } from "djblint-grammars/tinydns/fields";
import type { DataField } from "djblint-grammars/tinydns/tree";
import type { ZoneData } from "../../model/tinydns/zone-data.js";

/** A value that is read as it was meant, and marks of separation, or the unit that is meant anyway. */
const RESTS: Partial<Record<FieldKind, RegExp>> = {
  address: /^(\d{1,3}(?:\.\d{1,3}){3})[ \t;,.]+$/,
  address6: /^([0-9a-f]{32})[ \t;,]+$/i,
  ttl: /^(\d+)(?:[ \t;,]+|s)$/i,
  number: /^(\d+)[ \t;,]+$/,
  type: /^(\d+)[ \t;,]+$/,
};

export function harmlessRest({ spec, start, end }: DataField, data: ZoneData): Span | undefined {
  const [, value] = (spec && RESTS[spec.kind]?.exec(data.text.slice({ start, end }))) ?? [];
  return value === undefined ? undefined : { start: start + value.length, end };
}
