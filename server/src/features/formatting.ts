/**
 * Formatting that changes no answer: lines are never reordered, and each changed line is compiled, or read, beside the
 * old one before it is taken.
 */
import type { SourceText, Span } from "djblint-grammars/text";
import type { LanguageId } from "../rules/rule.js";
import type { Source } from "../source.js";
import { formatControlLine } from "./formatting-control.js";
import { formatTcprulesLine } from "./formatting-tcprules.js";
import { formatTinydnsLine } from "./formatting-tinydns.js";

export interface TextEdit {
  readonly span: Span;
  /** One character for each byte. */
  readonly text: string;
}

/** The better form of a line, one character for each byte, without its line feed; it must mean the same. */
export type LineFormatter = (line: string, source: Source) => string;

const FORMATTERS: Partial<Record<LanguageId, LineFormatter>> = {
  tinydns: formatTinydnsLine,
  tcprules: formatTcprulesLine,
  control: formatControlLine,
};

/** What is to be changed in the lines of a stretch. */
export function format(source: Source, span: Span): TextEdit[] {
  const formatter = FORMATTERS[source.language.id];
  if (!formatter) return [];
  const { lines } = source.whole.text;
  const edits: TextEdit[] = [];
  for (let line = lines.lineAt(span.start); line < lines.count && lines.start(line) <= span.end; line++) {
    edits.push(...formatLine(lines.span(line), source.whole.text, (text) => formatter(text, source)));
  }
  return edits;
}

/** Only what differs is replaced, so that cursors and marks in the rest of the line stay. */
function formatLine(span: Span, text: SourceText, formatter: (line: string) => string): TextEdit[] {
  const before = text.slice(span);
  const after = formatter(before);
  if (before === after) return [];
  let head = 0;
  while (head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return [{ span: { start: span.start + head, end: span.end - tail }, text: after.slice(head, after.length - tail) }];
}
