/** The outline of tinydns data: zones, the names in each, and the lines of each name. */

import { printable, type Span } from "djblint-grammars/text";
import { TYPE } from "../compile/expand.js";
import { formatLocation } from "../model/tinydns/location-code.js";
import { type NameId, NO_NAME } from "../model/tinydns/name-table.js";
import { typeName } from "../model/tinydns/stored-record.js";
import type { ZoneData } from "../model/tinydns/zone-data.js";
import type { SourceSymbol } from "./symbols.js";

/** With more lines, the outline ends at the names: nobody scrolls through more. */
const MOST_LINES = 20_000;

export function symbolsOfTinydns(data: ZoneData): SourceSymbol[] {
  const groups = new Map<NameId, Map<NameId, OwnedLine[]>>();
  for (const line of ownedLines(data)) {
    const fate = data.zones.fate(line.owner);
    const zone = fate.kind === "outside" ? NO_NAME : fate.zone.name;
    const names = groups.get(zone) ?? new Map<NameId, OwnedLine[]>();
    groups.set(zone, names);
    const lines = names.get(line.owner);
    if (lines) lines.push(line);
    else names.set(line.owner, [line]);
  }
  const isLarge = data.records.statements > MOST_LINES;
  const zones = [...groups].map(([zone, names]) => zoneSymbol(zone, names, data, isLarge));
  return [...zones, ...locationSymbols(data)];
}

/** A line with the name that its first field says. */
interface OwnedLine {
  readonly owner: NameId;
  readonly line: number;
  readonly types: number[];
}

function* ownedLines({ records }: ZoneData): Generator<OwnedLine> {
  let last: OwnedLine | undefined;
  for (let row = 0; row < records.count; row++) {
    if (last?.line === records.line[row]) last.types.push(records.typeOf(row));
    else {
      if (last) yield last;
      // The first record of every line belongs to the name in its first field.
      const types = [records.typeOf(row)];
      if (records.isHostAddress(row) && !records.hasHostPointers) types.push(TYPE.PTR);
      last = { owner: records.owner[row], line: records.line[row], types };
    }
  }
  if (last) yield last;
}

function zoneSymbol(zone: NameId, names: Map<NameId, OwnedLine[]>, data: ZoneData, isLarge: boolean): SourceSymbol {
  const children = [...names].map(([name, lines]) => hostSymbol(name, lines, data, isLarge));
  const own = children[Math.max(0, [...names.keys()].indexOf(zone))];
  return {
    name: zone === NO_NAME ? "outside of all zones" : data.names.text(zone),
    detail: `${children.length} ${children.length === 1 ? "name" : "names"}`,
    kind: "zone",
    span: around(children.map(({ span }) => span)),
    selection: own.selection,
    children,
  };
}

function hostSymbol(name: NameId, lines: readonly OwnedLine[], data: ZoneData, isLarge: boolean): SourceSymbol {
  const spans = lines.map(({ line }) => data.text.lines.span(line));
  return {
    name: data.names.text(name),
    detail: [...new Set(lines.flatMap(({ types }) => types.map(typeName)))].join(" "),
    kind: "host",
    span: around(spans),
    selection: spans[0],
    children: isLarge ? [] : lines.map(({ types }, index) => lineSymbol(types, spans[index], data)),
  };
}

function lineSymbol(types: readonly number[], span: Span, { text }: ZoneData): SourceSymbol {
  const detail = printable(text.slice(span));
  return { name: types.map(typeName).join(" "), detail, kind: "record", span, selection: span, children: [] };
}

function locationSymbols({ records, text }: ZoneData): SourceSymbol[] {
  return records.locations.map(({ line, code, prefix }) => {
    const span = text.lines.span(line);
    const detail = prefix.length === 0 ? "everybody else" : `${prefix.join(".")}${prefix.length < 4 ? "." : ""}`;
    return { name: formatLocation(code), detail, kind: "location", span, selection: span, children: [] };
  });
}

/** The stretch that holds all of some. */
function around(spans: readonly Span[]): Span {
  let { start, end } = spans[0];
  for (const span of spans) {
    start = Math.min(start, span.start);
    end = Math.max(end, span.end);
  }
  return { start, end };
}
