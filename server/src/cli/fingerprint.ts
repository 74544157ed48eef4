/** Findings known by rule and content of their line, so that they are the same when lines above come or go. */
import type { CheckResult } from "../check-tree.js";
import type { Finding } from "../rules/rule.js";

/** A different text for each finding: of several with the same rule, file and line text, the first, second, ... */
export function fingerprintsOf({ findings, sources }: CheckResult): Map<Finding, string> {
  const seen = new Map<string, number>();
  return new Map(
    findings.map((finding) => {
      const key = hash(`${finding.rule.code}\0${finding.file}\0${lineHash(finding, sources)}`);
      const occurrence = (seen.get(key) ?? 0) + 1;
      seen.set(key, occurrence);
      return [finding, `${key}:${occurrence}`];
    }),
  );
}

/** The content of the line that a finding begins in; white space at its end does not count. */
export function lineHash({ file, at }: Finding, sources: CheckResult["sources"]): string {
  const text = sources.get(file);
  const line = text ? text.slice(text.lines.span(text.positionAt(at.start).line)).trimEnd() : "";
  return hash(line);
}

/** Most runs need none, and what is behind this module takes a while to load. */
function hash(latin1: string): string {
  const { createHash } = process.getBuiltinModule("node:crypto");
  return createHash("sha256").update(latin1, "utf8").digest("hex").slice(0, 16);
}
