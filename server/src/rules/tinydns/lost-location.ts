/**
 * Lines whose location stands beside its field, so that everybody sees their records, or nobody yet. One rule tells it; the
 * rules that hold such a record against one for other clients have nothing to add.
 */
import type { Span } from "djblint-grammars/text";
import { fieldIndex } from "djblint-grammars/tinydns/fields";
import type { DataLine } from "djblint-grammars/tinydns/tree";
import { formatLocation } from "../../model/tinydns/location-code.js";
import type { Row } from "../../model/tinydns/records.js";
import type { ZoneData } from "../../model/tinydns/zone-data.js";

/** A code that a % line defines, as the last of a line: in the place of the timestamp, or behind the field for locations. */
export function lostLocation({ type, fields }: DataLine, { text, records }: ZoneData): Span | undefined {
  const index = type ? fieldIndex(type, "location") : -1;
  const last = fields[fields.length - 1];
  if (index < 0 || (last.index !== index - 1 && last.index !== index + 1)) return undefined;
  if (last.index > index && fields[index].start < fields[index].end) return undefined;
  const [colons] = /^:*/.exec(text.slice(last))!;
  const span = { start: last.start + colons.length, end: last.end };
  const value = text.slice(span);
  return records.locations.some(({ code }) => formatLocation(code) === value) ? span : undefined;
}

/** Whether one of two rows is on such a line. */
export function isLocationLost(row: Row, other: Row, data: ZoneData): boolean {
  return [row, other].some((each) => lostLocation(data.lineOf(each), data) !== undefined);
}
