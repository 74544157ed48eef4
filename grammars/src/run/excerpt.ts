/** A stretch of shell source, and where each of its bytes stands in the file. */
import type { Span } from "../text.js";
import { BACKQUOTE, BACKSLASH, DOLLAR, DOUBLE_QUOTE, LF } from "./bytes.js";

export interface Excerpt {
  readonly bytes: Uint8Array;
  readonly start: number;
  /** Behind the last byte. */
  readonly end: number;
  /** Place in the file of each byte and of the end; undefined when the bytes are those of the file. */
  readonly origins: Uint32Array | undefined;
}

export function excerptOf(bytes: Uint8Array, start: number, end = bytes.length): Excerpt {
  return { bytes, start, end, origins: undefined };
}

/** Where bytes of an excerpt stand in the file. */
export function originOf(excerpt: Excerpt, start: number, end: number): Span {
  const { origins } = excerpt;
  if (origins === undefined) return { start, end };
  // The byte behind the last one may be escaped: the span ends in front of its backslash.
  return { start: origins[start], end: end > start ? origins[end - 1] + 1 : origins[start] };
}

/**
 * What the shell reads between backquotes: one level of backslashes is gone. `from` is behind the opening backquote;
 * `next` of the answer is behind the closing one. Undefined when there is none.
 */
export function backquoteExcerpt(
  outer: Excerpt,
  from: number,
  quoted: boolean,
): { inner: Excerpt; next: number } | undefined {
  const close = closingBackquote(outer, from);
  if (close < 0) return undefined;
  const bytes = new Uint8Array(close - from);
  const origins = new Uint32Array(close - from + 1);
  let length = 0;
  const keep = (at: number) => {
    bytes[length] = outer.bytes[at];
    origins[length++] = originOf(outer, at, at).start;
  };
  for (let at = from; at < close; at++) {
    const byte = outer.bytes[at];
    if (byte === BACKSLASH && at + 1 < close) {
      const escaped = outer.bytes[++at];
      if (escaped === LF) continue;
      if (!losesBackslash(escaped, quoted)) keep(at - 1);
    }
    keep(at);
  }
  origins[length] = originOf(outer, close, close).start;
  return { inner: { bytes, start: 0, end: length, origins }, next: close + 1 };
}

function closingBackquote({ bytes, end }: Excerpt, from: number): number {
  for (let at = from; at < end; at++) {
    if (bytes[at] === BACKSLASH) at++;
    else if (bytes[at] === BACKQUOTE) return at;
  }
  return -1;
}

function losesBackslash(byte: number, quoted: boolean): boolean {
  return byte === BACKSLASH || byte === BACKQUOTE || byte === DOLLAR || (quoted && byte === DOUBLE_QUOTE);
}
