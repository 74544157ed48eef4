/** `djblint check`. */
import { readFileSync } from "node:fs";
import { SourceText } from "djblint-grammars/text";
import { type CheckRequest, type CheckResult, checkText, checkTree, narrowed } from "../check-tree.js";
import type { PRESETS, Settings } from "../config.js";
import { type Configuration, NO_CONFIGURATION, readConfiguration } from "../config-file.js";
import { nodeHost, reasonOf } from "../node-host.js";
import type { LanguageId, Severity } from "../rules/rule.js";
import { readBaseline, withoutKnown, writeBaseline } from "./baseline.js";
import { USUAL_BASELINE } from "./baseline-name.js";
import { changedSince } from "./changed-files.js";
import { type ChoiceOptions, choiceOf } from "./choice.js";
import { complain, Progress } from "./output.js";
import { absolutePath, shownPath } from "./paths.js";
import { type ReportOptions, report } from "./report.js";
import { plural } from "./reporters/reporter.js";
import { EXIT_USAGE, UsageError } from "./usage.js";

export interface CheckOptions extends ReportOptions, ChoiceOptions {
  readonly preset?: (typeof PRESETS)[number];
  readonly failOn?: Severity;
  readonly maxWarnings?: number;
  readonly exitZero?: boolean;
  readonly baseline?: string;
  readonly writeBaseline?: boolean;
  readonly changedSince?: string;
  readonly as?: LanguageId;
  readonly stdinFilename?: string;
  readonly dialect?: readonly (readonly [keyof Settings["dialect"], string])[];
  readonly config?: string;
  readonly isolated?: boolean;
}

/** Prints the findings; the exit code says whether one of them is grave. */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  const result = await findingsOf(paths, options);
  if (options.writeBaseline) return acceptAll(result, options);
  const shown = withoutAccepted(withoutUnchanged(result, paths, options), options);
  report(shown, options);
  return exitCodeOf(shown, options);
}

function exitCodeOf({ findings, grave, incomplete }: CheckResult, { maxWarnings, exitZero }: CheckOptions): number {
  if (incomplete) return EXIT_USAGE;
  if (exitZero) return 0;
  const warnings = findings.filter(({ severity }) => severity === "warning").length;
  const isTolerated = maxWarnings !== undefined && warnings <= maxWarnings;
  if (maxWarnings !== undefined && !isTolerated) return 1;
  return [...grave].some(({ severity }) => !isTolerated || severity !== "warning") ? 1 : 0;
}

/** Everything that the rules have to say. */
async function findingsOf(paths: readonly string[], options: CheckOptions): Promise<CheckResult> {
  const progress = new Progress(options.quiet ?? false);
  const request = await requestFor(paths, options, progress);
  try {
    const result = paths.includes("-")
      ? await checkStandardInput(paths, options, request)
      : await checkTree(nodeHost, request);
    if (result.unknown.length === 0) return result;
    throw new UsageError(`no language is known for ${result.unknown.join(", ")}; name it with --as or in djblint.json`);
  } finally {
    progress.end();
  }
}

async function requestFor(paths: readonly string[], options: CheckOptions, progress: Progress): Promise<CheckRequest> {
  const choice = choiceOf(options);
  return {
    paths: paths.map(absolutePath),
    as: options.as,
    configuration: await configurationFor(options),
    // What the command line says stands above the configuration.
    override: (settings) => ({
      ...settings,
      choice,
      preset: options.preset ?? settings.preset,
      failOn: options.failOn ?? settings.failOn,
      dialect: { ...settings.dialect, ...Object.fromEntries(options.dialect ?? []) },
    }),
    now: Math.floor(Date.now() / 1000),
    display: shownPath,
    progress: (step, done, total) => progress.tell(() => `${step} ${done} of ${total} files`),
  };
}

async function configurationFor({ config, isolated }: CheckOptions): Promise<Configuration | undefined> {
  if (isolated) return NO_CONFIGURATION;
  if (config === undefined) return undefined;
  const path = absolutePath(config);
  const bytes = await nodeHost.read(path).catch(({ message }: Error) => {
    throw new UsageError(`${config} cannot be read: ${message}`);
  });
  return readConfiguration(path, bytes);
}

async function checkStandardInput(
  paths: readonly string[],
  { stdinFilename = "stdin" }: CheckOptions,
  request: CheckRequest,
): Promise<CheckResult> {
  if (paths.length > 1) throw new UsageError("standard input (-) cannot be checked together with other paths");
  const text = new SourceText(readStandardInput());
  const result = await checkText(nodeHost, text, absolutePath(stdinFilename), request);
  if (!result) throw new UsageError("standard input needs --as LANGUAGE or a telling --stdin-filename");
  return result;
}

function readStandardInput(): Uint8Array {
  try {
    return readFileSync(0);
  } catch (error) {
    throw new UsageError(`standard input cannot be read: ${reasonOf(error)}`);
  }
}

function withoutUnchanged(
  result: CheckResult,
  paths: readonly string[],
  { changedSince: revision }: CheckOptions,
): CheckResult {
  if (revision === undefined) return result;
  const isChanged = changedSince(revision, paths.map(absolutePath));
  return narrowed(result, ({ file }) => isChanged(file));
}

function withoutAccepted(result: CheckResult, { baseline, quiet }: CheckOptions): CheckResult {
  if (baseline === undefined) return result;
  const { result: fresh, known, gone } = withoutKnown(result, readBaseline(baseline));
  if (quiet) return fresh;
  const notes = [
    known > 0 ? `${plural(known, "finding")} of ${baseline} not shown` : [],
    gone > 0 ? `${gone} of it no longer there: --write-baseline takes them out` : [],
  ].flat();
  if (notes.length > 0) complain(`djblint: ${notes.join("; ")}\n`);
  return fresh;
}

function acceptAll(result: CheckResult, { baseline = USUAL_BASELINE, quiet }: CheckOptions): number {
  const count = writeBaseline(baseline, result);
  if (!quiet)
    complain(`djblint: ${baseline} lists ${plural(count, "finding")}; --baseline ${baseline} shows only others\n`);
  return result.incomplete ? EXIT_USAGE : 0;
}
