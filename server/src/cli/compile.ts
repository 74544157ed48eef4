/** `djblint compile`: checks first, then writes what the real compiler would; refuses on errors. */
import { existsSync, statSync } from "node:fs";
import { checkSource } from "../check.js";
import { ResultBuilder } from "../check-tree.js";
import type { CdbSink } from "../compile/cdb.js";
import { loadTree } from "../load-tree.js";
import { parentOf } from "../model/tree.js";
import { nodeHost, reasonOf } from "../node-host.js";
import type { Finding } from "../rules/rule.js";
import type { Source } from "../source.js";
import { CdbFile, CdbFileError } from "./cdb-file.js";
import type { Compiled, Compiler } from "./compiler.js";
import { compilerOf } from "./compilers.js";
import { type ColorChoice, complain, print, styleFor } from "./output.js";
import { absolutePath, shownPath } from "./paths.js";
import { pretty } from "./reporters/pretty.js";
import { EXIT_USAGE, UsageError } from "./usage.js";

export interface CompileCommandOptions {
  readonly force?: boolean;
  readonly check?: boolean;
  readonly color: ColorChoice;
}

type Outcome = "written" | "fresh" | "stale" | "refused" | "failed";

/** A source and what becomes of it. */
interface Job {
  readonly source: Source;
  readonly compiler: Compiler;
  readonly target: string;
}

/** Exit code 0: everything is compiled; 1: something was refused or is stale; 2: a file cannot be read or written. */
export async function compile(paths: readonly string[], options: CompileCommandOptions): Promise<number> {
  const named = paths.map(absolutePath);
  const found = await loadTree(nodeHost, { paths: withScripts(named), now: Math.floor(Date.now() / 1000) });
  if (found.unknown.length > 0) {
    throw new UsageError(`nothing to compile in ${found.unknown.map(shownPath).join(", ")}`);
  }
  for (const { path, reason } of found.unreadable) complain(`djblint: ${shownPath(path)}: ${reason}\n`);
  const jobs = found.sources.flatMap(jobOf);
  if (jobs.length === 0 && found.unreadable.length === 0) throw new UsageError("nothing to compile here");
  const obstacleTo = obstacles(jobs);
  const outcomes = jobs.map((job) => {
    const obstacle = obstacleTo(job);
    if (obstacle) return refuse(job, obstacle);
    return options.check ? freshness(job) : run(job, options);
  });
  if (found.unreadable.length > 0 || outcomes.includes("failed")) return EXIT_USAGE;
  return outcomes.includes("refused") || outcomes.includes("stale") ? 1 : 0;
}

/** The script beside a source that is named says what becomes of it. */
function withScripts(paths: readonly string[]): string[] {
  const scripts = paths
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
    .map((path) => `${parentOf(path)}/run`)
    .filter((script) => existsSync(script));
  return [...new Set([...paths, ...scripts])];
}

function jobOf(source: Source): Job[] {
  const compiler = compilerOf(source);
  return compiler ? [{ source, compiler, target: compiler.target(source) }] : [];
}

/** Why a source cannot be compiled together with the others: one file would be written over another. */
function obstacles(jobs: readonly Job[]): (job: Job) => string | undefined {
  const sources = new Set(jobs.flatMap(({ source }) => source.parts.map(({ path }) => path)));
  const byTarget = new Map<string, Job[]>();
  for (const job of jobs) byTarget.set(job.target, [...(byTarget.get(job.target) ?? []), job]);
  return (job) => {
    if (sources.has(job.target)) return `${shownPath(job.target)} is a source`;
    const rival = byTarget.get(job.target)?.find((other) => other !== job);
    return rival && `${titleOf(rival.source)} becomes ${shownPath(job.target)} too`;
  };
}

function titleOf({ parts }: Source): string {
  return parts.map(({ path }) => shownPath(path)).join(" + ");
}

function refuse({ source }: Job, reason: string): Outcome {
  complain(`djblint: ${titleOf(source)} is not compiled: ${reason}\n`);
  return "refused";
}

function freshness({ source, target }: Job): Outcome {
  const compiled = statSync(target, { throwIfNoEntry: false })?.mtimeMs;
  const changed = Math.max(...source.parts.map(({ path }) => statSync(path).mtimeMs));
  if (compiled !== undefined && compiled >= changed) return "fresh";
  const reason = compiled === undefined ? "does not exist" : `is older than ${titleOf(source)}`;
  print(`${shownPath(target)}: ${reason}\n`);
  return "stale";
}

function run(job: Job, options: CompileCommandOptions): Outcome {
  const { source, compiler, target } = job;
  try {
    const errors = checkSource(source).filter(({ severity }) => severity === "error");
    if (errors.length > 0 && !options.force) {
      const stops = compiler.compile(source, NOWHERE) === undefined;
      showErrors(source, errors, options);
      return refuse(job, stops ? STOPS : "it has errors; --force compiles it as it stands");
    }
    const compiled = write(job);
    if (compiled === undefined) {
      showErrors(source, errors, options);
      return refuse(job, STOPS);
    }
    print(`${shownPath(target)}: ${compiled.counts.join(", ")}\n`);
    for (const remark of compiled.remarks ?? []) complain(`djblint: ${titleOf(source)}: ${remark}\n`);
    return "written";
  } catch (error) {
    complain(`djblint: ${titleOf(source)}: ${error instanceof CdbFileError ? error.message : reasonOf(error)}\n`);
    return "failed";
  }
}

const STOPS = "the real compiler does not get to its end";
const NOWHERE: CdbSink = { append: () => {}, head: () => {} };

function showErrors(source: Source, errors: readonly Finding[], { color }: CompileCommandOptions): void {
  const result = new ResultBuilder(shownPath);
  result.add(source.parts, errors, source.context.settings);
  complain(pretty(result.finish([]), styleFor(color)));
}

/** What was written; nothing is left behind when the source cannot be compiled. */
function write({ source, compiler, target }: Job): Compiled | undefined {
  const file = CdbFile.inPlaceOf(target, temporaryFor(target, source));
  try {
    const compiled = compiler.compile(source, file);
    if (compiled === undefined) file.discard();
    else file.commit();
    return compiled;
  } catch (error) {
    file.discard();
    throw error;
  }
}

/** A name beside the target that is neither it nor a source. */
function temporaryFor(target: string, { parts }: Source): string {
  let path = `${target.replace(/\.cdb$/, "")}.tmp`;
  while (path === target || parts.some((part) => part.path === path)) path += ".tmp";
  return path;
}
