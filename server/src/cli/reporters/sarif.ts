/** SARIF 2.1.0, the static analysis results interchange format: code scanning of GitHub, Azure, many viewers. */
import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import { decodeUtf8, type SourceText, type Span } from "djblint-grammars/text";
import type { ArtifactChange, Log, PhysicalLocation, ReportingDescriptor, Result } from "sarif";
import type { CheckResult } from "../../check-tree.js";
import { documentationUrl } from "../../rules/documentation.js";
import { type Edit, type Finding, type Fix, messageOf, type RuleMeta, type Severity } from "../../rules/rule.js";
import { rulePage } from "../../rules/rule-page.js";
import { fingerprintsOf } from "../fingerprint.js";
import { HOME_PAGE, VERSION } from "../version.js";
import { type Region, type Reporter, regionOfFinding, textWithHelp } from "./reporter.js";

const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  info: "note",
};

export const sarif: Reporter = (result) => {
  const rules = [...new Set(result.findings.map(({ rule }) => rule))].sort((a, b) => (a.code < b.code ? -1 : 1));
  const fingerprints = fingerprintsOf(result);
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "djblint",
            version: VERSION,
            semanticVersion: VERSION,
            informationUri: HOME_PAGE,
            rules: rules.map(descriptorOf),
          },
        },
        columnKind: "utf16CodeUnits",
        invocations: [{ executionSuccessful: !result.incomplete }],
        results: result.findings.map((finding) => ({
          ...resultOf(finding, result.sources),
          ruleIndex: rules.indexOf(finding.rule),
          partialFingerprints: { "djblint/v1": fingerprints.get(finding)! },
        })),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
};

function descriptorOf(rule: RuleMeta): ReportingDescriptor {
  const { code, name, what, why, severity, category, language, security } = rule;
  return {
    id: code,
    name,
    shortDescription: { text: `${what}.` },
    fullDescription: { text: `${what}. ${why}.` },
    help: { text: `${what}. ${why}.`, markdown: rulePage(rule) },
    helpUri: documentationUrl(rule),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { category, tags: [language, category, ...(security ? ["security"] : [])] },
  };
}

function resultOf(finding: Finding, sources: CheckResult["sources"]): Result {
  const { rule, severity, file, related = [], fixes = [] } = finding;
  return {
    ruleId: rule.code,
    level: LEVELS[severity],
    message: { text: textWithHelp(finding) },
    locations: [{ physicalLocation: locationOf(finding, sources) }],
    relatedLocations: related.map((other, index) => ({
      id: index + 1,
      message: { text: messageOf(rule, other.message, other.params) },
      physicalLocation: locationOf({ file: other.file ?? file, at: other.span }, sources),
    })),
    fixes: fixes.map((fix) => ({
      description: { text: messageOf(rule, fix.title, fix.params) },
      artifactChanges: changesOf(fix, file, sources),
      properties: { safety: fix.safety },
    })),
  };
}

function locationOf(place: Pick<Finding, "file" | "at">, sources: CheckResult["sources"]): PhysicalLocation {
  return { artifactLocation: { uri: uriOf(place.file) }, region: unicodeRegion(place, sources) };
}

function changesOf({ edits }: Fix, file: string, sources: CheckResult["sources"]): ArtifactChange[] {
  const byFile = new Map<string, Edit[]>();
  for (const edit of edits) byFile.set(edit.file ?? file, [...(byFile.get(edit.file ?? file) ?? []), edit]);
  return [...byFile].map(([path, list]) => ({
    artifactLocation: { uri: uriOf(path) },
    replacements: list.map(({ span, newText }) => ({
      deletedRegion: unicodeRegion({ file: path, at: span }, sources),
      insertedContent: { text: decodeUtf8(newText) ?? newText },
    })),
  }));
}

/** Viewers read the files as UTF-8, so columns count UTF-16 units of that, as `columnKind` says. */
function unicodeRegion(place: Pick<Finding, "file" | "at">, sources: CheckResult["sources"]): Region {
  const region = regionOfFinding(place, sources);
  const text = sources.get(place.file);
  if (!text) return region;
  return {
    ...region,
    startColumn: unicodeColumn(text, region.startLine, region.startColumn),
    endColumn: unicodeColumn(text, region.endLine, region.endColumn),
  };
}

/** Of a column in bytes; both count from 1. A line that is no UTF-8 has a unit for each byte. */
function unicodeColumn(text: SourceText, line: number, column: number): number {
  const span: Span = text.lines.span(line - 1);
  const before = text.slice({ start: span.start, end: span.start + column - 1 });
  const isUnicode = decodeUtf8(text.slice(span)) !== undefined;
  return isUnicode ? (decodeUtf8(before) ?? before).length + 1 : column;
}

/** A path below the working directory as a relative reference; others are absolute. */
function uriOf(path: string): string {
  return isAbsolute(path) ? pathToFileURL(path).href : path.split("/").map(encodeURIComponent).join("/");
}
