/** `2&>1`, which was meant as `2>&1`: the digit becomes a word of the command, and a file called 1 is written (RS113). */
import type { Span } from "djblint-grammars/text";

export interface SwappedRedirect extends Span {
  readonly descriptor: string;
  readonly file: string;
}

/** What stands around an ampersand. */
export function swappedRedirect(bytes: Uint8Array, ampersand: number): SwappedRedirect | undefined {
  const start = ampersand - 1;
  const around = String.fromCharCode(...bytes.subarray(Math.max(0, start - 1), ampersand + 4));
  const [, descriptor, file] = /^\s([12])&>([12])(?=[\s;)]|$)/.exec(around) ?? [];
  return descriptor === undefined ? undefined : { start, end: ampersand + 3, descriptor, file };
}
