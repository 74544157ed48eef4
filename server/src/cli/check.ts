/** `djblint check`. */
import { readFileSync } from "node:fs";
import { SourceText } from "djblint-grammars/text";
import { type CheckRequest, type CheckResult, checkText, checkTree, narrowed, type TreeResult } from "../check-tree.js";
import type { PRESETS, Settings } from "../config.js";
import { type Configuration, NO_CONFIGURATION, readConfiguration } from "../config-file.js";
import { nodeHost, reasonOf } from "../node-host.js";
import { plural } from "../plural.js";
import badConfiguration from "../rules/djblint/bad-configuration.js";
import type { LanguageId, Severity } from "../rules/rule.js";
import { Timing, whatWasRead } from "./about-run.js";
import { type Baseline, readBaseline, withoutKnown, writeBaseline } from "./baseline.js";
import { USUAL_BASELINE } from "./baseline-name.js";
import { changedSince } from "./changed-files.js";
import { type ChoiceOptions, choiceOf } from "./choice.js";
import { addIgnores, type Fixed, type FixOptions, fix } from "./fix.js";
import { lookedAt } from "./looked-at.js";
import { complain, Progress, plainStyle } from "./output.js";
import { absolutePath, shownPath } from "./paths.js";
import { outputsOf, type ReportOptions, report } from "./report.js";
import { concise } from "./reporters/concise.js";
import { withShellcheck } from "./shellcheck.js";
import { EXIT_USAGE, UsageError } from "./usage.js";
import { keepWatching } from "./watch.js";

export interface CheckOptions extends ReportOptions, ChoiceOptions, FixOptions {
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
  readonly watch?: boolean;
  readonly shellcheck?: boolean;
  readonly verbose?: boolean;
  readonly timing?: boolean;
}

/** Prints the findings; the exit code says whether one of them is grave. */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  outputsOf(options);
  if (options.stdinFilename !== undefined && !paths.includes("-")) {
    throw new UsageError("--stdin-filename is the path of standard input: name - too");
  }
  if (options.reason !== undefined && !options.addIgnores) {
    throw new UsageError("--reason is what --add-ignores writes: name that too");
  }
  const timing = options.timing ? new Timing() : undefined;
  try {
    if (options.watch) return await watchTree(paths, options);
    const request = { ...(await requestFor(paths, options)), timing: timing?.rules };
    const choose = chooser(paths, options);
    if (options.fix || options.unsafeFixes || options.addIgnores || options.diff)
      return await mend(paths, request, choose, options);
    const result = withKnownFiles(
      paths.includes("-") ? await checkStandardInput(paths, options, request) : await checkFiles(request, options),
    );
    return options.writeBaseline ? acceptAll(result, options) : conclude(choose(result), options);
  } finally {
    Progress.clear();
    if (timing) complain(timing.table());
  }
}

async function checkFiles(request: CheckRequest, { shellcheck, verbose }: CheckOptions): Promise<TreeResult> {
  const result = await checkTree(nodeHost, request);
  if (verbose) complain(whatWasRead(result));
  return shellcheck ? { ...result, ...withShellcheck(result) } : result;
}

/** Checks again when something has changed, and reports when that changes the findings. */
async function watchTree(paths: readonly string[], options: CheckOptions): Promise<number> {
  if (paths.includes("-")) throw new UsageError("standard input (-) cannot be watched");
  let last: string | undefined;
  await keepWatching(async () => {
    const result = await checkFiles(await requestFor(paths, options), options);
    const chosen = chooser(paths, options)(withKnownFiles(result));
    const text = concise(chosen.result, plainStyle(true));
    if (last !== undefined) tellTime(text === last ? "checked again, nothing new" : "checked again", options);
    if (text !== last) conclude(chosen, options);
    last = text;
    return lookedAt(result);
  });
  return 0;
}

/** Only for those who look on. */
function tellTime(what: string, { quiet }: CheckOptions): void {
  if (!quiet && process.stderr.isTTY) complain(`djblint: ${new Date().toTimeString().slice(0, 8)} ${what}\n`);
}

async function mend(
  paths: readonly string[],
  request: CheckRequest,
  choose: (result: CheckResult) => Chosen,
  options: CheckOptions,
): Promise<number> {
  if (paths.includes("-")) throw new UsageError("standard input (-) cannot be changed; name a file");
  const change = options.addIgnores ? addIgnores : fix;
  const toMend = (result: CheckResult) =>
    isMisconfigured(result) ? troublesOf(result) : choose(withKnownFiles(result)).result;
  const fixed = await change(request, toMend, options);
  if (options.verbose) complain(whatWasRead(fixed.result));
  if (fixed.failed) return EXIT_USAGE;
  if (options.diff) return concludeDiff(fixed, options);
  return conclude(choose(fixed.result), options);
}

