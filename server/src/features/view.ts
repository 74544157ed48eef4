/** What a request is about: a place in a source, and the sources that see one another around it. */
import type { Span } from "djblint-grammars/text";
import type { Analyses } from "../model/tree.js";
import type { Source } from "../source.js";

export interface View {
  readonly source: Source;
  /** Bytes from the start of the source. */
  readonly offset: number;
  /** All sources of the site, this one among them. */
  readonly around: readonly Source[];
}

/** A stretch of a source. */
export interface SourceSpan {
  readonly source: Source;
  readonly span: Span;
}

/** What a source says, when it is of a language. */
export function analysisOf<L extends keyof Analyses>(source: Source, language: L): Analyses[L] | undefined {
  return source.language.id === language ? (source.analysis as Analyses[L]) : undefined;
}

/** All sources of a language with what they say. */
export function sourcesOf<L extends keyof Analyses>(
  sources: readonly Source[],
  language: L,
): { source: Source; analysis: Analyses[L] }[] {
  return sources.flatMap((source) => {
    const analysis = analysisOf(source, language);
    return analysis === undefined ? [] : { source, analysis };
  });
}

export function holds({ start, end }: Span, offset: number): boolean {
  return offset >= start && offset < end;
}

/** Also with the place behind the last byte, where a cursor stands that has just typed it. */
export function touches({ start, end }: Span, offset: number): boolean {
  return offset >= start && offset <= end;
}
