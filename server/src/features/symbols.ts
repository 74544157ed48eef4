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

export function symbolsOf(source: Source): SourceSymbol[] {
  return SYMBOLS[source.language.id]?.(source.analysis as never) ?? [];
}
