/** For people: message, place, source line with a mark below it, related places, what to do. */
import { decodeUtf8, type SourceText, type Span } from "djblint-grammars/text";
import type { CheckResult } from "../../check-tree.js";
import { plural } from "../../plural.js";
import { documentationUrl } from "../../rules/documentation.js";
import { type Finding, helpOf, messageOf, SEVERITIES, type Severity } from "../../rules/rule.js";
import { beginning, ending, width } from "../columns.js";
import { wrap } from "../wrap.js";
import { countsInWords, placeOfFinding, type Reporter, relatedTexts, type Style, textOf } from "./reporter.js";

/** The gravest first. Findings that say the same of several places are one; of what is worth knowing, a few a rule do. */
export const pretty: Reporter = (result, style) => {
  const groups = SEVERITIES.flatMap((severity) => alike(result.findings.filter((one) => one.severity === severity)));
  const { shown, left } = withoutTooMany(groups);
  const documented = new Set<Finding["rule"]>();
  const blocks = shown.map((group) => {
    const isNew = !documented.has(group[0].rule);
    documented.add(group[0].rule);
    return block(group, isNew, result.sources, style);
  });
  for (const [{ code, name }, count] of left) {
    blocks.push(`info: ${count} more of ${code} ${name}; --format concise lists all\n`);
  }
  if (!style.quiet) blocks.push(`${summary(result, style)}\n`);
  return blocks.join("\n");
};

/** At least one finding; all of the same rule, with the same words. */
type Group = readonly [Finding, ...Finding[]];

function alike(findings: readonly Finding[]): Group[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const { rule, related = [] } = finding;
    const others = related.map((other) => [other.file, other.span.start, messageOf(rule, other.message, other.params)]);
    const words = JSON.stringify([rule.code, textOf(finding), helpOf(finding), others]);
    const group = groups.get(words);
    if (group) group.push(finding);
    else groups.set(words, [finding]);
  }
  return [...groups.values()];
}

/** Blocks of one rule that are shown of what is only worth knowing. */
const MOST_INFOS = 3;

function withoutTooMany(groups: readonly Group[]): { shown: Group[]; left: Map<Finding["rule"], number> } {
  const shown: Group[] = [];
  const counts = new Map<Finding["rule"], number>();
  const left = new Map<Finding["rule"], number>();
  for (const group of groups) {
    const [{ rule, severity }] = group;
    const count = counts.get(rule) ?? 0;
    counts.set(rule, count + 1);
    if (severity !== "info" || count < MOST_INFOS) shown.push(group);
    else left.set(rule, (left.get(rule) ?? 0) + group.length);
  }
  return { shown, left };
}

function block([finding, ...same]: Group, isNew: boolean, sources: CheckResult["sources"], style: Style): string {
  const { rule, severity, file, at } = finding;
  const { colors } = style;
  const paint = painter(severity, style);
  const text = sources.get(file);
  const gutter = String((text?.positionAt(at.start).line ?? 0) + 1).length;
  const margin = (mark: string) => colors.cyan(`${" ".repeat(gutter + 1)}${mark}`);
  const page = documentationUrl(rule);
  const lines = [
    ...headLines(finding, style.link(rule.code, page), paint, style),
    `${" ".repeat(gutter)}${colors.cyan("-->")} ${placeOfFinding(finding, sources)}`,
  ];
  if (text) lines.push(margin("|"), ...excerpt(text, at, gutter, paint, style));
  for (const other of same) lines.push(`${margin("=")} ${colors.bold("also")}: ${placeOfFinding(other, sources)}`);
  for (const other of relatedTexts(finding, sources)) lines.push(...note("see", other, margin("="), gutter, style));
  const help = helpOf(finding);
  if (help) lines.push(...note("help", help, margin("="), gutter, style));
  if (isNew) lines.push(`${margin("=")} ${colors.dim(`docs: ${style.link(page, page)}`)}`);
  return `${lines.join("\n")}\n`;
}

