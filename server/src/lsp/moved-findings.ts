/** The findings of a text after some of its lines were replaced: the old ones where they are now, and the new ones. */
import type { SourceText, Span } from "djblint-grammars/text";
import { compareFindings, inOrder, type TouchedFindings } from "../check.js";
import type { Finding } from "../rules/rule.js";
import type { Shift } from "../source.js";

/**
 * Findings in lines that were looked at again are those that were found now; those of rules about whole files, which were
 * not asked, stay. What stays where it was stays the same object.
 */
export function movedFindings(
  before: readonly Finding[],
  shift: Shift,
  { lines, findings }: TouchedFindings,
  text: SourceText,
): Finding[] {
  const fresh = inOrder([...findings]);
  const isLookedAt = rangesOf(lines, text);
  const starts = new Set(fresh.map(({ at }) => at.start));
  const result: Finding[] = [];
  let next = 0;
  for (const finding of before) {
    const moved = movedFinding(finding, shift);
    if (!moved) continue;
    if (isLookedAt(moved.at.start) && !isOfFile(moved)) continue;
    if (starts.has(moved.at.start) && fresh.some((other) => isSame(other, moved))) continue;
    while (next < fresh.length && compareFindings(fresh[next], moved) <= 0) result.push(fresh[next++]);
    result.push(moved);
  }
  for (; next < fresh.length; next++) result.push(fresh[next]);
  return result;
}

/** Whether a place is in one of some lines, for places in rising order. */
function rangesOf(lines: ReadonlySet<number>, text: SourceText): (at: number) => boolean {
  const ordered = Uint32Array.from(lines).sort();
  let next = 0;
  return (at) => {
    while (next < ordered.length && text.lines.start(ordered[next] + 1) <= at) next++;
    return next < ordered.length && text.lines.start(ordered[next]) <= at;
  };
}

/** Rules about files as a whole, and what djblint says about its own work. */
function isOfFile({ rule }: Finding): boolean {
  if (rule.language === "djblint") return true;
  const on = (rule as { readonly on?: object }).on ?? {};
  return "file" in on || "format" in on;
}

function isSame(a: Finding, b: Finding): boolean {
  return a.rule === b.rule && a.at.start === b.at.start && a.message === b.message;
}

/** Undefined for a finding in what was replaced. Places in it that are only mentioned are left out. */
function movedFinding(finding: Finding, shift: Shift): Finding | undefined {
  const at = movedSpan(finding.at, shift);
  if (!at) return undefined;
  if (at === finding.at && isBefore(finding, shift)) return finding;
  // Written out, which takes a third of the time that a spread does.
  const { rule, severity, file, message, params, tags } = finding;
  return {
    rule,
    severity,
    file,
    message,
    params,
    tags,
    at,
    related: finding.related?.flatMap((other) => movedPlace(other, shift)),
    fixes: finding.fixes?.flatMap((fix) => {
      const edits = fix.edits.flatMap((edit) => movedPlace(edit, shift));
      return edits.length === fix.edits.length ? [{ ...fix, edits }] : [];
    }),
  };
}

function isBefore({ related = [], fixes = [] }: Finding, { start }: Shift): boolean {
  return (
    related.every(({ file, span }) => file !== undefined || span.end < start) &&
    fixes.every(({ edits }) => edits.every(({ file, span }) => file !== undefined || span.end < start))
  );
}

function movedPlace<T extends { readonly file?: string; readonly span: Span }>(place: T, shift: Shift): T[] {
  if (place.file !== undefined) return [place];
  const span = movedSpan(place.span, shift);
  return span ? [{ ...place, span }] : [];
}

/** What ends before the line feed in front of the replaced lines stays; what starts behind these is moved. */
function movedSpan(span: Span, { start, end, grown }: Shift): Span | undefined {
  if (span.end < start) return span;
  return span.start >= end ? { start: span.start + grown, end: span.end + grown } : undefined;
}
