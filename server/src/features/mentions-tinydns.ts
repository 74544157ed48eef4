/** Hosts, addresses and locations in tinydns data. */
import type { DataField, DataLine } from "djblint-grammars/tinydns/tree";
import { TYPE } from "../compile/expand.js";
import { formatLocation } from "../model/tinydns/location-code.js";
import { formatName, type NameId, NO_NAME } from "../model/tinydns/name-table.js";
import { hasTargetName, type Row } from "../model/tinydns/records.js";
import { formatAddress } from "../model/tinydns/scalars.js";
import type { ZoneData } from "../model/tinydns/zone-data.js";
import { parseName } from "../simulate/question.js";
import type { Form, Mention, MentionFinder } from "./mentions.js";
import { isWanted, type Thing, type Wanted } from "./thing.js";
import { touches } from "./view.js";

export const mentionsOfTinydns: MentionFinder = {
  at: (source, offset) => {
    const data = source.analysis as ZoneData;
    const number = data.text.lines.lineAt(offset);
    if (number >= data.text.lines.count) return undefined;
    const line = data.records.dataLine(number);
    const field = line?.fields.find((candidate) => touches(candidate, offset));
    return field && mentionOf(line, field, data);
  },
  of: (source, wanted) => {
    const data = source.analysis as ZoneData;
    const lines = [...new Set(linesWith(wanted, data))].sort((a, b) => a - b);
    return lines.flatMap((number) => mentionsOnLine(data.records.dataLine(number), wanted, data));
  },
};

/** The lines that may speak of a thing, from the columns of the model. */
function linesWith({ kind, name, withNamesBelow = false }: Wanted, data: ZoneData): Iterable<number> {
  switch (kind) {
    case "host":
      return linesWithHost(name, withNamesBelow, data);
    case "address":
      return linesWithAddress(name, data);
    case "location":
      return linesWithLocation(name, data);
    default:
      return [];
  }
}

function* linesWithHost(name: string, withNamesBelow: boolean, { records, names }: ZoneData): Generator<number> {
  const { owner, target, line, count } = records;
  const wire = parseName(name);
  const id = wire ? names.find(wire) : NO_NAME;
  if (id === NO_NAME) return;
  const isMeant = (other: NameId) => other === id || (withNamesBelow && names.isWithin(other, id));
  for (let row = 0; row < count; row++) {
    // The mailbox of a Z line is in no column.
    if (withNamesBelow && records.letterCodeOf(row) === Z) yield line[row];
    if (isMeant(owner[row]) || (hasTargetName(records.typeOf(row)) && isMeant(target[row]))) yield line[row];
  }
}

function* linesWithAddress(address: string, { records }: ZoneData): Generator<number> {
  const { target, line, count } = records;
  for (let row = 0; row < count; row++) {
    if (records.typeOf(row) === TYPE.A && formatAddress(target[row]) === address) yield line[row];
  }
}

function* linesWithLocation(location: string, { records }: ZoneData): Generator<number> {
  for (const { code, line } of records.locations) if (formatLocation(code) === location) yield line;
  const code = (location.charCodeAt(0) << 8) | (location.length > 1 ? location.charCodeAt(1) : 0);
  for (let row = 0; row < records.count; row++) if (records.locationOf(row) === code) yield records.line[row];
}

function mentionsOnLine(line: DataLine, wanted: Wanted, data: ZoneData): Mention[] {
  return line.fields.flatMap((field) => {
    const mention = mentionOf(line, field, data) ?? (wanted.withNamesBelow ? mailboxMention(field, data) : undefined);
    return mention && isWanted(mention.thing, wanted) ? [mention] : [];
  });
}

function mentionOf(line: DataLine, field: DataField, data: ZoneData): Mention | undefined {
  switch (field.spec?.kind) {
    case "name":
    case "target":
    case "server":
    case "rdata":
      return hostMention(line, field, data);
    case "address":
      return addressMention(line, field, data);
    case "location":
    case "location-definition":
      return locationMention(line, field, data);
    default:
      return undefined;
  }
}

function hostMention(line: DataLine, field: DataField, data: ZoneData): Mention | undefined {
  const { records, names } = data;
  const rows = records.rowsOfLine(line.line);
  const isOwner = field.index === 0;
  const name = isOwner ? records.owner[rows[0]] : targetOf(line, field, rows, data);
  if (name === undefined) return undefined;
  const thing: Thing = { kind: "host", name: names.text(name) };
  const defines = rows.some((row) => records.owner[row] === name && DEFINING.has(records.typeOf(row)));
  return { thing, span: field, form: formOf(field, thing.name, data), defines };
}

/** Records that say where a host is. */
const DEFINING: ReadonlySet<number> = new Set([TYPE.A, TYPE.AAAA, TYPE.CNAME]);

/** The name that the records of a line point to, if it stands in this field: a second target is a mailbox. */
function targetOf(line: DataLine, field: DataField, rows: readonly Row[], { records }: ZoneData): number | undefined {
  const first = line.fields.findIndex(({ index, spec }) => index > 0 && isHostField(spec?.kind));
  const row = rows.find((candidate) => hasTargetName(records.typeOf(candidate)) && records.target[candidate] > 0);
  return first === field.index && row !== undefined ? records.target[row] : undefined;
}

function isHostField(kind: string | undefined): boolean {
  return kind === "target" || kind === "server" || kind === "rdata";
}

function formOf(field: DataField, name: string, data: ZoneData): Form {
  if (field.spec?.kind === "rdata") return "bytes";
  if (field.end === field.start) return "implied";
  return field.spec?.kind === "server" && !data.text.slice(field).includes(".") && name.includes(".")
    ? "short"
    : "whole";
}

/** The mailbox of a Z line is no host, but lies in a domain. */
function mailboxMention(field: DataField, data: ZoneData): Mention | undefined {
  const wire = field.spec?.kind === "target" ? parseName(data.text.slice(field)) : undefined;
  return wire && { thing: { kind: "host", name: formatName(wire) }, span: field, form: "whole", defines: false };
}

const Z = 90;

function addressMention(line: DataLine, field: DataField, { records }: ZoneData): Mention | undefined {
  const row = records.rowsOfLine(line.line).find((candidate) => records.typeOf(candidate) === TYPE.A);
  if (row === undefined || field.end === field.start) return undefined;
  const thing: Thing = { kind: "address", name: formatAddress(records.target[row]) };
  return { thing, span: field, form: "whole", defines: true };
}

function locationMention(line: DataLine, field: DataField, { records }: ZoneData): Mention | undefined {
  const defined = records.locations.find((location) => location.line === line.line);
  const [row] = records.rowsOfLine(line.line);
  const code = defined?.code ?? (row === undefined ? 0 : records.locationOf(row));
  if (code === 0 || field.end === field.start) return undefined;
  const thing: Thing = { kind: "location", name: formatLocation(code) };
  return { thing, span: field, form: "whole", defines: defined !== undefined };
}
