/** For people: message, place, source line with a mark below it, related places, what to do. */
import { decodeUtf8, type SourceText, type Span } from "djblint-grammars/text";
import type { Colors } from "picocolors/types.js";
import type { CheckResult } from "../../check-tree.js";
import { documentationUrl } from "../../rules/documentation.js";
import { type Finding, helpOf, messageOf, type Severity } from "../../rules/rule.js";
import { countBySeverity, placeOfFinding, plural, type Reporter } from "./reporter.js";

export const pretty: Reporter = (result, colors) => {
  const blocks = result.findings.map((finding) => block(finding, result.sources, colors));
  return `${blocks.join("\n")}${blocks.length > 0 ? "\n" : ""}${summary(result, colors)}\n`;
};

function block(finding: Finding, sources: CheckResult["sources"], colors: Colors): string {
  const { rule, severity, file, at, related = [] } = finding;
  const paint = painter(severity, colors);
  const text = sources.get(file);
  const gutter = String((text?.positionAt(at.start).line ?? 0) + 1).length;
  const margin = (mark: string) => colors.cyan(`${" ".repeat(gutter + 1)}${mark}`);
  const lines = [
    `${paint(`${severity}[${rule.code}]`)}${colors.bold(`: ${messageOf(rule, finding.message, finding.params)}`)}`,
    `${" ".repeat(gutter)}${colors.cyan("-->")} ${placeOfFinding(finding, sources)}`,
  ];
  if (text) lines.push(margin("|"), ...excerpt(text, at, gutter, paint, colors));
  for (const other of related) {
    const place = placeOfFinding({ ...finding, file: other.file ?? file, at: other.span }, sources);
    lines.push(`${margin("=")} ${colors.bold("see")}: ${place}: ${messageOf(rule, other.message, other.params)}`);
  }
  const help = helpOf(finding);
  if (help) lines.push(`${margin("=")} ${colors.bold("help")}: ${help}`);
  lines.push(`${margin("=")} ${colors.dim(`docs: ${documentationUrl(rule)}`)}`);
  return `${lines.join("\n")}\n`;
}

/** Columns of a source line that are shown at most. */
const WIDTH = 100;
/** Columns that are shown in front of a mark far to the right. */
const LEAD = 30;

/** The first line of a span, and the mark below it. */
function excerpt(
  text: SourceText,
  at: Span,
  gutter: number,
  paint: (text: string) => string,
  colors: Colors,
): string[] {
  const { line } = text.positionAt(at.start);
  const span = text.lines.span(line);
  const shown = (start: number, end: number) => visible(text.slice({ start, end }));
  let before = shown(span.start, at.start);
  let marked = shown(at.start, Math.min(Math.max(at.end, at.start), span.end));
  let after = shown(Math.min(Math.max(at.end, at.start), span.end), span.end);
  if (width(before) > WIDTH - LEAD) before = `…${[...before].slice(-LEAD).join("")}`;
  const room = WIDTH - width(before);
  if (width(marked) > room) {
    marked = `${[...marked].slice(0, room).join("")}…`;
    after = "";
  } else if (width(marked) + width(after) > room) {
    after = `${[...after].slice(0, room - width(marked)).join("")}…`;
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

function width(text: string): number {
  return [...text].length;
}

function painter(severity: Severity, colors: Colors): (text: string) => string {
  if (severity === "error") return (text) => colors.bold(colors.red(text));
  if (severity === "warning") return (text) => colors.bold(colors.yellow(text));
  return (text) => colors.bold(colors.blue(text));
}

function summary({ findings, files }: CheckResult, colors: Colors): string {
  const { error, warning, info } = countBySeverity(findings);
  const looked = `${plural(files, "file")} checked`;
  if (findings.length === 0) return `${looked}: ${colors.green("nothing to report")}`;
  const counts = [plural(error, "error"), plural(warning, "warning"), plural(info, "info")];
  return `${looked}: ${counts.filter((count) => !count.startsWith("0 ")).join(", ")}`;
}
