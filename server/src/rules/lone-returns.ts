/** What the rules about files with carriage returns in the place of line feeds share. */
import type { SourceText } from "djblint-grammars/text";
import type { CarriageReturns } from "../model/line-ends.js";
import type { Report } from "./rule.js";

/** Reports the first of the carriage returns as `one`; the message of the fix is called `replace`. */
export function reportLoneReturns({ first, lines }: CarriageReturns, text: SourceText, report: Report): void {
  const edits = [...text.slice({ start: 0, end: text.bytes.length }).matchAll(/\r/g)].map(({ index }) => ({
    span: { start: index, end: index + 1 },
    newText: "\n",
  }));
  report({
    at: { start: first, end: first + 1 },
    message: "one",
    params: { count: lines },
    fixes: [{ title: "replace", safety: "unsafe", edits }],
  });
}
