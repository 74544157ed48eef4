/** Files that `dump` and `diff` look at: databases and their sources. */
import { readFileSync } from "node:fs";
import { isDatabase } from "../compile/cdb.js";
import type { DatabaseKind } from "../compile/database-kind.js";
import { dialectIn } from "../config.js";
import { reasonOf } from "../node-host.js";
import { UsageError } from "./usage.js";

export interface DatabaseOptions {
  /** Whose file it is, where its content does not tell. */
  readonly as?: DatabaseKind;
  /** Of tinydns-data or of tcprules; it tells whose file it is, too. */
  readonly dialect?: string;
}

/** The bytes of a database; complains when the file is none. */
export function readDatabase(path: string): Uint8Array {
  const bytes = readInput(path);
  if (!isDatabase(bytes)) throw new UsageError(`${path} is no cdb file`);
  return bytes;
}

export function readInput(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${reasonOf(error)}`);
  }
}

/** Whose file the options say it is. */
export function kindAsked({ as, dialect }: DatabaseOptions): DatabaseKind | undefined {
  const kinds = (["tinydns", "tcprules"] as const).filter((kind) => dialectIn(kind, dialect) !== undefined);
  if (as && dialect !== undefined && !kinds.includes(as)) throw new UsageError(`${dialect} is no dialect of ${as}`);
  return as ?? kinds[0];
}
