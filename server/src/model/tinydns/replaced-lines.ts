import type { LineRevision } from "djblint-grammars/text";

/** Lines that others have taken the place of. What the new ones made stands behind what there was before. */
export interface ReplacedLines {
  readonly first: number;
  readonly end: number;
  /** By how many lines those behind them have moved. */
  readonly shift: number;
}

export function replacedLines({ removed, added }: LineRevision): ReplacedLines {
  return { first: removed.first, end: removed.first + removed.count, shift: added - removed.count };
}

/** As `moveInto`, for what is kept by line in rising order; true when something went or came. */
export function spliceLines<T extends { readonly line: number }>(
  list: T[],
  { first, end, shift }: ReplacedLines,
  count: number,
): boolean {
  const fresh = list.splice(count);
  const behind = list.filter(({ line }) => line >= end);
  const from = list.findIndex(({ line }) => line >= first);
  const kept = from < 0 ? list.length : from;
  const differs = fresh.length > 0 || kept + behind.length < list.length;
  list.length = kept;
  for (const each of fresh) list.push(each);
  for (const each of behind) list.push(shift === 0 ? each : { ...each, line: each.line + shift });
  return differs;
}
