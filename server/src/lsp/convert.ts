/** Between djblint's findings and the protocol's diagnostics. */
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver";
import type { Tree } from "../model/tree.js";
import { documentationUrl } from "../rules/documentation.js";
import { type Finding, helpOf, messageOf, type Severity, type Tag } from "../rules/rule.js";
import { addressOfPath } from "./addresses.js";

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

const TAG: Readonly<Record<Tag, DiagnosticTag>> = {
  unnecessary: DiagnosticTag.Unnecessary,
  deprecated: DiagnosticTag.Deprecated,
};

/** Findings of one file; places in other files are shown as far as the tree has their text. */
export function toDiagnostics(findings: readonly Finding[], tree: Tree): Diagnostic[] {
  return findings.flatMap((finding) => toDiagnostic(finding, tree) ?? []);
}

function toDiagnostic(finding: Finding, tree: Tree): Diagnostic | undefined {
  const { rule, file, at, related = [], tags = [] } = finding;
  const text = tree.text(file);
  if (!text) return undefined;
  const help = helpOf(finding);
  const message = messageOf(rule, finding.message, finding.params);
  return {
    range: text.rangeOf(at),
    severity: SEVERITY[finding.severity],
    code: rule.code,
    codeDescription: { href: documentationUrl(rule) },
    source: "djblint",
    message: help ? `${message}\n${help}` : message,
    tags: tags.map((tag) => TAG[tag]),
    relatedInformation: related.flatMap(({ file: other = file, span, message: id, params }) => {
      const range = tree.text(other)?.rangeOf(span);
      return range ? { location: { uri: addressOfPath(other), range }, message: messageOf(rule, id, params) } : [];
    }),
  };
}
