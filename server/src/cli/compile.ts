/** `djblint compile`: checks first, then writes what the real compiler would; refuses on errors. */
import { statSync } from "node:fs";
import type { SourceText } from "djblint-grammars/text";
import { checkSource } from "../check.js";
import { ResultBuilder } from "../check-tree.js";
import { defaultSerial } from "../compile/expand.js";
import { bytesSource, compileTinydns } from "../compile/tinydns-data.js";
import { loadTree } from "../load-tree.js";
import type { ZoneData } from "../model/zone-data.js";
import { nodeHost, reasonOf } from "../node-host.js";
import type { Source } from "../source.js";
import { CdbFile, CdbFileError } from "./cdb-file.js";
import { type ColorChoice, complain, print, styleFor } from "./output.js";
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
  const now = Math.floor(Date.now() / 1000);
  const found = await loadTree(nodeHost, { paths: paths.map(absolutePath), now });
  if (found.unknown.length > 0) {
    throw new UsageError(`nothing to compile in ${found.unknown.map(shownPath).join(", ")}`);
  }
  for (const { path, reason } of found.unreadable) complain(`djblint: ${shownPath(path)}: ${reason}\n`);
  const sources = found.sources.filter(({ language }) => language.id === "tinydns");
  if (sources.length === 0 && found.unreadable.length === 0) throw new UsageError("nothing to compile here");
  const outcomes = sources.map((source) => (options.check ? freshness(source) : compileSource(source, options)));
  if (found.unreadable.length > 0 || outcomes.includes("failed")) return EXIT_USAGE;
  return outcomes.includes("refused") || outcomes.includes("stale") ? 1 : 0;
}

/**
 * What the configuration names; else `data` becomes `data.cdb`, `zones.tinydns` becomes `zones.cdb`. The temporary file
 * stands beside it.
 */
function outputsOf({ target, parts }: Source): { target: string; temporary: string } {
  const stem = (target ?? parts[0].path).replace(/\.(tinydns|cdb)$/, "");
  return { target: target ?? `${stem}.cdb`, temporary: `${stem}.tmp` };
}

/** Milliseconds since 1970 at which a source last changed. */
function newestChange({ parts }: Source): number {
  return Math.max(...parts.map(({ path }) => statSync(path).mtimeMs));
}

function freshness(source: Source): Outcome {
  const { target } = outputsOf(source);
  const compiled = statSync(target, { throwIfNoEntry: false })?.mtimeMs;
  if (compiled !== undefined && compiled >= newestChange(source)) return "fresh";
  const reason = compiled === undefined ? "does not exist" : `is older than ${titleOf(source)}`;
  print(`${shownPath(target)}: ${reason}\n`);
  return "stale";
}

function titleOf({ parts }: Source): string {
  return parts.map(({ path }) => shownPath(path)).join(" + ");
}

function compileSource(source: Source, options: CompileCommandOptions): Outcome {
  try {
    const serial = defaultSerial(newestChange(source) / 1000);
    const errors = checkSource(source).filter(({ severity }) => severity === "error");
    const data = source.analysis as ZoneData;
    const stops = data.records.faults.length > 0;
    if (stops || (errors.length > 0 && !options.force)) {
      const result = new ResultBuilder(shownPath);
      result.add(source.parts, errors, source.context.settings);
      complain(pretty(result.finish([]), styleFor(options.color)));
      complain(`djblint: ${titleOf(source)} is not compiled${stops ? "" : "; --force compiles it as it stands"}\n`);
      return "refused";
    }
    print(`${write(outputsOf(source), source.whole.text, data, serial)}\n`);
    return "written";
  } catch (error) {
    complain(`djblint: ${titleOf(source)}: ${error instanceof CdbFileError ? error.message : reasonOf(error)}\n`);
    return "failed";
  }
}

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
