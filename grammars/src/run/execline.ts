/** The words of an execline script, which is one long command line. execlineb(1). */
import { decodeLatin1, type Span } from "../text.js";
import { BACKSLASH, BLANK, DOUBLE_QUOTE, HASH, LF, TAB } from "./bytes.js";

export interface ExeclineWord extends Span {
  /** As it is written. */
  readonly text: string;
  /** Without quotes and backslashes. */
  readonly isPlain: boolean;
}

/** All words behind a place; braces are words too. */
export function execlineWords(bytes: Uint8Array, from: number): ExeclineWord[] {
  const words: ExeclineWord[] = [];
  let at = from;
  while (at < bytes.length) {
    if (isBlank(bytes[at])) at++;
    else if (bytes[at] === HASH) at = endOfLine(bytes, at);
    else {
      const end = endOfWord(bytes, at);
      const text = decodeLatin1(bytes, at, end);
      words.push({ start: at, end, text, isPlain: !/["\\]/.test(text) });
      at = end;
    }
  }
  return words;
}

function endOfLine(bytes: Uint8Array, from: number): number {
  const feed = bytes.indexOf(LF, from);
  return feed < 0 ? bytes.length : feed;
}

function endOfWord(bytes: Uint8Array, from: number): number {
  let isQuoted = false;
  let at = from;
  for (; at < bytes.length && (isQuoted || !isBlank(bytes[at])); at++) {
    if (bytes[at] === DOUBLE_QUOTE) isQuoted = !isQuoted;
    else if (bytes[at] === BACKSLASH) at++;
  }
  return Math.min(at, bytes.length);
}

const CR = 13;

function isBlank(byte: number): boolean {
  return byte === BLANK || byte === TAB || byte === LF || byte === CR;
}
