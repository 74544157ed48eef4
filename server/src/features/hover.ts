/** Hover: what the thing under the cursor does. One function a language. */
import type { Span } from "djblint-grammars/text";
import type { LanguageId } from "../rules/rule.js";
import { hoverControl } from "./hover-control.js";
import { hoverRun } from "./hover-run.js";
import { hoverTcprules } from "./hover-tcprules.js";
import { hoverTinydns } from "./hover-tinydns.js";

export interface Hover {
  /** Markdown. */
  readonly contents: string;
  readonly span: Span;
}

/** What the adapter of the language made of the file is what its hover takes. */
type HoverOf = (analysis: never, offset: number) => Hover | undefined;

const HOVERS: Partial<Record<LanguageId, HoverOf>> = {
  tinydns: hoverTinydns,
  tcprules: hoverTcprules,
  control: hoverControl,
  run: hoverRun,
};

/** `analysis` is that of the file; `offset` counts bytes from its start. */
export function hover(analysis: unknown, language: LanguageId, offset: number): Hover | undefined {
  return HOVERS[language]?.(analysis as never, offset);
}
