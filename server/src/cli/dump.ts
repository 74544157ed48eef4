/** `djblint dump`: a compiled file back as source lines. */
import { encodeLatin1, printable } from "djblint-grammars/text";
import { dumpDatabase } from "../compile/dump-database.js";
import type { Unwritable } from "../compile/dump-rules.js";
import { type DatabaseOptions, kindAsked, readDatabase } from "./database.js";
import { complain, print } from "./output.js";

export interface DumpOptions extends DatabaseOptions {
  readonly format: string;
}

/** Exit code 1: there are records that no source can make. */
export function dump(path: string, options: DumpOptions): number {
  const cdb = readDatabase(path);
  const { kind, lines, unwritable } = dumpDatabase(cdb, { kind: kindAsked(options), dialect: options.dialect });
  if (options.format === "json") print(`${JSON.stringify({ version: 1, kind, lines, unwritable }, undefined, 2)}\n`);
  else print(encodeLatin1(lines.map((line) => `${line}\n`).join("")));
  complainOf(unwritable, path);
  return unwritable.length > 0 ? 1 : 0;
}

export function complainOf(unwritable: readonly Unwritable[], path: string): void {
  for (const { key, reason } of unwritable) {
    complain(`djblint: ${path}: no source line makes the record with the key "${printable(key)}": ${reason}\n`);
  }
}
