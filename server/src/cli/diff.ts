/** `djblint diff`: two sources or compiled files compared by their answers. */
import { statSync } from "node:fs";
import { encodeLatin1, SourceText } from "djblint-grammars/text";
import type { Dialect } from "djblint-grammars/tinydns/fields";
import { dumpTinydns } from "../compile/dump.js";
import { defaultSerial } from "../compile/expand.js";
import { ZoneData } from "../model/zone-data.js";
import { type AnswerChange, diffAnswers } from "../simulate/answer-diff.js";
import { isDatabase, readInput } from "./dump.js";
import { type ColorChoice, colorsFor, print } from "./output.js";

export interface DiffCommandOptions {
  readonly dialect?: Dialect;
  readonly serials?: boolean;
  readonly format: string;
  readonly color: ColorChoice;
}

/** Exit code 0: the same answers, 1: other answers. */
export function diff(oldPath: string, newPath: string, options: DiffCommandOptions): number {
  const { dialect, serials = false, format, color } = options;
  const changes = diffAnswers(load(oldPath, dialect), load(newPath, dialect), { serials });
  if (format === "json") print(`${JSON.stringify({ version: 1, changes }, undefined, 2)}\n`);
  else print(changes.map((change) => printChange(change, color)).join(""));
  return changes.length > 0 ? 1 : 0;
}

function load(path: string, dialect: Dialect | undefined): ZoneData {
  const bytes = readInput(path);
  const serial = defaultSerial(statSync(path).mtimeMs / 1000);
  const text = isDatabase(bytes) ? encodeLatin1([...dumpTinydns(bytes, dialect ?? "debian")].join("\n")) : bytes;
  return new ZoneData(new SourceText(text), { dialect, now: Math.floor(Date.now() / 1000), watched: 0, serial });
}

function printChange({ kind, name, type, location, before, after }: AnswerChange, color: ColorChoice): string {
  const colors = colorsFor(color);
  const audience = location === undefined ? "" : ` for location ${location}`;
  return [
    colors.bold(`${kind} ${name} ${type}${audience}`),
    ...before.map((record) => colors.red(`  - ${record}`)),
    ...after.map((record) => colors.green(`  + ${record}`)),
    "",
  ].join("\n");
}
