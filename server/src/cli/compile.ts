/** `djblint compile`: checks first, then writes what the real compiler would; refuses on errors. */
import { existsSync, statSync } from "node:fs";
import { ResultBuilder } from "../check-tree.js";
import type { CdbSink } from "../compile/cdb.js";
import type { Written } from "../compilers/compiler.js";
import { errorsAgainst, type Job, jobsOf, obstacles, titleOf } from "../compilers/jobs.js";
import { type LoadedTree, loadTree } from "../load-tree.js";
import { parentOf } from "../model/tree.js";
import { nativePath } from "../native-path.js";
import { nodeHost, reasonOf } from "../node-host.js";
import type { Finding } from "../rules/rule.js";
import type { Source } from "../source.js";
import { CdbFile, CdbFileError } from "./cdb-file.js";
import { configurationFaults, isBroken } from "./configuration-faults.js";
import { lookedAt } from "./looked-at.js";
import { type ColorChoice, complain, print, styleFor } from "./output.js";
import { absolutePath, shownPath } from "./paths.js";
import { pretty } from "./reporters/pretty.js";
import { statOf } from "./stat-of.js";
import { EXIT_USAGE, UsageError } from "./usage.js";
import { keepWatching } from "./watch.js";

export interface CompileCommandOptions {
  readonly force?: boolean;
  readonly check?: boolean;
  readonly watch?: boolean;
  readonly format: string;
  readonly color: ColorChoice;
}

interface Outcome {
  readonly kind: "written" | "fresh" | "stale" | "refused" | "failed";
  /** What was written, or why nothing was. */
  readonly says?: string;
}

/** Exit code 0: everything is compiled; 1: something was refused or is stale; 2: a file cannot be read or written. */
export async function compile(paths: readonly string[], options: CompileCommandOptions): Promise<number> {
  if (!options.watch) return (await compileAll(paths, options)).exit;
  if (options.format === "json") throw new UsageError("--watch has no end, so it goes with --format text only");
  const last: Versions = new Map();
  await keepWatching(async () => lookedAt(await compileAll(paths, options, last)));
  return 0;
}

/** By target: what was last compiled or refused, and why. */
type Versions = Map<string, string>;

/** Leaves out what is as it was last time. */
async function compileAll(
  paths: readonly string[],
  options: CompileCommandOptions,
  last: Versions = new Map(),
): Promise<{ loaded: LoadedTree; exit: number }> {
  const named = paths.map(absolutePath);
  const loaded = await loadTree(nodeHost, { paths: withScripts(named), now: Math.floor(Date.now() / 1000) });
  const broken = [...loaded.configurations].filter(isBroken);
  for (const fault of broken.flatMap(configurationFaults)) {
    if (isNew(last, fault, fault)) complain(`djblint: ${fault}\n`);
  }
  // Where the result belongs, and of which dialect the source is, may stand there.
  if (broken.length > 0) return { loaded, exit: EXIT_USAGE };
  if (loaded.unknown.length > 0) {
    throw new UsageError(`nothing to compile in ${loaded.unknown.map(shownPath).join(", ")}`);
  }
  for (const { path, reason } of loaded.unreadable) {
    if (isNew(last, path, reason)) complain(`djblint: ${shownPath(path)}: ${reason}\n`);
  }
  const jobs = jobsOf(loaded.sources);
  if (jobs.length === 0 && loaded.unreadable.length === 0) throw new UsageError("nothing to compile here");
  const obstacleTo = obstacles(jobs, shownPath);
  const outcomes = jobs.map((job): Outcome => {
    const obstacle = obstacleTo(job);
    if (options.check) return obstacle ? refusal(obstacle) : freshness(job);
    const errors = errorsAgainst(job);
    if (!isNew(last, titleOf(job.source, shownPath), versionOf(job, errors, obstacle))) return { kind: "fresh" };
    return obstacle ? refusal(obstacle) : run(job, errors, options);
  });
  tell(jobs, outcomes, options);
  const kinds = new Set(outcomes.map(({ kind }) => kind));
  const failed = loaded.unreadable.length > 0 || kinds.has("failed");
  return { loaded, exit: failed ? EXIT_USAGE : Number(kinds.has("refused") || kinds.has("stale")) };
}

