/** `djblint check`. */
import { readFileSync } from "node:fs";
import { SourceText } from "djblint-grammars/text";
import { type CheckRequest, type CheckResult, checkText, checkTree } from "../check-tree.js";
import type { Settings } from "../config.js";
import { nodeHost, reasonOf } from "../node-host.js";
import type { LanguageId, Severity } from "../rules/rule.js";
import { type ColorChoice, colorsFor, print } from "./output.js";
import { absolutePath, shownPath } from "./paths.js";
import { concise } from "./reporters/concise.js";
import { json } from "./reporters/json.js";
import { pretty } from "./reporters/pretty.js";
import type { Reporter } from "./reporters/reporter.js";
import { EXIT_USAGE, UsageError } from "./usage.js";

export const REPORTERS: Readonly<Record<string, Reporter>> = { pretty, concise, json };

export interface CheckOptions {
  readonly format?: string;
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
  const reporter = REPORTERS[options.format ?? (process.stdout.isTTY ? "pretty" : "concise")];
  print(reporter(result, colorsFor(options.color)));
  if (result.incomplete) return EXIT_USAGE;
  return result.failed ? 1 : 0;
}

async function findingsOf(paths: readonly string[], options: CheckOptions): Promise<CheckResult> {
  const request: CheckRequest = {
    paths: paths.map(absolutePath),
    as: options.as,
    override: (settings) => withOptions(settings, options),
    now: Math.floor(Date.now() / 1000),
    display: shownPath,
  };
  if (!paths.includes("-")) return checkTree(nodeHost, request);
  if (paths.length > 1) throw new UsageError("standard input (-) cannot be checked together with other paths");
  const name = options.stdinFilename ?? "stdin";
  const result = await checkText(nodeHost, new SourceText(readStandardInput()), absolutePath(name), request);
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

/** What the command line says stands above the configuration. */
function withOptions(settings: Settings, { dialect = [], failOn = settings.failOn }: CheckOptions): Settings {
  return { ...settings, failOn, dialect: { ...settings.dialect, ...Object.fromEntries(dialect) } };
}
