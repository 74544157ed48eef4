/** Between djblint's findings and the protocol's diagnostics and edits. */
import { encodeLatin1, type SourceText } from "djblint-grammars/text";
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, type TextEdit } from "vscode-languageserver";
import type { Tree } from "../model/tree.js";
import { documentationUrl } from "../rules/documentation.js";
import { type Finding, type Fix, helpOf, messageOf, type Related, type Severity, type Tag } from "../rules/rule.js";
import { addressOfPath } from "./addresses.js";
import type { ClientTraits } from "./client-traits.js";
import type { StandingFindings } from "./standing-findings.js";
import { decodeUnicode } from "./unicode.js";

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

const TAG: Readonly<Record<Tag, DiagnosticTag>> = {
  unnecessary: DiagnosticTag.Unnecessary,
  deprecated: DiagnosticTag.Deprecated,
};

/** So many diagnostics of a file are shown, the gravest; that there are more is said. */
export const MOST_SHOWN = 500;

/** Where findings of a file are shown. */
export interface Showing {
  readonly tree: Tree;
  readonly text: SourceText;
  readonly client: ClientTraits;
}

/** What travels with a diagnostic, so that a client can mend without asking. */
export interface DiagnosticData {
  readonly fixes: readonly { title: string; safety: Fix["safety"]; changes: Record<string, TextEdit[]> }[];
}

/** Findings in one file; places in other files are shown as far as the tree has their text. */
export function toDiagnostics(
  findings: StandingFindings,
  { path, ...showing }: Showing & { readonly path: string },
): Diagnostic[] {
  const { shown, count } = findings.gravest(MOST_SHOWN, path);
  const diagnostics = shown.map((finding) => toDiagnostic(finding, showing));
  return count > shown.length ? [...diagnostics, noteOfMore(count - shown.length)] : diagnostics;
}

function noteOfMore(count: number): Diagnostic {
  const start = { line: 0, character: 0 };
  const message = `${count} more ${count === 1 ? "finding" : "findings"} in this file: djblint check lists them`;
  return { range: { start, end: start }, severity: DiagnosticSeverity.Information, source: "djblint", message };
}

/** Of findings that speak of one file only; what does not change from keystroke to keystroke is not made anew. */
const MADE = new WeakMap<Finding, Diagnostic>();

export function toDiagnostic(finding: Finding, showing: Showing): Diagnostic {
  const known = MADE.get(finding);
  if (known) return known;
  const diagnostic = newDiagnostic(finding, showing);
  if (finding.related?.every(({ file }) => file === undefined) ?? true) MADE.set(finding, diagnostic);
  return diagnostic;
}

function newDiagnostic(finding: Finding, showing: Showing): Diagnostic {
  const { rule, at, related = [], tags = [], fixes = [] } = finding;
  const help = helpOf(finding);
  const message = messageOf(rule, finding.message, finding.params);
  return {
    range: showing.text.rangeOf(at),
    severity: SEVERITY[finding.severity],
    code: rule.code,
    codeDescription: { href: documentationUrl(rule) },
    source: "djblint",
    message: help ? `${message}\n${help}` : message,
    tags: tags.length > 0 ? tags.map((tag) => TAG[tag]) : undefined,
    relatedInformation: showing.client.showsRelated ? relatedOf(finding, related, showing) : undefined,
    data: fixes.length > 0 ? { fixes: fixes.map((fix) => fixData(finding, fix, showing)) } : undefined,
  };
}

function relatedOf({ rule, file }: Finding, related: readonly Related[], { tree, text }: Showing) {
  return related.flatMap(({ file: other = file, span, message: id, params }) => {
    const range = (other === file ? text : tree.text(other))?.rangeOf(span);
    return range ? { location: { uri: addressOfPath(other), range }, message: messageOf(rule, id, params) } : [];
  });
}

function fixData(finding: Finding, fix: Fix, showing: Showing): DiagnosticData["fixes"][number] {
  const changes = Object.fromEntries(
    [...editsByFile(finding, fix, showing)].map(([path, edits]) => [addressOfPath(path), edits]),
  );
  return { title: messageOf(finding.rule, fix.title, fix.params), safety: fix.safety, changes };
}

/** The edits of a fix, by path; without those of files whose text is not known. */
export function editsByFile(
  finding: Finding,
  fix: Fix,
  { tree, text }: Omit<Showing, "client">,
): Map<string, TextEdit[]> {
  const byFile = new Map<string, TextEdit[]>();
  for (const { file = finding.file, span, newText } of fix.edits) {
    const range = (file === finding.file ? text : tree.text(file))?.rangeOf(span);
    if (!range) continue;
    byFile.set(file, [...(byFile.get(file) ?? []), { range, newText: unicodeOf(newText) }]);
  }
  return byFile;
}

/** Text of one character for each byte as an editor has it. */
export function unicodeOf(latin1: string): string {
  return decodeUnicode(encodeLatin1(latin1));
}
