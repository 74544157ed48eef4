/** What there is to compile among some sources, and what forbids it. */
import { checkSource } from "../check.js";
import type { Finding } from "../rules/rule.js";
import type { Source } from "../source.js";
import type { Compiler } from "./compiler.js";
import { compilerOf } from "./index.js";

/** A source, and where its compiled form goes: an absolute path. */
export interface Job {
  readonly source: Source;
  readonly compiler: Compiler;
  readonly target: string;
}

export function jobsOf(sources: Iterable<Source>): Job[] {
  return [...sources].flatMap((source) => {
    const compiler = compilerOf(source);
    return compiler ? [{ source, compiler, target: compiler.target(source) }] : [];
  });
}

/**
 * Why a source cannot be compiled together with the others: one file would be written over another. `shown` says how a
 * path is shown.
 */
export function obstacles(jobs: readonly Job[], shown: (path: string) => string): (job: Job) => string | undefined {
  const sources = new Set(jobs.flatMap(({ source }) => source.parts.map(({ path }) => path)));
  const byTarget = new Map<string, Job[]>();
  for (const job of jobs) byTarget.set(job.target, [...(byTarget.get(job.target) ?? []), job]);
  return (job) => {
    if (sources.has(job.target)) return `${shown(job.target)} is a source`;
    const rival = byTarget.get(job.target)?.find((other) => other !== job);
    return rival && `${titleOf(rival.source, shown)} becomes ${shown(job.target)} too`;
  };
}

export function titleOf({ parts }: Source, shown: (path: string) => string): string {
  return parts.map(({ path }) => shown(path)).join(" + ");
}

/** The findings with which nothing is compiled: errors, but for those that compiling mends or that other files share in. */
export function errorsAgainst({ source }: Job): Finding[] {
  return checkSource(source).filter(
    ({ severity, rule }) => severity === "error" && !rule.mendedByCompiling && rule.language !== "site",
  );
}
