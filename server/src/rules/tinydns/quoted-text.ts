/** Quotes around a text, or around a value in it, which tinydns-data publishes as they stand. */
import type { Span } from "djblint-grammars/text";

export interface QuotedPart extends Span {
  /** How many bytes each quote has. */
  readonly width: number;
  /** The tag whose value stands in quotes; undefined when the whole text does. */
  readonly tag?: string;
}

/** Quotes of books in UTF-8, as word processors put them. */
const BOOK_QUOTES = /^\xe2\x80[\x9c-\x9f].*\xe2\x80[\x9c-\x9f]$/s;

/** Quotes that are written as escapes, around what is no text for people but a record such as v=spf1. */
const ESCAPED_QUOTES = /^(\\"|\\042)v=.*\1$/s;

/** A text between quotes, or the first quoted value of a text made of `tag=value;`. */
export function quotedPart(text: string): QuotedPart | undefined {
  if (/^(["']).*[^\\]\1$/s.test(text)) return { start: 0, end: text.length, width: 1 };
  if (BOOK_QUOTES.test(text)) return { start: 0, end: text.length, width: 3 };
  const [, escaped] = ESCAPED_QUOTES.exec(text) ?? [];
  if (escaped !== undefined) return { start: 0, end: text.length, width: escaped.length };
  const [whole, before, tag, value] = /^((?:\s*\w+=[^;"]*;)*\s*)(\w+)=("[^"]*")/.exec(text) ?? [];
  if (whole === undefined || !(before.includes("=") || /^(v|k|p|t|h|s|g|n)$/.test(tag))) return undefined;
  return { start: whole.length - value.length, end: whole.length, width: 1, tag };
}

/** Several strings, as in zone files. */
const STRINGS = /^"[^"]*"(?:[ \t]+"[^"]*")+$/;

/** The quotes to take out of a text; between two strings all of it goes, since tinydns-data makes the strings by itself. */
export function quotesOf(text: string, { start, end, width }: QuotedPart): Span[] {
  if (STRINGS.test(text)) {
    return [...text.matchAll(/^"|"[ \t]+"|"$/g)].map(({ 0: quotes, index }) => ({
      start: index,
      end: index + quotes.length,
    }));
  }
  return [start, end - width].map((at) => ({ start: at, end: at + width }));
}
