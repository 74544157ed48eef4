/** Applies fixes to texts. Nothing here reads or writes: the command line and the editors do that. */
import { encodeLatin1, SourceText } from "djblint-grammars/text";
import type { Edit, Finding, Fix } from "./rules/rule.js";

/** Edits of a file, by position; none of them touches another. */
export type EditList = readonly Edit[];

export interface FixPlan {
  readonly edits: ReadonlyMap<string, EditList>;
  /** The findings that they belong to. */
  readonly mended: readonly Finding[];
}

/**
 * The fixes that can be applied together: of each finding the first that is allowed, in the order of the findings,
 * without those that touch what another one changes. They get their turn when the findings are known anew.
 */
export function planFixes(findings: readonly Finding[], isAllowed: (fix: Fix, finding: Finding) => boolean): FixPlan {
  const taken = new Map<string, Edit[]>();
  const mended: Finding[] = [];
  for (const finding of findings) {
    const fix = finding.fixes?.find((candidate) => isAllowed(candidate, finding));
    if (!fix) continue;
    const edits = fix.edits.map((edit) => ({ edit, list: listOf(taken, edit.file ?? finding.file) }));
    if (edits.some(({ edit, list }) => touches(list, edit))) continue;
    for (const { edit, list } of edits) list.splice(placeFor(list, edit), 0, edit);
    mended.push(finding);
  }
  return { edits: new Map([...taken].filter(([, list]) => list.length > 0)), mended };
}

function listOf(taken: Map<string, Edit[]>, file: string): Edit[] {
  const list = taken.get(file) ?? [];
  taken.set(file, list);
  return list;
}

/** Index of the first edit of an ordered list that does not start before another. */
function placeFor(list: readonly Edit[], { span }: Edit): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle].span.start < span.start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function touches(list: readonly Edit[], edit: Edit): boolean {
  const place = placeFor(list, edit);
  return [list[place - 1], list[place]].some((other) => other !== undefined && meet(other, edit));
}

/** Whether the result of two edits depends on their order. Two stretches side by side do not meet, an insertion does. */
function meet({ span: a }: Edit, { span: b }: Edit): boolean {
  const isInsertion = a.start === a.end || b.start === b.end;
  return isInsertion ? a.start <= b.end && b.start <= a.end : a.start < b.end && b.start < a.end;
}

export function applyEdits(bytes: Uint8Array, edits: EditList): Uint8Array {
  const grown = edits.reduce((sum, { span, newText }) => sum + newText.length - (span.end - span.start), 0);
  const result = new Uint8Array(bytes.length + grown);
  let from = 0;
  let to = 0;
  const put = (part: Uint8Array) => {
    result.set(part, to);
    to += part.length;
  };
  for (const { span, newText } of edits) {
    put(bytes.subarray(from, span.start));
    put(encodeLatin1(newText));
    from = span.end;
  }
  put(bytes.subarray(from));
  return result;
}

/** A text that changes step by step, and which of its lines are still those of the beginning. */
export class ChangedText {
  /** For each line its number in the beginning; -1 for one that was touched. */
  origins: readonly number[];

  constructor(
    readonly before: SourceText,
    public after: SourceText = before,
  ) {
    this.origins = Array.from({ length: before.lines.count }, (_, line) => line);
  }

  apply(edits: EditList): void {
    const { after: old, origins } = this;
    const next = new SourceText(applyEdits(old.bytes, edits), old.encoding);
    const result: number[] = [];
    let line = 0;
    let shift = 0;
    for (const { first, last, grown, keepsLast } of touchedLines(old, edits)) {
      while (line < first) result.push(origins[line++]);
      const end = lineCountBefore(next, old.lines.start(last + 1) + shift + grown);
      while (result.length < end) result.push(-1);
      if (keepsLast) result[end - 1] = origins[last];
      shift += grown;
      line = last + 1;
    }
    while (line < origins.length) result.push(origins[line++]);
    this.after = next;
    this.origins = result;
  }
}

interface TouchedLines {
  readonly first: number;
  readonly last: number;
  /** Bytes that the edits add. */
  readonly grown: number;
  /** Whether the last line is as it was: whole lines in front of it were added or removed. */
  readonly keepsLast: boolean;
}

/** Stretches of lines that edits change or join; each ends with a line feed that stays, or with the text. */
function touchedLines(text: SourceText, edits: EditList): TouchedLines[] {
  const stretches: TouchedLines[] = [];
  for (const { span, newText } of edits) {
    const first = text.lines.lineAt(span.start);
    const last = text.lines.lineAt(span.end);
    const grown = newText.length - (span.end - span.start);
    const isWhole = newText === "" ? span.start === text.lines.start(first) : newText.endsWith("\n");
    const keepsLast = isWhole && last < text.lines.count && span.end === text.lines.start(last);
    const before = stretches[stretches.length - 1];
    if (!before || before.last < first) stretches.push({ first, last, grown, keepsLast });
    else stretches[stretches.length - 1] = { first: before.first, last, grown: before.grown + grown, keepsLast };
  }
  return stretches;
}

/** How many lines start before a byte. */
function lineCountBefore({ bytes, lines }: SourceText, offset: number): number {
  return offset >= bytes.length ? lines.count : lines.lineAt(offset);
}
