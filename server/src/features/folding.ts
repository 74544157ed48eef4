/** What can be folded away: blocks of comments, the lines of a zone, what a shell groups. */
import type { Span } from "djblint-grammars/text";
import type { LanguageId } from "../rules/rule.js";
import type { Source } from "../source.js";
import { blocksOfRun } from "./folding-run.js";
import { blocksOfTinydns } from "./folding-tinydns.js";

export interface Fold {
  /** From the first line to the last, 0-based. */
  readonly from: number;
  readonly to: number;
  readonly kind: "comment" | "block";
}

const BLOCKS: Partial<Record<LanguageId, (analysis: never) => Span[]>> = {
  tinydns: blocksOfTinydns,
  run: blocksOfRun,
};

export function folds(source: Source): Fold[] {
  const { lines } = source.whole.text;
  const blocks = (BLOCKS[source.language.id]?.(source.analysis as never) ?? []).map(({ start, end }): Fold => {
    return { from: lines.lineAt(start), to: lines.lineAt(Math.max(start, end - 1)), kind: "block" };
  });
  const comments = source.language.hasComments(source.whole.path) ? commentBlocks(source) : [];
  return [...comments, ...blocks.filter(({ from, to }) => to > from)];
}

const HASH = 35;

/** Two lines or more that begin with `#`, one behind the other. */
function commentBlocks({ whole: { text } }: Source): Fold[] {
  const { lines, bytes } = text;
  const found: Fold[] = [];
  let from = -1;
  for (let line = 0; line <= lines.count; line++) {
    const isComment = line < lines.count && bytes[lines.start(line)] === HASH;
    if (isComment && from < 0) from = line;
    if (isComment || from < 0) continue;
    if (line - from > 1) found.push({ from, to: line - 1, kind: "comment" });
    from = -1;
  }
  return found;
}
