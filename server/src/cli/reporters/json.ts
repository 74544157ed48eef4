/** The machine-readable form; its shape is a contract (version 1), see `report-schema.ts`. */
import type { Range, Span } from "djblint-grammars/text";
import type { CheckResult } from "../../check-tree.js";
import { documentationUrl } from "../../rules/documentation.js";
import { type Finding, helpOf, messageOf } from "../../rules/rule.js";
import type { JsonReport } from "./report-schema.js";
import { countBySeverity, type Reporter, textOf } from "./reporter.js";

export const json: Reporter = (result) => {
  const { error: errors, warning: warnings, info: infos } = countBySeverity(result.findings);
  const report: JsonReport = {
    version: 1,
    findings: result.findings.map((finding) => findingAsData(finding, result.sources)),
    summary: { files: result.files.length, errors, warnings, infos },
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
};

function findingAsData(finding: Finding, sources: CheckResult["sources"]): JsonReport["findings"][number] {
  const { rule, severity, file, at, related = [], fixes = [] } = finding;
  const rangeIn = (path: string, span: Span): Range => sources.get(path)?.rangeOf(span) ?? NOWHERE;
  return {
    file,
    language: rule.language,
    code: rule.code,
    name: rule.name,
    severity,
    message: textOf(finding),
    help: helpOf(finding),
    docs: documentationUrl(rule),
    range: rangeIn(file, at),
    related: related.map((other) => ({
      file: other.file ?? file,
      range: rangeIn(other.file ?? file, other.span),
      message: messageOf(rule, other.message, other.params),
    })),
    fixes: fixes.map((fix) => ({
      title: messageOf(rule, fix.title, fix.params),
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
