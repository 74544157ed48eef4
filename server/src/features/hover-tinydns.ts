import {
  formatAudience,
  formatLife,
  formatRecord,
  readStoredRecord,
  type StoredRecord,
} from "../model/stored-record.js";
import type { ZoneData } from "../model/zone-data.js";
import type { Hover } from "./hover.js";

/** The records that a tinydns line publishes, with all defaults filled in. */
export function hoverTinydns(data: ZoneData, offset: number): Hover | undefined {
  const { lines } = data.text;
  const number = lines.lineAt(offset);
  if (number >= lines.count) return undefined;
  const line = data.records.dataLine(number);
  if (!line?.type) return undefined;
  const { letter, name, creates } = line.type;
  const records = data.records.stored(number).flatMap(({ key, data: value }) => readStoredRecord(key, value) ?? []);
  const parts = [`**\`${letter}\` ${name}** — ${creates}`];
  if (records.length > 0) parts.push(`\`\`\`\n${records.map(describe).join("\n")}\n\`\`\``);
  else if (letter !== "%") parts.push("This line publishes nothing.");
  const field = line.fields.find(({ start, end }) => offset >= start && offset <= end);
  if (field?.spec) parts.push(`Field \`${field.spec.name}\`: ${field.spec.doc} Empty: ${field.spec.default}.`);
  return { contents: parts.join("\n\n"), span: { start: line.start, end: line.end } };
}

function describe(record: StoredRecord): string {
  const notes = [formatLife(record), formatAudience(record)].filter(Boolean);
  return formatRecord(record) + (notes.length > 0 ? `  ; ${notes.join(", ")}` : "");
}
