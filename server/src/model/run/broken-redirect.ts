/** `2&>1` and `2&1`, which were meant as `2>&1`: the digit becomes a word of the command, and the command ends there. */
import type { Span } from "djblint-grammars/text";

export interface BrokenRedirect extends Span {
  readonly descriptor: string;
  /** The digit behind. */
  readonly other: string;
}

/** `2&>1` around an ampersand: a file called 1 is written (RS113). */
export function swappedRedirect(bytes: Uint8Array, ampersand: number): BrokenRedirect | undefined {
  return redirectAround(bytes, ampersand, /^\s([12])&>([12])(?=[\s;)]|$)/);
}

/** `2&1` around an ampersand: a program called 1 is looked for (RS126). */
export function redirectWithoutArrow(bytes: Uint8Array, ampersand: number): BrokenRedirect | undefined {
  return redirectAround(bytes, ampersand, /^\s([12])&([12])(?=[\s;)]|$)/);
}

function redirectAround(bytes: Uint8Array, ampersand: number, pattern: RegExp): BrokenRedirect | undefined {
  const start = ampersand - 1;
  const around = String.fromCharCode(...bytes.subarray(Math.max(0, start - 1), ampersand + 4));
  const [written, descriptor, other] = pattern.exec(around) ?? [];
  return written === undefined ? undefined : { start, end: start + written.length - 1, descriptor, other };
}
