/**
 * The findings of a text, also while it is edited. Where each of them is now stands in columns of numbers, so that an edit
 * costs next to nothing however many they are; a finding is made anew, with its place, when it is looked at.
 */
import type { SourceText, Span } from "djblint-grammars/text";
import { type Across, compareFindings, inOrder, type TouchedFindings } from "../check.js";
import { movedWithdrawal } from "../check-site.js";
import { type Finding, SEVERITIES, type Severity } from "../rules/rule.js";
import type { Shift } from "../source.js";

export class StandingFindings {
  private readonly findings: Finding[];
  /** Where they start and end now. */
  private readonly starts: number[];
  private readonly ends: number[];
  /** How many of the edits each was made after. */
  private readonly since: number[];
  /** Findings are made in many places; their severities and files are at hand here. */
  private readonly severities: Severity[];
  private readonly files: string[];
  private readonly edits: Shift[] = [];

  /** Takes findings in order; those of one file only when they are to be edited. */
  constructor(findings: readonly Finding[]) {
    this.findings = [...findings];
    this.starts = findings.map(({ at }) => at.start);
    this.ends = findings.map(({ at }) => at.end);
    this.since = findings.map(() => 0);
    this.severities = findings.map(({ severity }) => severity);
    this.files = findings.map(({ file }) => file);
  }

  /** Another number after each edit. */
  get edition(): number {
    return this.edits.length;
  }

  /** Those that a stretch touches. */
  touching({ start, end }: Span): Finding[] {
    return this.starts.flatMap((from, index) => (from <= end && this.ends[index] >= start ? [this.at(index)] : []));
  }

  /** The gravest of those in a file, in order, and how many there are in all. */
  gravest(most: number, file: string): { shown: readonly Finding[]; count: number } {
    const { severities, files } = this;
    const places: number[] = [];
    for (let index = 0; index < files.length; index++) if (files[index] === file) places.push(index);
    if (places.length <= most) return { shown: places.map((index) => this.at(index)), count: places.length };
    const shown: number[] = [];
    for (const severity of SEVERITIES) {
      for (const index of places) if (severities[index] === severity && shown.length < most) shown.push(index);
    }
    return { shown: shown.sort((a, b) => a - b).map((index) => this.at(index)), count: places.length };
  }

  /**
   * Some bytes were replaced, and some lines were looked at again: what stood in the bytes is gone, and what is found in
   * these lines is what was found now; findings of rules about whole files, which were not asked, stay.
   */
  edit(shift: Shift, { lines, findings }: TouchedFindings, text: SourceText): void {
    const fresh = inOrder([...findings]);
    this.edits.push(shift);
    this.moveAll(shift, rangesOf(lines, text), fresh);
    for (const finding of fresh) this.insert(finding);
  }

  private moveAll(shift: Shift, isLookedAt: (at: number) => boolean, fresh: readonly Finding[]): void {
    const { findings, starts, ends, since, severities, files } = this;
    const freshStarts = new Set(fresh.map(({ at }) => at.start));
    let kept = 0;
    for (let index = 0; index < findings.length; index++) {
      const isBehind = ends[index] >= shift.start;
      if (isBehind && starts[index] < shift.end) continue;
      const start = isBehind ? starts[index] + shift.grown : starts[index];
      const finding = findings[index];
      if (isLookedAt(start) && !isOfFile(finding)) continue;
      if (freshStarts.has(start) && fresh.some((other) => other.at.start === start && isSame(other, finding))) continue;
      starts[kept] = start;
      ends[kept] = isBehind ? ends[index] + shift.grown : ends[index];
      findings[kept] = finding;
      severities[kept] = severities[index];
      files[kept] = files[index];
      since[kept++] = since[index];
    }
    for (const column of [findings, starts, ends, since, severities, files]) column.length = kept;
  }

  private insert(finding: Finding): void {
    const { findings, starts, ends, since, severities, files } = this;
    const { start, end } = finding.at;
    let low = 0;
    let high = findings.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const isBefore =
        starts[middle] === start && ends[middle] === end
          ? compareFindings(this.at(middle), finding) <= 0
          : starts[middle] < start || (starts[middle] === start && ends[middle] < end);
      if (isBefore) low = middle + 1;
      else high = middle;
    }
    findings.splice(low, 0, finding);
    starts.splice(low, 0, start);
    ends.splice(low, 0, end);
    since.splice(low, 0, this.edits.length);
    severities.splice(low, 0, finding.severity);
    files.splice(low, 0, finding.file);
  }

  private at(index: number): Finding {
    const { findings, since, edits } = this;
    for (; since[index] < edits.length; since[index]++) {
      findings[index] = movedFinding(findings[index], edits[since[index]])!;
    }
    return findings[index];
  }
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
  if (rule.language === "djblint" || rule.language === "site") return true;
  const on = (rule as { readonly on?: object }).on ?? {};
  return "file" in on || "format" in on;
}

function isSame(a: Finding, b: Finding): boolean {
  return a.rule === b.rule && a.message === b.message;
}

/** What the rules about whole hosts said before an edit, where it is now. */
export function movedAcross({ findings, withdrawn }: Across, shift: Shift): Across {
  const moved = (start: number) => (start < shift.end ? start : start + shift.grown);
  return {
    findings: findings.flatMap((finding) => movedFinding(finding, shift) ?? []),
    withdrawn: new Set([...withdrawn].map((key) => movedWithdrawal(key, moved))),
  };
}

/** A finding after an edit; undefined when it stood in what was replaced. Other places in that are left out. */
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
