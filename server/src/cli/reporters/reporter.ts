import type { Colors } from "picocolors/types.js";
import type { CheckResult } from "../../check-tree.js";
import type { Finding, Severity } from "../../rules/rule.js";

/** Turns a result into the text that goes to standard output. */
export type Reporter = (result: CheckResult, colors: Colors) => string;

export function countBySeverity(findings: readonly Finding[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** 1-based place of a finding, as editors and compilers print it. */
export function placeOfFinding({ file, at }: Finding, sources: CheckResult["sources"]): string {
  const position = sources.get(file)?.positionAt(at.start) ?? { line: 0, character: 0 };
  return `${file}:${position.line + 1}:${position.character + 1}`;
}

export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
