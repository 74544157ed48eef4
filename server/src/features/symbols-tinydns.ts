/** The outline of tinydns data: zones, the names in each, and the lines of each name. */

import { printable, type Span } from "djblint-grammars/text";
import { TYPE } from "../compile/expand.js";
import { formatLocation, formatPrefix } from "../model/tinydns/location-code.js";
import { type NameId, NO_NAME } from "../model/tinydns/name-table.js";
import { typeName } from "../model/tinydns/stored-record.js";
import type { ZoneData } from "../model/tinydns/zone-data.js";
import type { SourceSymbol } from "./symbols.js";

/** With more lines the outline ends at the names, with more names at the zones: nobody scrolls through more. */
const MOST_LINES = 20_000;
const MOST_NAMES = 10_000;

/** How far the outline goes. */
type Depth = "zones" | "names" | "lines";

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
  const depth = depthFor(
    [...groups.values()].reduce((sum, names) => sum + names.size, 0),
    data,
  );
  const zones = [...groups].map(([zone, names]) => zoneSymbol(zone, names, data, depth));
  return [...zones, ...locationSymbols(data)];
}

function depthFor(names: number, { records }: ZoneData): Depth {
  if (names > MOST_NAMES) return "zones";
  return records.statements > MOST_LINES ? "names" : "lines";
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

function zoneSymbol(zone: NameId, names: Map<NameId, OwnedLine[]>, data: ZoneData, depth: Depth): SourceSymbol {
  const lines = [...names.values()].flat();
  const [own] = names.get(zone) ?? lines;
  return {
    name: zone === NO_NAME ? "outside of all zones" : data.names.text(zone),
    detail: `${names.size} ${names.size === 1 ? "name" : "names"}`,
    kind: "zone",
    span: around(lines, data),
    selection: data.text.lines.span(own.line),
    children: depth === "zones" ? [] : [...names].map(([name, some]) => hostSymbol(name, some, data, depth)),
  };
}

function hostSymbol(name: NameId, lines: readonly OwnedLine[], data: ZoneData, depth: Depth): SourceSymbol {
  return {
    name: data.names.text(name),
    detail: [...new Set(lines.flatMap(({ types }) => types.map(typeName)))].join(" "),
    kind: "host",
    span: around(lines, data),
    selection: data.text.lines.span(lines[0].line),
    children: depth === "lines" ? lines.map((line) => lineSymbol(line, data)) : [],
  };
}

function lineSymbol({ line, types }: OwnedLine, { text }: ZoneData): SourceSymbol {
  const span = text.lines.span(line);
  const detail = printable(text.slice(span));
  return { name: types.map(typeName).join(" "), detail, kind: "record", span, selection: span, children: [] };
}

function locationSymbols({ records, text }: ZoneData): SourceSymbol[] {
  return records.locations.map((location) => {
    const { line, code, prefix, isIpv6 } = location;
    const span = text.lines.span(line);
    const prefixText = `${formatPrefix(location)}${!isIpv6 && prefix.length < 4 ? "." : ""}`;
    const detail = formatPrefix(location) === "" ? "everybody else" : prefixText;
    return { name: formatLocation(code), detail, kind: "location", span, selection: span, children: [] };
  });
}

/** From the first of some lines to the last. */
function around(some: readonly OwnedLine[], { text }: ZoneData): Span {
  let [first] = some;
  let last = first;
  for (const line of some) {
    if (line.line < first.line) first = line;
    if (line.line > last.line) last = line;
  }
  return { start: text.lines.span(first.line).start, end: text.lines.span(last.line).end };
}
