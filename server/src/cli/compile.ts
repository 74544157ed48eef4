/** `djblint compile`: checks first, then writes what the real compiler would; refuses on errors. */
import { readFileSync, statSync } from "node:fs";
import { SourceText } from "djblint-grammars/text";
import type { CheckResult } from "../check-tree.js";
import { defaultSerial } from "../compile/expand.js";
import { bytesSource, compileTinydns } from "../compile/tinydns-data.js";
import { Configurations } from "../config-file.js";
import { discover } from "../discover.js";
import { checkParts, joinTexts } from "../join.js";
import { ZoneData } from "../model/zone-data.js";
import { nodeHost, reasonOf } from "../node-host.js";
import { type Unit, unitsOf } from "../units.js";
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
  const configurations = new Configurations(nodeHost, shownPath);
  const found = await discover(nodeHost, configurations, paths.map(absolutePath));
  if (found.unknown.length > 0) {
    throw new UsageError(`nothing to compile in ${found.unknown.map(shownPath).join(", ")}`);
  }
  for (const { path, reason } of found.unreadable) complain(`djblint: ${shownPath(path)}: ${reason}\n`);
  const sources = found.files.filter((file) => file.language.id === "tinydns");
  if (sources.length === 0 && found.unreadable.length === 0) throw new UsageError("nothing to compile here");
  const units = await unitsOf(nodeHost, configurations, sources);
  const outcomes = units.map((unit) => (options.check ? freshness(unit) : compileUnit(unit, options)));
  if (found.unreadable.length > 0 || outcomes.includes("failed")) return EXIT_USAGE;
  return outcomes.includes("refused") || outcomes.includes("stale") ? 1 : 0;
}

/**
 * What the configuration names; else `data` becomes `data.cdb`, `zones.tinydns` becomes `zones.cdb`. The temporary file
 * stands beside it.
 */
function outputsOf({ target, files }: Unit): { target: string; temporary: string } {
  const stem = (target ?? files[0].path).replace(/\.(tinydns|cdb)$/, "");
  return { target: target ?? `${stem}.cdb`, temporary: `${stem}.tmp` };
}

/** Milliseconds since 1970 at which a source last changed. */
function newestChange({ files }: Unit): number {
  return Math.max(...files.map(({ path }) => statSync(path).mtimeMs));
}

function freshness(unit: Unit): Outcome {
  const { target } = outputsOf(unit);
  const compiled = statSync(target, { throwIfNoEntry: false })?.mtimeMs;
  if (compiled !== undefined && compiled >= newestChange(unit)) return "fresh";
  const reason = compiled === undefined ? "does not exist" : `is older than ${titleOf(unit)}`;
  print(`${shownPath(target)}: ${reason}\n`);
  return "stale";
}

function titleOf({ files }: Unit): string {
  return files.map(({ path }) => shownPath(path)).join(" + ");
}

function compileUnit(unit: Unit, options: CompileCommandOptions): Outcome {
  try {
    const serial = defaultSerial(newestChange(unit) / 1000);
    const parts = unit.files.map(({ path }) => ({ path: shownPath(path), text: new SourceText(readFileSync(path)) }));
    const { language, configuration } = unit.files[0];
    const context = { settings: configuration.settings, now: Math.floor(Date.now() / 1000) };
    const errors = checkParts(parts, language, context).filter(({ severity }) => severity === "error");
    const text = joinTexts(parts.map((part) => part.text));
    const data = new ZoneData(text, { dialect: context.settings.dialect.tinydns, now: context.now, watched: 0 });
    const stops = data.records.faults.length > 0;
    if (stops || (errors.length > 0 && !options.force)) {
      const sources = new Map(parts.map((part) => [part.path, part.text]));
      complain(pretty({ ...NOTHING, findings: errors, files: parts.length, sources }, colorsFor(options.color)));
      complain(`djblint: ${titleOf(unit)} is not compiled${stops ? "" : "; --force compiles it as it stands"}\n`);
      return "refused";
    }
    print(`${write(outputsOf(unit), text, data, serial)}\n`);
    return "written";
  } catch (error) {
    complain(`djblint: ${titleOf(unit)}: ${error instanceof CdbFileError ? error.message : reasonOf(error)}\n`);
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
function write(
  { target, temporary }: ReturnType<typeof outputsOf>,
  text: SourceText,
  data: ZoneData,
  serial: number,
): string {
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
