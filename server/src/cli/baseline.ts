/**
 * Findings that are accepted as they are today, so that only new ones are shown. A finding is known by its file, its
 * rule and the content of its line; of several such findings so many are accepted as there were.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { type CheckResult, narrowed } from "../check-tree.js";
import { ownPath } from "../native-path.js";
import { reasonOf } from "../node-host.js";
import type { Finding } from "../rules/rule.js";
import { lineHash } from "./fingerprint.js";
import { textOf } from "./reporters/reporter.js";
import { UsageError } from "./usage.js";

interface Entry {
  /** Relative to the folder of the baseline, with `/`. */
  readonly file: string;
  readonly code: string;
  readonly line: string;
  readonly count: number;
  /** Of the first such finding; for the people who read the baseline. */
  readonly message: string;
}

export interface Baseline {
  readonly path: string;
  readonly entries: readonly Entry[];
}

export function readBaseline(path: string): Baseline {
  let content: { version?: unknown; findings?: unknown };
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new UsageError(`the baseline ${path} cannot be read: ${reasonOf(error)}`);
  }
  if (content?.version !== 1 || !Array.isArray(content.findings) || !content.findings.every(isEntry)) {
    throw new UsageError(`${path} is no baseline of this version; make it anew with --write-baseline`);
  }
  return { path, entries: content.findings };
}

function isEntry(value: unknown): value is Entry {
  const { file, code, line, count } = (value ?? {}) as Partial<Entry>;
  return [file, code, line].every((part) => typeof part === "string") && Number.isInteger(count);
}

/** The findings that the baseline does not know; how many it does, and how many of its own do not occur any more. */
export function withoutKnown(
  result: CheckResult,
  baseline: Baseline,
): { result: CheckResult; known: number; gone: number } {
  const left = new Map<string, number>();
  for (const { file, code, line, count } of baseline.entries) {
    const key = keyOf({ file, code, line });
    left.set(key, (left.get(key) ?? 0) + count);
  }
  let known = 0;
  const fresh = narrowed(result, (finding) => {
    const key = keyOf(identityOf(finding, result.sources, baseline.path));
    const count = left.get(key) ?? 0;
    if (count === 0) return true;
    left.set(key, count - 1);
    known++;
    return false;
  });
  const looked = new Set(result.files.map((file) => relativeToBaseline(file, baseline.path)));
  const gone = [...left].filter(([key]) => looked.has(key.split("\0")[0])).reduce((sum, [, count]) => sum + count, 0);
  return { result: fresh, known, gone };
}

/** Accepts all findings but those about the work itself; the number of them. */
export function writeBaseline(path: string, { findings, sources, troubles }: CheckResult): number {
  const entries = new Map<string, Entry>();
  const accepted = findings.filter((finding) => !troubles.has(finding));
  for (const finding of accepted) {
    const identity = identityOf(finding, sources, path);
    const before = entries.get(keyOf(identity));
    const { count, message } = before ?? { count: 0, message: textOf(finding) };
    entries.set(keyOf(identity), { ...identity, count: count + 1, message });
  }
  const text = `${JSON.stringify({ version: 1, findings: [...entries.values()] }, undefined, 2)}\n`;
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`the baseline ${path} cannot be written: ${reasonOf(error)}`);
  }
  return accepted.length;
}

type Identity = Pick<Entry, "file" | "code" | "line">;

function identityOf(finding: Finding, sources: CheckResult["sources"], baseline: string): Identity {
  const { file, rule } = finding;
  return { file: relativeToBaseline(file, baseline), code: rule.code, line: lineHash(finding, sources) };
}

/** The same in whatever folder the program is started. */
function relativeToBaseline(file: string, baseline: string): string {
  return ownPath(relative(dirname(resolve(baseline)), resolve(file)));
}

function keyOf({ file, code, line }: Identity): string {
  return [file, code, line].join("\0");
}