/** What is wrong; a terminal would break the line within a word. */
function headLines(finding: Finding, code: string, paint: (text: string) => string, style: Style): string[] {
  const { rule, severity } = finding;
  const { colors, columns = Number.POSITIVE_INFINITY } = style;
  const label = `${severity}[${rule.code}]`;
  const [first, ...rest] = wrap(`${label}: ${textOf(finding)}`, columns);
  return [
    `${paint(`${severity}[${code}]`)}${colors.bold(first.slice(label.length))}`,
    ...rest.map((line) => colors.bold(line)),
  ];
}

/** A line below the excerpt; what it goes on with stands below its text. */
function note(name: string, text: string, mark: string, gutter: number, { colors, columns }: Style): string[] {
  const indent = `${" ".repeat(gutter + " = ".length)}${" ".repeat(name.length + ": ".length)}`;
  const room = Math.max(NARROWEST, (columns ?? Number.POSITIVE_INFINITY) - indent.length);
  const [first, ...rest] = wrap(text, room);
  return [`${mark} ${colors.bold(name)}: ${first}`, ...rest.map((line) => `${indent}${line}`)];
}

/** Columns of a source line that are shown at most, and at least. */
const WIDEST = 100;
const NARROWEST = 20;

/** The first line of a span, and the mark below it. */
function excerpt(
  text: SourceText,
  at: Span,
  gutter: number,
  paint: (text: string) => string,
  { colors, columns = WIDEST }: Style,
): string[] {
  // A line that the terminal breaks would tear the mark from what it marks. Two columns are for the dots of omission.
  const room = Math.max(NARROWEST, Math.min(WIDEST, columns - gutter - " | ".length - 2));
  const { line } = text.positionAt(at.start);
  const span = text.lines.span(line);
  const shown = (start: number, end: number) => visible(text.slice({ start, end }));
  let before = shown(span.start, at.start);
  let marked = shown(at.start, Math.min(Math.max(at.end, at.start), span.end));
  let after = shown(Math.min(Math.max(at.end, at.start), span.end), span.end);
  const lead = Math.floor(room / 3);
  if (width(before) > room - lead) before = `…${ending(before, lead)}`;
  const left = room - width(before);
  if (width(marked) > left) {
    marked = `${beginning(marked, left)}…`;
    after = "";
  } else if (width(marked) + width(after) > left) {
    after = `${beginning(after, left - width(marked))}…`;
  }
  const number = colors.cyan(`${String(line + 1).padStart(gutter)} |`);
  const margin = colors.cyan(`${" ".repeat(gutter + 1)}|`);
  return [
    `${number} ${before}${marked}${after}`,
    `${margin} ${" ".repeat(width(before))}${paint("^".repeat(Math.max(1, width(marked))))}`,
  ];
}

/** Control characters take one column; text that is no UTF-8 is shown as Latin-1. */
function visible(latin1: string): string {
  return (decodeUtf8(latin1) ?? latin1).replace(/\t/g, " ").replace(/[\0-\x1f\x7f-\x9f\ufeff]/g, "\u00b7");
}

function painter(severity: Severity, { colors }: Style): (text: string) => string {
  if (severity === "error") return (text) => colors.bold(colors.red(text));
  if (severity === "warning") return (text) => colors.bold(colors.yellow(text));
  return (text) => colors.bold(colors.blue(text));
}

function summary({ findings, files }: CheckResult, { colors }: Style): string {
  const looked = `${plural(files.length, "file")} checked`;
  return `${looked}: ${countsInWords(findings) || colors.green("nothing to report")}${advice(findings)}`;
}

/** What the program itself can mend. */
function advice(findings: readonly Finding[]): string {
  const first = findings.flatMap(({ fixes = [] }) => fixes.find(({ safety }) => safety === "safe") ?? fixes[0] ?? []);
  const safe = first.filter(({ safety }) => safety === "safe").length;
  const ways = [
    safe > 0 ? `${safe} with --fix` : [],
    first.length > safe ? `${first.length - safe} with --unsafe-fixes` : [],
  ].flat();
  return ways.length > 0 ? `\ndjblint can mend ${ways.join(", ")}; add --diff to look at it first` : "";
}
