/** How often each rule found something, the most frequent first. */
import type { CheckResult } from "../../check-tree.js";
import { plural } from "../../plural.js";
import type { Finding } from "../../rules/rule.js";
import { countsInWords, type Reporter } from "./reporter.js";

interface RuleCount {
  readonly code: string;
  readonly name: string;
  readonly count: number;
  readonly files: number;
  /** How many of them --fix or --unsafe-fixes can mend. */
  readonly fixable: number;
}

export const statistics: Reporter = (result, { quiet }) => {
  const counts = countByRule(result);
  const width = String(counts[0]?.count ?? 0).length;
  const name = Math.max(0, ...counts.map((rule) => rule.name.length));
  const lines = counts.map((rule) => {
    const fixable = rule.fixable > 0 ? `, ${rule.fixable} fixable` : "";
    const files = `in ${plural(rule.files, "file")}${fixable}`;
    return `${String(rule.count).padStart(width)}  ${rule.code}  ${rule.name.padEnd(name)}  ${files}\n`;
  });
  const { findings, files } = result;
  const total = `${plural(files.length, "file")} checked: ${countsInWords(findings) || "nothing to report"}\n`;
  return `${lines.join("")}${quiet ? "" : total}`;
};

/** The same as data. */
export const statisticsJson: Reporter = (result) =>
  `${JSON.stringify({ version: 1, rules: countByRule(result) }, undefined, 2)}\n`;

function countByRule({ findings }: CheckResult): RuleCount[] {
  const byRule = new Map<Finding["rule"], Finding[]>();
  for (const finding of findings) {
    const list = byRule.get(finding.rule);
    if (list) list.push(finding);
    else byRule.set(finding.rule, [finding]);
  }
  return [...byRule]
    .map(([{ code, name }, list]) => ({
      code,
      name,
      count: list.length,
      files: new Set(list.map(({ file }) => file)).size,
      fixable: list.filter(({ fixes = [] }) => fixes.length > 0).length,
    }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}
