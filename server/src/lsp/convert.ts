/** Between djblint's findings and the protocol's diagnostics. */
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver";
import type { SourceFile } from "../languages/language.js";
import { documentationUrl } from "../rules/documentation.js";
import { type Finding, helpOf, messageOf, type Severity, type Tag } from "../rules/rule.js";

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

const TAG: Readonly<Record<Tag, DiagnosticTag>> = {
  unnecessary: DiagnosticTag.Unnecessary,
  deprecated: DiagnosticTag.Deprecated,
};

/** A finding about an open document. */
export function toDiagnostic(finding: Finding, { text }: SourceFile, uri: string): Diagnostic {
  const { rule, at, related = [], tags = [] } = finding;
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
    relatedInformation: related
      .filter(({ file }) => file === undefined || file === finding.file)
      .map(({ span, message: id, params }) => ({
        location: { uri, range: text.rangeOf(span) },
        message: messageOf(rule, id, params),
      })),
  };
}