function tell(jobs: readonly Job[], outcomes: readonly Outcome[], { format }: CompileCommandOptions): void {
  for (const [index, { kind, says }] of outcomes.entries()) {
    const { source, target } = jobs[index];
    if (kind === "refused") complain(`djblint: ${titleOf(source, shownPath)} is not compiled: ${says}\n`);
    else if (kind === "failed") complain(`djblint: ${titleOf(source, shownPath)}: ${says}\n`);
    else if (format !== "json" && says !== undefined) print(`${shownPath(target)}: ${says}\n`);
  }
  if (format !== "json") return;
  const outputs = outcomes.map(({ kind, says }, index) => ({
    file: shownPath(jobs[index].target),
    sources: jobs[index].source.parts.map(({ path }) => shownPath(path)),
    outcome: kind,
    says,
  }));
  print(`${JSON.stringify({ version: 1, outputs }, undefined, 2)}\n`);
}

function isNew(last: Versions, key: string, version: string): boolean {
  const isSame = last.get(key) === version;
  last.set(key, version);
  return !isSame;
}

/** Changes when a part is written anew, when other errors are found, and when the target goes away. */
function versionOf({ source, target }: Job, errors: readonly Finding[], obstacle?: string): string {
  const written = source.parts.map(({ path }) => statOf(path)?.mtimeMs ?? 0);
  const found = errors.map(({ rule, message, params, at }) => [rule.code, message, params, at]);
  return JSON.stringify([written, found, obstacle, existsSync(nativePath(target)) || found.length > 0]);
}

/** The script beside a source that is named says what becomes of it. */
function withScripts(paths: readonly string[]): string[] {
  const scripts = paths
    .filter((path) => statOf(path)?.isFile())
    .map((path) => `${parentOf(path)}/run`)
    .filter((script) => existsSync(nativePath(script)));
  return [...new Set([...paths, ...scripts])];
}

function refusal(reason: string): Outcome {
  return { kind: "refused", says: reason };
}

function freshness({ source, target }: Job): Outcome {
  const compiled = statOf(target)?.mtimeMs;
  if (compiled !== undefined && compiled >= newestChange(source) * 1000) return { kind: "fresh" };
  return {
    kind: "stale",
    says: compiled === undefined ? "does not exist" : `is older than ${titleOf(source, shownPath)}`,
  };
}

/** Seconds since 1970. */
function newestChange({ parts }: Source): number {
  return Math.max(...parts.map(({ path }) => statSync(nativePath(path)).mtimeMs)) / 1000;
}

function run(job: Job, errors: readonly Finding[], options: CompileCommandOptions): Outcome {
  const { source, compiler } = job;
  try {
    if (errors.length > 0 && !options.force) {
      const stops = compiler.compile(source, NOWHERE, newestChange(source)) === undefined;
      showErrors(source, errors, options);
      return refusal(stops ? STOPS : "it has errors; --force compiles it as it stands");
    }
    const compiled = write(job);
    if (compiled === undefined) {
      showErrors(source, errors, options);
      return refusal(STOPS);
    }
    for (const remark of compiled.remarks ?? []) complain(`djblint: ${titleOf(source, shownPath)}: ${remark}\n`);
    return { kind: "written", says: compiled.counts.join(", ") };
  } catch (error) {
    const reason = error instanceof CdbFileError ? error.message : reasonOf(error);
    return { kind: "failed", says: missingFolder(job.target) ?? reason };
  }
}

/** The real compilers write beside their source; joined ones may go elsewhere. */
function missingFolder(target: string): string | undefined {
  const folder = parentOf(target);
  return existsSync(nativePath(folder)) ? undefined : `there is no folder ${shownPath(folder)} to write into`;
}

const STOPS = "the real compiler does not get to its end";
const NOWHERE: CdbSink = { append: () => {}, head: () => {} };

function showErrors(source: Source, errors: readonly Finding[], { color }: CompileCommandOptions): void {
  const result = new ResultBuilder(shownPath);
  result.add(source.parts, errors, source.context.settings);
  complain(pretty(result.finish([]), styleFor(color, true)));
}

/** What was written; nothing is left behind when the source cannot be compiled. */
function write({ source, compiler, target }: Job): Written | undefined {
  const file = CdbFile.inPlaceOf(nativePath(target), nativePath(temporaryFor(target, source)));
  try {
    const compiled = compiler.compile(source, file, newestChange(source));
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
