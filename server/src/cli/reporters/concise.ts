import { messageOf } from "../../rules/rule.js";
import { placeOfFinding, type Reporter } from "./reporter.js";

/** One line a finding: `file:line:column: severity CODE name: message`. */
export const concise: Reporter = ({ findings, sources }) =>
  findings
    .map((finding) => {
      const { rule, severity } = finding;
      const message = messageOf(rule, finding.message, finding.params);
      return `${placeOfFinding(finding, sources)}: ${severity} ${rule.code} ${rule.name}: ${message}\n`;
    })
    .join("");
