import { printable, type SourceText } from "djblint-grammars/text";
import type { Value } from "./service-arguments.js";

/** What a program gets, as far as it is known; else what is written, without quotes: `/var/qmail/bin:$PATH`. */
export function writtenValue({ text, start, end }: Value, source: SourceText): string {
  return printable(text ?? source.slice({ start, end }).replace(/\\\n|["']/g, ""));
}
