/** Search for zones, hosts, rules, entries and services in all files. */
import type { Source } from "../source.js";
import { type SourceSymbol, symbolsOf } from "./symbols.js";
import { analysisOf, type Place } from "./view.js";

export interface FoundSymbol extends Place {
  readonly symbol: SourceSymbol;
  /** What it belongs to: its zone, its file. */
  readonly container: string;
}

/** More are not read. */
const MOST_SYMBOLS = 500;

/** Those whose name holds the query, those that begin with it first. */
export function workspaceSymbols(sources: readonly Source[], query: string): FoundSymbol[] {
  const wanted = query.toLowerCase();
  const found: FoundSymbol[] = [];
  for (const source of sources) {
    for (const candidate of candidates(source)) {
      if (found.length === MOST_SYMBOLS) break;
      if (candidate.symbol.name.toLowerCase().includes(wanted)) found.push(candidate);
    }
  }
  return found.sort((a, b) => rank(a, wanted) - rank(b, wanted));
}

function rank({ symbol }: FoundSymbol, wanted: string): number {
  const name = symbol.name.toLowerCase();
  return name === wanted ? 0 : name.startsWith(wanted) ? 1 : 2;
}

function* candidates(source: Source): Generator<FoundSymbol> {
  const script = analysisOf(source, "run");
  const { path } = source.whole;
  if (script) {
    const [, folder = "", above = ""] = path.split("/").reverse();
    const name = script.isLog ? `${above}/log` : folder;
    const span = { start: 0, end: script.tree.shebang?.end ?? 0 };
    const detail = symbolsOf(source)
      .map((symbol) => symbol.name)
      .join("; ");
    const symbol: SourceSymbol = { name, detail, kind: "chain", span, selection: span, children: [] };
    yield { source, span, symbol, container: "service" };
    return;
  }
  const file = path.slice(path.lastIndexOf("/") + 1);
  for (const symbol of symbolsOf(source)) {
    yield { source, span: symbol.selection, symbol, container: file };
    // Lines of a name are found by the name.
    for (const child of symbol.children) yield { source, span: child.selection, symbol: child, container: symbol.name };
  }
}
