/** `djblint check`. */
import { readFileSync, writeFileSync } from "node:fs";
import { SourceText } from "djblint-grammars/text";
import { type CheckRequest, type CheckResult, checkText, checkTree } from "../check-tree.js";
import type { Settings } from "../config.js";
import { nodeHost, reasonOf } from "../node-host.js";
import type { LanguageId, Severity } from "../rules/rule.js";
import { type ColorChoice, Progress, plainStyle, print, styleFor } from "./output.js";
import { absolutePath, shownPath } from "./paths.js";
import type { FormatName, Output } from "./reporters/formats.js";
import { REPORTERS } from "./reporters/index.js";
import type { Reporter } from "./reporters/reporter.js";
import { statistics, statisticsJson } from "./reporters/statistics.js";
import { EXIT_USAGE, UsageError } from "./usage.js";

export interface CheckOptions {
  readonly format?: readonly Output[];
  readonly statistics?: boolean;
  readonly quiet?: boolean;
  readonly as?: LanguageId;
  readonly stdinFilename?: string;
  readonly failOn?: Severity;
  readonly dialect?: readonly (readonly [keyof Settings["dialect"], string])[];
  readonly color: ColorChoice;
}

/** Prints the findings; the exit code says whether one of them is grave. */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  const result = await findingsOf(paths, options);
  if (result.unknown.length > 0) {
    throw new UsageError(`no language is known for ${result.unknown.join(", ")}; name it with --as or in djblint.json`);
  }
  report(result, options);
  if (result.incomplete) return EXIT_USAGE;
  return result.grave.size > 0 ? 1 : 0;
}

async function findingsOf(paths: readonly string[], options: CheckOptions): Promise<CheckResult> {
  const progress = new Progress(options.quiet ?? false);
  const request: CheckRequest = {
    paths: paths.map(absolutePath),
    as: options.as,
    override: (settings) => withOptions(settings, options),
    now: Math.floor(Date.now() / 1000),
    display: shownPath,
    progress: (step, done, total) => progress.tell(() => `${step} ${done} of ${total} files`),
  };
  try {
    if (!paths.includes("-")) return await checkTree(nodeHost, request);
    if (paths.length > 1) throw new UsageError("standard input (-) cannot be checked together with other paths");
    const name = options.stdinFilename ?? "stdin";
    const result = await checkText(nodeHost, new SourceText(readStandardInput()), absolutePath(name), request);
    if (!result) throw new UsageError("standard input needs --as LANGUAGE or a telling --stdin-filename");
    return result;
  } finally {
    progress.end();
  }
}

function readStandardInput(): Uint8Array {
  try {
    return readFileSync(0);
  } catch (error) {
    throw new UsageError(`standard input cannot be read: ${reasonOf(error)}`);
  }
}

/** What the command line says stands above the configuration. */
function withOptions(settings: Settings, { dialect = [], failOn = settings.failOn }: CheckOptions): Settings {
  return { ...settings, failOn, dialect: { ...settings.dialect, ...Object.fromEntries(dialect) } };
}

function report(
  result: CheckResult,
  { format, statistics: countOnly = false, quiet = false, color }: CheckOptions,
): void {
  const usual: FormatName = process.stdout.isTTY ? "pretty" : "concise";
  for (const { format: name, file } of format ?? [{ format: usual, file: undefined }]) {
    const reporter = countOnly ? countingReporter(name) : REPORTERS[name];
    if (file === undefined) print(reporter(result, styleFor(color, quiet)));
    else writeReport(file, reporter(result, plainStyle(quiet)));
  }
}

function countingReporter(format: FormatName): Reporter {
  if (format === "json") return statisticsJson;
  if (format === "pretty" || format === "concise") return statistics;
  throw new UsageError(`--statistics goes with the forms pretty, concise and json, not with ${format}`);
}

function writeReport(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${reasonOf(error)}`);
  }
}
