/** `djblint compile`: checks first, then writes what the real compiler would; refuses on errors. */
import { readFileSync, statSync } from "node:fs";
import { SourceText } from "djblint-grammars/text";
import { checkFile } from "../check.js";
import type { CheckResult } from "../check-tree.js";
import { defaultSerial } from "../compile/expand.js";
import { bytesSource, compileTinydns } from "../compile/tinydns-data.js";
import { Configurations } from "../config-file.js";
import { discover, type FoundFile } from "../discover.js";
import { ZoneData } from "../model/zone-data.js";
import { nodeHost, reasonOf } from "../node-host.js";
import { CdbFile, CdbFileError } from "./cdb-file.js";
import { type ColorChoice, colorsFor, complain, print } from "./output.js";
import { absolutePath, shownPath } from "./paths.js";
import { pretty } from "./reporters/pretty.js";
import { plural } from "./reporters/reporter.js";
import { EXIT_USAGE, UsageError } from "./usage.js";

export interface CompileCommandOptions {
  readonly force?: boolean;
  readonly check?: boolean;
  readonly color: ColorChoice;
}

type Outcome = "written" | "fresh" | "stale" | "refused" | "failed";

/** Exit code 0: everything is compiled; 1: something was refused or is stale; 2: a file cannot be read or written. */
export async function compile(paths: readonly string[], options: CompileCommandOptions): Promise<number> {
  const found = await discover(nodeHost, new Configurations(nodeHost, shownPath), paths.map(absolutePath));
  if (found.unknown.length > 0)
    throw new UsageError(`nothing to compile in ${found.unknown.map(shownPath).join(", ")}`);
  for (const { path, reason } of found.unreadable) complain(`djblint: ${shownPath(path)}: ${reason}\n`);
  const sources = found.files.filter((file) => file.language.id === "tinydns");
  if (sources.length === 0 && found.unreadable.length === 0) throw new UsageError("nothing to compile here");
  const outcomes = sources.map((file) => (options.check ? freshness(file) : compileFile(file, options)));
  if (found.unreadable.length > 0 || outcomes.includes("failed")) return EXIT_USAGE;
  return outcomes.includes("refused") || outcomes.includes("stale") ? 1 : 0;
}

/** `data` becomes `data.cdb`, `zones.tinydns` becomes `zones.cdb`; the temporary file stands beside it. */
function outputsOf(path: string): { target: string; temporary: string } {
  const stem = path.replace(/\.tinydns$/, "");
  return { target: `${stem}.cdb`, temporary: `${stem}.tmp` };
}

function freshness({ path }: FoundFile): Outcome {
  const { target } = outputsOf(path);
  const source = statSync(path).mtimeMs;
  const compiled = statSync(target, { throwIfNoEntry: false })?.mtimeMs;
  if (compiled !== undefined && compiled >= source) return "fresh";
  const reason = compiled === undefined ? "does not exist" : `is older than ${shownPath(path)}`;
  print(`${shownPath(target)}: ${reason}\n`);
  return "stale";
}

function compileFile({ path, language, configuration }: FoundFile, options: CompileCommandOptions): Outcome {
  try {
    const { mtimeMs } = statSync(path);
    const text = new SourceText(readFileSync(path));
    const context = { settings: configuration.settings, now: Math.floor(Date.now() / 1000) };
    const shown = shownPath(path);
    const findings = checkFile({ path: shown, text }, language, context).filter(({ severity }) => severity === "error");
    const data = new ZoneData(text, { dialect: context.settings.dialect.tinydns, now: context.now, watched: 0 });
    const stops = data.records.faults.length > 0;
    if (stops || (findings.length > 0 && !options.force)) {
      complain(pretty({ ...NOTHING, findings, files: 1, sources: new Map([[shown, text]]) }, colorsFor(options.color)));
      complain(`djblint: ${shown} is not compiled${stops ? "" : "; --force compiles it as it stands"}\n`);
      return "refused";
    }
    print(`${write(path, text, data, defaultSerial(mtimeMs / 1000))}\n`);
    return "written";
  } catch (error) {
    complain(`djblint: ${shownPath(path)}: ${error instanceof CdbFileError ? error.message : reasonOf(error)}\n`);
    return "failed";
  }
}

const NOTHING: CheckResult = {
  findings: [],
  files: 0,
  sources: new Map(),
  unknown: [],
  failed: false,
  incomplete: false,
};

/** Compiles a file that was found to be right, and says what was written. */
function write(path: string, text: SourceText, data: ZoneData, serial: number): string {
  const { target, temporary } = outputsOf(path);
  const file = new CdbFile(target, temporary);
  try {
    const options = { dialect: data.dialect, serial, size: text.bytes.length };
    const result = compileTinydns(bytesSource(text.bytes), file, options);
    if (result.kind === "refused") throw new Error("the file changed while it was read");
    file.commit();
    const zones = data.zones.all().filter((zone) => zone.isAuthoritySomewhere()).length;
    const counts = [plural(result.records, "record"), plural(zones, "zone"), plural(result.bytes, "byte")];
    return `${shownPath(target)}: ${counts.join(", ")}, serial ${serial}`;
  } catch (error) {
    file.discard();
    throw error;
  }
}
