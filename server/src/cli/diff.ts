/** `djblint diff`: two sources or compiled files compared by what a server makes of them. */
import { statSync } from "node:fs";
import { decodeLatin1, printable, SourceText } from "djblint-grammars/text";
import type { Dialect as ZoneDialect } from "djblint-grammars/tinydns/fields";
import { type DatabaseKind, databaseKind } from "../compile/database-kind.js";
import { defaultSerial } from "../compile/expand.js";
import { compileInMemory, faultMessage as rulesFaultMessage } from "../compile/tcprules.js";
import { faultMessage } from "../compile/tinydns-data.js";
import { recognise } from "../languages/index.js";
import { ZoneData } from "../model/tinydns/zone-data.js";
import { diffAnswers } from "../simulate/answer-diff.js";
import { answerChangeAsText, ruleChangeAsText } from "../simulate/diff-text.js";
import { diffRules } from "../simulate/rules-diff.js";
import {
  type DatabaseOptions,
  type Dialects,
  dialectsFor,
  type Input,
  kindAsked,
  readInput,
  zoneLines,
} from "./database.js";
import { type ColorChoice, colorsFor, print } from "./output.js";
import { UsageError } from "./usage.js";

export interface DiffCommandOptions extends DatabaseOptions {
  readonly serials?: boolean;
  readonly format: string;
  readonly color: ColorChoice;
}

/** Exit code 0: the same for every client, 1: there are differences. */
export async function diff(oldPath: string, newPath: string, options: DiffCommandOptions): Promise<number> {
  const sides = await Promise.all([oldPath, newPath].map((path) => sideOf(path, options)));
  return kindOf(sides, options) === "tcprules" ? diffOfRules(sides, options) : diffOfZones(sides, options);
}

interface Side extends Input {
  readonly dialects: Dialects;
}

async function sideOf(path: string, { dialect }: DiffCommandOptions): Promise<Side> {
  return { ...readInput(path), dialects: await dialectsFor(path, dialect) };
}

/** What the options say, else what both files are; a file without records is what the other one is. */
function kindOf(sides: readonly Input[], options: DiffCommandOptions): DatabaseKind {
  const asked = kindAsked(options);
  if (asked) return asked;
  const [old, now] = sides.map(kindOfFile);
  if (old && now && old !== now) {
    throw new UsageError(`${sides[0].path} is ${old}, ${sides[1].path} is ${now}: nothing to compare`);
  }
  return old ?? now ?? "tinydns";
}

function kindOfFile({ path, bytes, isCompiled }: Input): DatabaseKind | undefined {
  if (isCompiled) return databaseKind(bytes);
  const language = recognise(path)?.id;
  if (language === "tinydns" || language === "tcprules") return language;
  return RULE.test(decodeLatin1(bytes.subarray(0, LOOKED_AT))) ? "tcprules" : undefined;
}

const LOOKED_AT = 1 << 16;
/** What no line of tinydns data looks like. */
const RULE = /^[^#\n:]*:(allow|deny)([,\s]|$)/m;

function diffOfZones(sides: readonly Side[], options: DiffCommandOptions): number {
  const { serials = false, format, color } = options;
  const [old, now] = bothZones(sides);
  const changes = diffAnswers(old, now, { serials });
  return show(changes, format, (change) => answerChangeAsText(change, colorsFor(color)));
}

/** A compiled file does not tell its dialect: it is that of the source on the other side. */
function bothZones([old, now]: readonly Side[]): ZoneData[] {
  if (!old.isCompiled) {
    const before = loadZones(old);
    return [before, loadZones(now, before.dialect)];
  }
  const after = loadZones(now);
  return [loadZones(old, after.dialect), after];
}

function loadZones(side: Side, ofSource?: ZoneDialect): ZoneData {
  const dialect = side.dialects.tinydns ?? (side.isCompiled ? ofSource : undefined);
  const serial = defaultSerial(statSync(side.path).mtimeMs / 1000);
  const text = new SourceText(zoneLines(side, dialect));
  const now = Math.floor(Date.now() / 1000);
  const data = new ZoneData(text, { dialect, now, watched: 0, serial, keepsReturns: true });
  const [first] = data.records.faults;
  if (first) throw new UsageError(`${side.path} does not compile: ${faultMessage(first.fault, first.line)}`);
  return data;
}

function diffOfRules(sides: readonly Side[], options: DiffCommandOptions): number {
  if (options.serials) throw new UsageError("--serials is for zones: these are access rules");
  const [old, now] = sides.map((side) => (side.isCompiled ? side.bytes : compileRules(side)));
  return show(diffRules(old, now), options.format, (change) => ruleChangeAsText(change, colorsFor(options.color)));
}

function compileRules({ path, bytes, dialects: { tcprules: asked } }: Side): Uint8Array {
  let compiled = compileInMemory(bytes, asked ?? "ucspi-tcp");
  if (!asked && compiled.result.kind === "refused" && compiled.result.fault.ipv6 === "reads") {
    compiled = compileInMemory(bytes, "ucspi-tcp-ipv6");
  }
  const { result, cdb } = compiled;
  if (result.kind === "compiled") return cdb;
  const { line } = result.fault;
  throw new UsageError(`${path}:${line + 1}: tcprules is ${printable(rulesFaultMessage(result.fault))}`);
}

function show<C>(changes: readonly C[], format: string, printChange: (change: C) => string): number {
  if (format === "json") print(`${JSON.stringify({ version: 1, changes }, undefined, 2)}\n`);
  else print(changes.map(printChange).join(""));
  return changes.length > 0 ? 1 : 0;
}
