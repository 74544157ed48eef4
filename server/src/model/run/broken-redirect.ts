/** `2&>1`, `2&1` and `>2&1`, which were meant as `2>&1`: the command ends at the ampersand. */
import type { Span } from "djblint-grammars/text";

export interface BrokenRedirect extends Span {
  readonly descriptor: string;
  /** The digit behind. */
  readonly other: string;
}

/** `2&>1` around an ampersand: a file called 1 is written (RS113). */
export function swappedRedirect(bytes: Uint8Array, ampersand: number): BrokenRedirect | undefined {
  return redirectAt(bytes, ampersand - 1, /^\s([12])&>([12])(?=[\s;)]|$)/);
}

/** `2&1` around an ampersand: a program called 1 is looked for (RS126). */
export function redirectWithoutArrow(bytes: Uint8Array, ampersand: number): BrokenRedirect | undefined {
  return redirectAt(bytes, ampersand - 1, /^\s([12])&([12])(?=[\s;)]|$)/);
}

/** `>2&1` around an ampersand: a file called 2 is written, and a program called 1 is looked for (RS113). */
export function redirectWithArrowInFront(bytes: Uint8Array, ampersand: number): BrokenRedirect | undefined {
  return redirectAt(bytes, ampersand - 2, /^\s>([12])&([12])(?=[\s;)]|$)/);
}

/** The pattern begins with the byte in front. */
function redirectAt(bytes: Uint8Array, start: number, pattern: RegExp): BrokenRedirect | undefined {
  const around = String.fromCharCode(...bytes.subarray(Math.max(0, start - 1), start + 5));
  const [written, descriptor, other] = pattern.exec(around) ?? [];
  return written === undefined ? undefined : { start, end: start + written.length - 1, descriptor, other };
}
