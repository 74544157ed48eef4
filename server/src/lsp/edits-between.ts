/** The edits that make one text of another, line by line. */
import type { TextEdit } from "vscode-languageserver";
import type { ChangedText } from "../fix.js";
import { unicodeOf } from "./convert.js";

export function editsBetween({ before, after, origins }: ChangedText): TextEdit[] {
  const edits: TextEdit[] = [];
  let old = 0;
  const replace = (oldEnd: number, from: number, end: number) => {
    if (old === oldEnd && from === end) return;
    const span = { start: before.lines.start(old), end: before.lines.start(oldEnd) };
    const newText = unicodeOf(after.slice({ start: after.lines.start(from), end: after.lines.start(end) }));
    edits.push({ range: before.rangeOf(span), newText });
  };
  let from = 0;
  for (let line = 0; line < after.lines.count; line++) {
    const origin = origins[line];
    if (origin < 0) continue;
    replace(origin, from, line);
    old = origin + 1;
    from = line + 1;
  }
  replace(before.lines.count, from, after.lines.count);
  return edits;
}
