/** Numbers behind a backslash that no byte can have. */
import type { Span } from "djblint-grammars/text";

export interface WrappedOctal extends Span {
  /** As it is written, with its backslash. */
  readonly written: string;
}

/** The first of three octal digits above 377 in a text. */
export function wrappedOctal(text: string): WrappedOctal | undefined {
  for (const { index, 0: written, 1: digits } of text.matchAll(/\\(?:([0-7]{1,3})|.)/gs)) {
    if (digits !== undefined && Number.parseInt(digits, 8) > 255)
      return { start: index, end: index + written.length, written };
  }
  return undefined;
}
