/** Inlay hints: what a line leaves out and the program fills in. */
import type { Span } from "djblint-grammars/text";
import type { LanguageId } from "../rules/rule.js";
import type { Source } from "../source.js";
import { hintsOfControl } from "./inlay-hints-control.js";
import { hintsOfTcprules } from "./inlay-hints-tcprules.js";
import { hintsOfTinydns } from "./inlay-hints-tinydns.js";

export interface InlayHint {
  /** Where it stands. */
  readonly offset: number;
  readonly label: string;
  /** Whether it goes on with the text in front of it, so that no gap is left. */
  readonly joins?: boolean;
}

const HINTS: Partial<Record<LanguageId, (analysis: never, span: Span) => InlayHint[]>> = {
  tinydns: hintsOfTinydns,
  tcprules: hintsOfTcprules,
  control: hintsOfControl,
};

/** Those of a stretch of a source. */
export function inlayHints(source: Source, span: Span): InlayHint[] {
  return HINTS[source.language.id]?.(source.analysis as never, span) ?? [];
}
