import type { Span } from "djblint-grammars/text";

const LF = 10;
const BLANK = 32;
const HASH = 35;
const BANG = 33;

/**
 * What stands in front of a `#!` line that is not at the very first byte: a byte order mark, blank lines, comments.
 * Undefined when the file has no such line. Specification X1.
 */
export function beforeMisplacedShebang(bytes: Uint8Array): Span | undefined {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length) {
    if (bytes[at] <= BLANK) at++;
    else if (bytes[at] !== HASH) return undefined;
    else if (bytes[at + 1] === BANG) return at === 0 ? undefined : { start: 0, end: at };
    else at = endOfLine(bytes, at);
  }
  return undefined;
}

function endOfLine(bytes: Uint8Array, from: number): number {
  const feed = bytes.indexOf(LF, from);
  return feed < 0 ? bytes.length : feed;
}
