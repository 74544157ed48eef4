/** Files that `dump` and `diff` look at: databases and their sources. */
import { readFileSync } from "node:fs";
import { HEAD_SIZE } from "../compile/cdb.js";
import type { DatabaseKind } from "../compile/database-kind.js";
import { DIALECTS } from "../config.js";
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

/** A head whose first table begins behind the head and inside the file; no text file has such bytes. */
export function isDatabase(bytes: Uint8Array): boolean {
  if (bytes.length < HEAD_SIZE) return false;
  const first = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  return first >= HEAD_SIZE && first <= bytes.length;
}

/** Whose file the options say it is. */
export function kindAsked({ as, dialect }: DatabaseOptions): DatabaseKind | undefined {
  const kinds = (["tinydns", "tcprules"] as const).filter((kind) => dialectIn(kind, dialect) !== undefined);
  if (as && dialect !== undefined && !kinds.includes(as)) throw new UsageError(`${dialect} is no dialect of ${as}`);
  return as ?? kinds[0];
}

/** A dialect, when it is one of that kind of file. */
export function dialectIn<K extends DatabaseKind>(
  kind: K,
  dialect: string | undefined,
): (typeof DIALECTS)[K][number] | undefined {
  return DIALECTS[kind].find((name) => name === dialect);
}
