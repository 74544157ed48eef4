/** The machine-readable form; its shape is a contract (version 1). */
import type { Range, Span } from "djblint-grammars/text";
import type { CheckResult } from "../../check-tree.js";
import { documentationUrl } from "../../rules/documentation.js";
import { type Finding, helpOf, messageOf, renderMessage } from "../../rules/rule.js";
import { countBySeverity, type Reporter } from "./reporter.js";

export const json: Reporter = (result) => {
  const { error: errors, warning: warnings, info: infos } = countBySeverity(result.findings);
  const summary = { files: result.files, errors, warnings, infos };
  const findings = result.findings.map((finding) => findingAsData(finding, result.sources));
  return `${JSON.stringify({ version: 1, findings, summary }, undefined, 2)}\n`;
};

export function findingAsData(finding: Finding, sources: CheckResult["sources"]) {
  const { rule, severity, file, at, message, params, related = [], fixes = [] } = finding;
  const rangeIn = (path: string, span: Span): Range => sources.get(path)?.rangeOf(span) ?? NOWHERE;
  return {
    file,
    language: rule.language,
    code: rule.code,
    name: rule.name,
    severity,
    message: messageOf(rule, message, params),
    help: helpOf(finding),
    docs: documentationUrl(rule),
    range: rangeIn(file, at),
    related: related.map((other) => ({
      file: other.file ?? file,
      range: rangeIn(other.file ?? file, other.span),
      message: messageOf(rule, other.message, other.params),
    })),
    fixes: fixes.map((fix) => ({
      title: renderMessage(rule.messages[fix.title].text, fix.params),
      safety: fix.safety,
      edits: fix.edits.map((edit) => ({
        file: edit.file ?? file,
        range: rangeIn(edit.file ?? file, edit.span),
        newText: edit.newText,
      })),
    })),
  };
}

const NOWHERE: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
