/** Carriage returns in a file whose programs end lines at line feeds alone (tinydns specification L1, L2, L5). */

export interface CarriageReturns {
  /** Place of the first carriage return that ends a line. */
  readonly first: number;
  /** Lines that end in one. */
  readonly lines: number;
  /** The first line that holds nothing else, from 0; tinydns-data stops there. */
  readonly emptyLine: number | undefined;
  /** No line feed at all: the whole file is one line. */
  readonly alone: boolean;
}

const LF = 10;
const CR = 13;
const BLANK = 32;
const TAB = 9;

/** Undefined when no line ends in a carriage return. */
export function findCarriageReturns(bytes: Uint8Array): CarriageReturns | undefined {
  const start = bytes.indexOf(CR);
  if (start < 0) return undefined;
  if (bytes.indexOf(LF) < 0 && start < bytes.length - 1) {
    return { first: start, lines: count(bytes, CR, start, bytes.length), emptyLine: undefined, alone: true };
  }
  let first = -1;
  let lines = 0;
  let empty = -1;
  for (let at = start; at >= 0; at = bytes.indexOf(CR, at + 1)) {
    if (at + 1 < bytes.length && bytes[at + 1] !== LF) continue;
    lines++;
    if (first < 0) first = at;
    if (empty < 0 && isFirstInLine(bytes, at)) empty = at;
  }
  if (lines === 0) return undefined;
  return { first, lines, emptyLine: empty < 0 ? undefined : count(bytes, LF, 0, empty), alone: false };
}

/** Whether nothing but blanks stands in front of a carriage return. */
function isFirstInLine(bytes: Uint8Array, offset: number): boolean {
  let at = offset - 1;
  while (at >= 0 && (bytes[at] === BLANK || bytes[at] === TAB || bytes[at] === CR)) at--;
  return at < 0 || bytes[at] === LF;
}

function count(bytes: Uint8Array, byte: number, from: number, to: number): number {
  let found = 0;
  for (let at = bytes.indexOf(byte, from); at >= 0 && at < to; at = bytes.indexOf(byte, at + 1)) found++;
  return found;
}
