/** Files that `dump` and `diff` look at: databases and their sources. */
import { readFileSync } from "node:fs";
import { encodeLatin1, printable } from "djblint-grammars/text";
import type { Dialect as ZoneDialect } from "djblint-grammars/tinydns/fields";
import { isDatabase, isWhole } from "../compile/cdb.js";
import type { DatabaseKind } from "../compile/database-kind.js";
import { dumpTinydns } from "../compile/dump.js";
import type { SourceDump } from "../compile/dump-rules.js";
import { dialectIn, type Settings } from "../config.js";
import { Configurations } from "../config-file.js";
import { settingsFor } from "../discover.js";
import { parentOf } from "../model/tree.js";
import { nodeHost, reasonOf } from "../node-host.js";
import { refuseBroken } from "./configuration-faults.js";
import { complain } from "./output.js";
import { absolutePath } from "./paths.js";
import { UsageError } from "./usage.js";

export interface DatabaseOptions {
  /** Whose file it is, where its content does not tell. */
  readonly as?: DatabaseKind;
  /** Of tinydns-data or of tcprules; it tells whose file it is, too. */
  readonly dialect?: string;
}

/** A source, or a database that is whole. */
export interface Input {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly isCompiled: boolean;
}

/** The bytes of a database; complains when the file is none. */
export function readDatabase(path: string): Uint8Array {
  const { bytes, isCompiled } = readInput(path);
  if (!isCompiled) throw new UsageError(`${path} is no cdb file`);
  return bytes;
}

export function readInput(path: string): Input {
  const bytes = read(path);
  const isCompiled = isDatabase(bytes);
  if (isCompiled && !isWhole(bytes)) throw new UsageError(`${path} is damaged: a part of it is missing`);
  if (!isCompiled && path.endsWith(".cdb")) throw new UsageError(`${path} is no cdb file, or only the start of one`);
  return { path, bytes, isCompiled };
}

function read(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${reasonOf(error)}`);
  }
}

/** Lines of tinydns; those of a compiled file are made from it. */
export function zoneLines({ path, bytes, isCompiled }: Input, dialect: ZoneDialect = "debian"): Uint8Array {
  return isCompiled ? linesOf(dumpTinydns(bytes, dialect), path) : bytes;
}

/** What was made from a compiled file; complains of records that are missing in it. */
export function linesOf({ lines, unwritable }: SourceDump, path: string): Uint8Array {
  for (const { key, reason } of unwritable) {
    complain(`djblint: ${path}: no source line makes the record with the key "${printable(key)}": ${reason}\n`);
  }
  return encodeLatin1(lines.map((line) => `${line}\n`).join(""));
}

export type Dialects = Settings["dialect"];

/** Those of the programs that read a file: what was asked for stands above the settings. */
export async function dialectsFor(path: string, asked: string | undefined): Promise<Dialects> {
  const file = absolutePath(path);
  const configuration = await new Configurations(nodeHost).forFolder(parentOf(file) || "/");
  refuseBroken([configuration]);
  const { tinydns, tcprules } = settingsFor(file, configuration).dialect;
  return { tinydns: dialectIn("tinydns", asked) ?? tinydns, tcprules: dialectIn("tcprules", asked) ?? tcprules };
}

/** Whose file the options say it is. */
export function kindAsked({ as, dialect }: DatabaseOptions): DatabaseKind | undefined {
  const kinds = (["tinydns", "tcprules"] as const).filter((kind) => dialectIn(kind, dialect) !== undefined);
  if (as && dialect !== undefined && !kinds.includes(as)) throw new UsageError(`${dialect} is no dialect of ${as}`);
  return as ?? kinds[0];
}
