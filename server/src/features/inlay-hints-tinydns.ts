/** In data lines: expanded server names, PTR names, dates, decoded data, and the ttl that counts. */
import type { Span } from "djblint-grammars/text";
import type { DataField, DataLine } from "djblint-grammars/tinydns/tree";
import { TYPE } from "../compile/expand.js";
import { formatName, reverseName } from "../model/tinydns/name-table.js";
import { hasTargetName, type RecordTable, type Row } from "../model/tinydns/records.js";
import { formatRdata, formatTai64, typeName } from "../model/tinydns/stored-record.js";
import type { ZoneData } from "../model/tinydns/zone-data.js";
import type { InlayHint } from "./inlay-hints.js";

export function hintsOfTinydns(data: ZoneData, { start, end }: Span): InlayHint[] {
  const { lines } = data.text;
  const hints: InlayHint[] = [];
  for (let line = lines.lineAt(start); line < lines.count && lines.start(line) <= end; line++) {
    const read = data.records.dataLine(line);
    if (read?.type) hints.push(...hintsOfLine(read, data));
  }
  return hints;
}

function hintsOfLine(line: DataLine, data: ZoneData): InlayHint[] {
  const rows = data.records.rowsOfLine(line.line);
  if (rows.length === 0) return [];
  const inside = line.fields.flatMap((field) => hintOfField(field, rows, data) ?? []);
  return [...inside, ...ttlHint(line, rows, data)];
}

function hintOfField(field: DataField, rows: readonly Row[], data: ZoneData): InlayHint | undefined {
  switch (field.spec?.kind) {
    case "server":
      return serverHint(field, rows, data);
    case "address":
    case "address6":
      return reverseHint(field, rows, data);
    case "timestamp": {
      const stamp = data.records.timestamps.get(rows[0]);
      if (stamp === undefined) return undefined;
      const word = data.records.ttlOf(rows[0]) === 0 ? "until" : "from";
      return { offset: field.end, label: `${word} ${formatTai64(stamp)}` };
    }
    case "rdata":
      return rdataHint(field, rows[0], data);
    default:
      return undefined;
  }
}

/** What the line makes of a name without a dot, or of none. */
function serverHint(field: DataField, rows: readonly Row[], { records, names, text }: ZoneData): InlayHint | undefined {
  const row = rows.find((candidate) => hasTargetName(records.typeOf(candidate)));
  const written = text.slice(field);
  if (row === undefined || written.includes(".")) return undefined;
  const name = names.text(records.target[row]);
  return { offset: field.end, label: name.slice(written.length), joins: true };
}

function reverseHint(field: DataField, rows: readonly Row[], { records }: ZoneData): InlayHint | undefined {
  const row = rows.find((candidate) => records.typeOf(candidate) === TYPE.PTR);
  const name = row === undefined ? pointerName(rows[0], records) : records.ownerText(row);
  return name === undefined ? undefined : { offset: field.end, label: `PTR ${name}` };
}

/** The name of the PTR record that a line makes beside an address, also where it has no row. */
function pointerName(row: Row, records: RecordTable): string | undefined {
  return records.isHostAddress(row) ? formatName(reverseName(records.target[row])) : undefined;
}

/** Longer data would push the rest of the line away. */
const LONGEST = 60;

function rdataHint(field: DataField, row: Row, { records }: ZoneData): InlayHint | undefined {
  const type = records.typeOf(row);
  const text = formatRdata(type, records.rdata(row));
  if (text.startsWith("\\#")) return undefined;
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return { offset: field.end, label: `${typeName(type)} ${shown}` };
}

/** The ttl of a line that does not say it; an SOA has its own. */
function ttlHint(line: DataLine, rows: readonly Row[], { records }: ZoneData): InlayHint[] {
  const field = line.fields.find(({ spec }) => spec?.kind === "ttl");
  if (field && field.end > field.start) return [];
  const soa = rows.find((row) => records.typeOf(row) === TYPE.SOA);
  const other = rows.find((row) => records.typeOf(row) !== TYPE.SOA);
  const own = soa === undefined ? [] : [`SOA ttl ${records.ttlOf(soa)}`];
  const rest = other === undefined ? [] : [`ttl ${records.ttlOf(other)}`];
  return [{ offset: line.end, label: [...rest, ...own].join(", ") }];
}
