/** Lines that say something: those that are neither blank nor comments. */
import type { SourceText } from "djblint-grammars/text";
import { HASH, isBlank, MINUS } from "djblint-grammars/tinydns/scanner";

const BLANK = 32;
const LF = 10;

/** Whether a line that is not blank is a statement, by its first byte; -1 stands for a line without bytes. */
export function isStatement(code: number): boolean {
  return code >= 0 && code !== HASH && code !== MINUS;
}

export function countStatements({ bytes, lines }: SourceText): number {
  let count = 0;
  for (let line = 0; line < lines.count; line++) {
    const start = lines.start(line);
    // A line of blanks alone is blank.
    if (bytes[start] > BLANK) count += Number(isStatement(bytes[start]));
    else if (!isBlankLine(bytes, start)) count++;
  }
  return count;
}

function isBlankLine(bytes: Uint8Array, start: number): boolean {
  let at = start;
  while (at < bytes.length && isBlank(bytes[at])) at++;
  return at === bytes.length || bytes[at] === LF;
}
