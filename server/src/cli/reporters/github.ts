/** Commands of a GitHub workflow, which become annotations of the lines they name. */
import type { Severity } from "../../rules/rule.js";
import { type Reporter, regionOfFinding, textWithPlaces } from "./reporter.js";

const COMMANDS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

export const github: Reporter = ({ findings, sources }) =>
  findings
    .map((finding) => {
      const { rule, severity, file } = finding;
      const { startLine, startColumn, endLine, endColumn } = regionOfFinding(finding, sources);
      const isOneLine = startLine === endLine;
      const properties = {
        title: `djblint ${rule.code} ${rule.name}`,
        file,
        line: startLine,
        endLine,
        // Columns of different lines make no sense to GitHub.
        ...(isOneLine ? { col: startColumn, endColumn: Math.max(endColumn - 1, startColumn) } : {}),
      };
      const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
      return `::${COMMANDS[severity]} ${list.join(",")}::${escapeData(textWithPlaces(finding, sources))}\n`;
    })
    .join("");

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
