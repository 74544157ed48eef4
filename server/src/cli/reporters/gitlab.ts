/** A Code Quality report, as GitLab shows it in merge requests. */
import type { Severity } from "../../rules/rule.js";
import { fingerprintsOf } from "../fingerprint.js";
import { type Reporter, regionOfFinding, textWithPlaces } from "./reporter.js";

const SEVERITIES: Readonly<Record<Severity, string>> = { error: "major", warning: "minor", info: "info" };

export const gitlab: Reporter = (result) => {
  const fingerprints = fingerprintsOf(result);
  const issues = result.findings.map((finding) => {
    const { rule, severity, file } = finding;
    const { startLine, endLine } = regionOfFinding(finding, result.sources);
    return {
      description: textWithPlaces(finding, result.sources),
      check_name: `${rule.code} ${rule.name}`,
      fingerprint: fingerprints.get(finding),
      severity: SEVERITIES[severity],
      location: { path: file, lines: { begin: startLine, end: endLine } },
    };
  });
  return `${JSON.stringify(issues, undefined, 2)}\n`;
};
