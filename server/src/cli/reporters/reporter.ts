import { printableName } from "djblint-grammars/text";
import type { Colors } from "picocolors/types.js";
import type { CheckResult } from "../../check-tree.js";
import { plural } from "../../plural.js";
import { type Finding, helpOf, messageOf, SEVERITIES, type Severity } from "../../rules/rule.js";

/** What the place that the text goes to can show. */
export interface Style {
  readonly colors: Colors;
  /** The text as a link to an address, where links can be shown. */
  link(text: string, address: string): string;
  /** Columns of the terminal; undefined when it is none. */
  readonly columns: number | undefined;
  /** Findings only: no summary, no advice. */
  readonly quiet: boolean;
}

/** Turns a result into text. */
export type Reporter = (result: CheckResult, style: Style) => string;

export function countBySeverity(findings: readonly Finding[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** `2 errors, 1 warning`: severities that do not occur are left out. */
export function countsInWords(findings: readonly Finding[]): string {
  const counts = countBySeverity(findings);
  return SEVERITIES.filter((severity) => counts[severity] > 0)
    .map((severity) => plural(counts[severity], severity))
    .join(", ");
}

/** 1-based place of a finding, as editors and compilers print it. */
export function placeOfFinding(finding: Pick<Finding, "file" | "at">, sources: CheckResult["sources"]): string {
  const { startLine, startColumn } = regionOfFinding(finding, sources);
  return `${printableName(finding.file)}:${startLine}:${startColumn}`;
}

/** 1-based; the column of the end is the first behind it. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The beginning of the file where its text is not known. */
export function regionOfFinding({ file, at }: Pick<Finding, "file" | "at">, sources: CheckResult["sources"]): Region {
  const range = sources.get(file)?.rangeOf(at);
  if (!range) return { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
  const { start, end } = range;
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

export function textOf({ rule, message, params }: Finding): string {
  return messageOf(rule, message, params);
}

/** What is wrong, and below it what to do, where there is room for a few lines only. */
export function textWithHelp(finding: Finding): string {
  const help = helpOf(finding);
  return help ? `${textOf(finding)}\n${help}` : textOf(finding);
}

/** What is told of other places, each with its place in front. */
export function relatedTexts({ rule, file, related = [] }: Finding, sources: CheckResult["sources"]): string[] {
  return related.map((other) => {
    const place = placeOfFinding({ file: other.file ?? file, at: other.span }, sources);
    return `${place}: ${messageOf(rule, other.message, other.params)}`;
  });
}

/** The same, and below it the other places, for forms of output that have no room of their own for these. */
export function textWithPlaces(finding: Finding, sources: CheckResult["sources"]): string {
  return [textWithHelp(finding), ...relatedTexts(finding, sources).map((text) => `see ${text}`)].join("\n");
}

/** Findings of the files that have some, in order. */
export function byFile(findings: readonly Finding[]): Map<string, Finding[]> {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) {
    const list = files.get(finding.file);
    if (list) list.push(finding);
    else files.set(finding.file, [finding]);
  }
  return files;
}
