/** `djblint dump`: a compiled file back as source lines. */
import { dumpDatabase } from "../compile/dump-database.js";
import { type DatabaseOptions, dialectsFor, kindAsked, linesOf, readDatabase } from "./database.js";
import { print } from "./output.js";

export interface DumpOptions extends DatabaseOptions {
  readonly format: string;
}

/** Exit code 1: there are records that no source can make. */
export async function dump(path: string, options: DumpOptions): Promise<number> {
  const cdb = readDatabase(path);
  const dumped = dumpDatabase(cdb, {
    kind: kindAsked(options),
    dialects: await dialectsFor(path, options.dialect),
  });
  const source = linesOf(dumped, path);
  const { kind, lines, unwritable } = dumped;
  if (options.format === "json") print(`${JSON.stringify({ version: 1, kind, lines, unwritable }, undefined, 2)}\n`);
  else print(source);
  return unwritable.length > 0 ? 1 : 0;
}
