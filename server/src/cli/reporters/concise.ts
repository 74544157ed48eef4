import { placeOfFinding, type Reporter, textOf } from "./reporter.js";

/** One line a finding: `file:line:column: severity CODE name: message`. */
export const concise: Reporter = ({ findings, sources }) =>
  findings
    .map((finding) => {
      const { rule, severity } = finding;
      return `${placeOfFinding(finding, sources)}: ${severity} ${rule.code} ${rule.name}: ${textOf(finding)}\n`;
    })
    .join("");
