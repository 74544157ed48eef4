/** Search for zones, hosts, rules, entries and services in all files. */
import type { Span } from "djblint-grammars/text";
import type { RunScript } from "../model/run/run-script.js";
import type { RecordTable, Row } from "../model/tinydns/records.js";
import type { ZoneData } from "../model/tinydns/zone-data.js";
import type { Source } from "../source.js";
import { type SourceSymbol, type SymbolKind, symbolsOf } from "./symbols.js";
import { analysisOf, type SourceSpan } from "./view.js";

export interface FoundSymbol extends SourceSpan {
  readonly symbol: SourceSymbol;
  /** What it belongs to: its zone, its file. */
  readonly container: string;
}

/** More are not read. */
const MOST_SYMBOLS = 500;

/** Those whose name holds the query, those that begin with it first. */
export function workspaceSymbols(sources: readonly Source[], query: string): FoundSymbol[] {
  const wanted = query.toLowerCase();
  const matching: FoundSymbol[] = [];
  for (const source of sources) {
    for (const candidate of candidates(source)) {
      if (matching.length === MOST_SYMBOLS) break;
      if (candidate.symbol.name.toLowerCase().includes(wanted)) matching.push(candidate);
    }
  }
  return matching.sort((a, b) => rank(a, wanted) - rank(b, wanted));
}

function rank({ symbol }: FoundSymbol, wanted: string): number {
  const name = symbol.name.toLowerCase();
  return name === wanted ? 0 : name.startsWith(wanted) ? 1 : 2;
}

function* candidates(source: Source): Generator<FoundSymbol> {
  const script = analysisOf(source, "run");
  const data = analysisOf(source, "tinydns");
  if (script) yield service(source, script);
  else if (data) yield* zonesAndHosts(source, data);
  else {
    const container = baseName(source.whole.path);
    for (const symbol of symbolsOf(source)) yield { source, span: symbol.selection, symbol, container };
  }
}

function service(source: Source, { isLog, tree }: RunScript): FoundSymbol {
  const [, folder = "", above = ""] = source.whole.path.split("/").reverse();
  const name = isLog ? `${above}/log` : folder;
  const span = { start: 0, end: tree.shebang?.end ?? 0 };
  return found(source, name, "chain", span, "service");
}

/** The outline of a large file takes too long to be made for each letter of a query. */
function* zonesAndHosts(source: Source, { names, zones, records, text }: ZoneData): Generator<FoundSymbol> {
  const file = baseName(source.whole.path);
  for (const { name, servers, soas } of zones.all()) {
    const [row] = [...soas, ...servers];
    yield found(source, names.text(name), "zone", text.lines.span(records.line[row]), file);
  }
  for (let name = 0; name < names.count; name++) {
    const row = records.firstRow(name);
    // What an `=` line says of an address is found by its host.
    if (row < 0 || zones.at(name) || names.addressOfReverse(name) >= 0) continue;
    const fate = zones.fate(name);
    const zone = fate.kind === "outside" ? file : names.text(fate.zone.name);
    const own = [...records.rowsOf(name)].find((each) => isFirstOfLine(each, records)) ?? row;
    yield found(source, names.text(name), "host", text.lines.span(records.line[own]), zone);
  }
}

/** Its owner is the name in the first field of the line; the addresses of servers come behind. */
function isFirstOfLine(row: Row, { line }: RecordTable): boolean {
  return row === 0 || line[row - 1] !== line[row];
}

function found(source: Source, name: string, kind: SymbolKind, span: Span, container: string): FoundSymbol {
  return { source, span, symbol: { name, detail: "", kind, span, selection: span, children: [] }, container };
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