function concludeDiff({ result, changes }: Fixed, { exitZero }: CheckOptions): number {
  tellTroubles(result);
  if (result.incomplete) return EXIT_USAGE;
  return changes > 0 && !exitZero ? 1 : 0;
}

/** Then nothing is written: by other settings than somebody wrote, other findings would be mended or accepted. */
function isMisconfigured({ troubles }: CheckResult): boolean {
  return [...troubles].some(({ rule }) => rule === badConfiguration);
}

function troublesOf(result: CheckResult): CheckResult {
  return narrowed(result, () => false);
}

/** Where findings are not listed: why the result is incomplete. */
function tellTroubles(result: CheckResult): void {
  if (result.troubles.size > 0) complain(concise(troublesOf(result), plainStyle(true)));
}

/** A file that was named and is in none of our languages is a mistake, unless a broken configuration may be why. */
function withKnownFiles(result: CheckResult): CheckResult {
  if (result.unknown.length === 0 || result.incomplete) return result;
  throw new UsageError(`no language is known for ${result.unknown.join(", ")}; name it with --as or in djblint.json`);
}

interface Chosen {
  readonly result: CheckResult;
  /** What is said about findings that are not shown. */
  readonly note?: string;
}

const NOTHING =
  "djblint: no tinydns data, tcprules, qmail control file or run script was found; --as and djblint.json name others\n";

/** Shows what is left and says whether it is a failure. */
function conclude({ result, note }: Chosen, options: CheckOptions): number {
  report(result, options);
  if (result.files.length === 0 && result.findings.length === 0 && !options.quiet) complain(NOTHING);
  if (note && !options.quiet) complain(`djblint: ${note}\n`);
  return exitCodeOf(result, options);
}

function exitCodeOf({ findings, grave, incomplete }: CheckResult, { maxWarnings, exitZero }: CheckOptions): number {
  if (incomplete) return EXIT_USAGE;
  if (exitZero) return 0;
  const warnings = findings.filter(({ severity }) => severity === "warning").length;
  const isTolerated = maxWarnings !== undefined && warnings <= maxWarnings;
  if (maxWarnings !== undefined && !isTolerated) return 1;
  return [...grave].some(({ severity }) => !isTolerated || severity !== "warning") ? 1 : 0;
}

async function requestFor(paths: readonly string[], options: CheckOptions): Promise<CheckRequest> {
  const progress = new Progress(options.quiet ?? false);
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
  { stdinFilename = "stdin", shellcheck, verbose }: CheckOptions,
  request: CheckRequest,
): Promise<CheckResult> {
  if (shellcheck) throw new UsageError("--shellcheck reads files, not standard input (-)");
  if (paths.length > 1) throw new UsageError("standard input (-) cannot be checked together with other paths");
  const text = new SourceText(readStandardInput());
  const result = await checkText(nodeHost, text, absolutePath(stdinFilename), request);
  if (!result) throw new UsageError("standard input needs --as LANGUAGE or a telling --stdin-filename");
  if (verbose) complain(whatWasRead(result));
  return result;
}

function readStandardInput(): Uint8Array {
  try {
    return readFileSync(0);
  } catch (error) {
    throw new UsageError(`standard input cannot be read: ${reasonOf(error)}`);
  }
}

/** Leaves out findings in files that have not changed, and those that the baseline lists. */
function chooser(paths: readonly string[], options: CheckOptions): (result: CheckResult) => Chosen {
  const { changedSince: revision, baseline: file } = options;
  const isChanged = revision === undefined ? undefined : changedSince(revision, paths.map(absolutePath));
  const baseline = file === undefined || options.writeBaseline ? undefined : readBaseline(file);
  return (all) => {
    const result = isChanged ? narrowed(all, (finding) => isChanged(finding.file)) : all;
    return baseline ? withoutAccepted(result, baseline) : { result };
  };
}

function withoutAccepted(all: CheckResult, baseline: Baseline): Chosen {
  const { result, known, gone } = withoutKnown(all, baseline);
  const notes = [
    known > 0 ? `${plural(known, "finding")} of ${baseline.path} not shown` : [],
    gone > 0 ? `${gone} of it no longer there: --write-baseline takes them out` : [],
  ].flat();
  return { result, note: notes.join("; ") };
}

function acceptAll(result: CheckResult, { baseline = USUAL_BASELINE, quiet }: CheckOptions): number {
  tellTroubles(result);
  if (isMisconfigured(result)) return EXIT_USAGE;
  const count = writeBaseline(baseline, result);
  const advice = `--baseline ${baseline} shows only others`;
  if (!quiet) complain(`djblint: ${baseline} lists ${plural(count, "finding")}; ${advice}\n`);
  return result.incomplete ? EXIT_USAGE : 0;
}
