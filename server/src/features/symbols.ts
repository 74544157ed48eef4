/** What a file is made of: its outline, and what a search over all files finds. */
import type { Span } from "djblint-grammars/text";
import type { LanguageId } from "../rules/rule.js";
import type { Source } from "../source.js";
import { symbolsOfControl } from "./symbols-control.js";
import { symbolsOfRun } from "./symbols-run.js";
import { symbolsOfTcprules } from "./symbols-tcprules.js";
import { symbolsOfTinydns } from "./symbols-tinydns.js";

export type SymbolKind = "zone" | "host" | "record" | "location" | "rule" | "entry" | "value" | "chain" | "program";

export interface SourceSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: SymbolKind;
  /** All that belongs to it. */
  readonly span: Span;
  /** What to show of it. */
  readonly selection: Span;
  readonly children: readonly SourceSymbol[];
}

const SYMBOLS: Partial<Record<LanguageId, (analysis: never) => SourceSymbol[]>> = {
  tinydns: symbolsOfTinydns,
  tcprules: symbolsOfTcprules,
  control: symbolsOfControl,
  run: symbolsOfRun,
};

/** Of more there is no outline: nobody scrolls through it, and editors ask for all of it after each change. */
const MOST_IN_OUTLINE = 20_000;

export function outlineOf(source: Source): SourceSymbol[] {
  const found = symbolsOf(source);
  return found.length > MOST_IN_OUTLINE ? [] : found;
}

export function symbolsOf(source: Source): SourceSymbol[] {
  return SYMBOLS[source.language.id]?.(source.analysis as never) ?? [];
}
