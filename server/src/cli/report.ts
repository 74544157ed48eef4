/** Gives the findings out in the forms that are asked for, to the places that are asked for. */
import { writeFileSync } from "node:fs";
import type { CheckResult } from "../check-tree.js";
import { reasonOf } from "../node-host.js";
import { type ColorChoice, plainStyle, print, styleFor } from "./output.js";
import type { FormatName, Output } from "./reporters/formats.js";
import { REPORTERS } from "./reporters/index.js";
import type { Reporter } from "./reporters/reporter.js";
import { statistics, statisticsJson } from "./reporters/statistics.js";
import { UsageError } from "./usage.js";

export interface ReportOptions {
  readonly format?: readonly Output[];
  /** Counts instead of findings. */
  readonly statistics?: boolean;
  /** In the place of standard output. */
  readonly outputFile?: string;
  readonly quiet?: boolean;
  readonly color: ColorChoice;
}

/** What is to be given out, and where; complains about what cannot be, before any work is done. */
export function outputsOf({
  format,
  statistics: countOnly,
  outputFile,
}: ReportOptions): { reporter: Reporter; file?: string }[] {
  const usual: FormatName = process.stdout.isTTY && outputFile === undefined ? "pretty" : "concise";
  const outputs: readonly Output[] = format ?? [{ format: usual }];
  if (outputFile !== undefined && outputs.every(({ file }) => file !== undefined)) {
    throw new UsageError(`nothing goes to standard output, and so into ${outputFile}: each form has a file of its own`);
  }
  const placed = outputs.map(({ format: name, file = outputFile }) => ({
    reporter: countOnly ? countingReporter(name) : REPORTERS[name],
    file,
  }));
  const files = placed.flatMap(({ file }) => file ?? []);
  const twice = files.find((file, index) => files.indexOf(file) < index);
  if (twice !== undefined) throw new UsageError(`${twice} takes one form; name another file for the other`);
  return placed;
}

export function report(result: CheckResult, options: ReportOptions): void {
  const { quiet = false, color } = options;
  for (const { reporter, file } of outputsOf(options)) {
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
