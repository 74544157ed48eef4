/** The Reviewdog Diagnostic Format: comments, and fixes to accept, in reviews on GitHub, GitLab, Gitea and others. */
import { decodeUtf8 } from "djblint-grammars/text";
import type { CheckResult } from "../../check-tree.js";
import { documentationUrl } from "../../rules/documentation.js";
import { type Finding, messageOf, type Severity } from "../../rules/rule.js";
import { HOME_PAGE } from "../version.js";
import { type Reporter, regionOfFinding, textWithHelp } from "./reporter.js";

const SEVERITIES: Readonly<Record<Severity, string>> = { error: "ERROR", warning: "WARNING", info: "INFO" };

export const rdjson: Reporter = ({ findings, sources }) => {
  const report = {
    source: { name: "djblint", url: HOME_PAGE },
    diagnostics: findings.map((finding) => diagnosticOf(finding, sources)),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
};

function diagnosticOf(finding: Finding, sources: CheckResult["sources"]) {
  const { rule, severity, file, related = [] } = finding;
  return {
    message: textWithHelp(finding),
    location: locationOf(finding, sources),
    severity: SEVERITIES[severity],
    code: { value: rule.code, url: documentationUrl(rule) },
    suggestions: suggestionsFor(finding, sources),
    related_locations: related.map((other) => ({
      message: messageOf(rule, other.message, other.params),
      location: locationOf({ file: other.file ?? file, at: other.span }, sources),
    })),
  };
}

/** Each is accepted by itself, so a fix of several edits cannot be one. */
function suggestionsFor({ file, fixes = [] }: Finding, sources: CheckResult["sources"]) {
  return fixes.flatMap(({ edits: [edit, ...others] }) =>
    others.length > 0 || (edit.file ?? file) !== file
      ? []
      : { range: rangeOf({ file, at: edit.span }, sources), text: decodeUtf8(edit.newText) ?? edit.newText },
  );
}

function locationOf(place: Pick<Finding, "file" | "at">, sources: CheckResult["sources"]) {
  return { path: place.file, range: rangeOf(place, sources) };
}

/** Columns count bytes, from 1, in this form as in a `SourceText` from disk. */
function rangeOf(place: Pick<Finding, "file" | "at">, sources: CheckResult["sources"]) {
  const { startLine, startColumn, endLine, endColumn } = regionOfFinding(place, sources);
  return { start: { line: startLine, column: startColumn }, end: { line: endLine, column: endColumn } };
}
