/** `djblint dump`: a compiled file back as source lines. */
import { readFileSync } from "node:fs";
import { encodeLatin1 } from "djblint-grammars/text";
import type { Dialect } from "djblint-grammars/tinydns/fields";
import { HEAD_SIZE } from "../compile/cdb.js";
import { dumpTinydns } from "../compile/dump.js";
import { reasonOf } from "../node-host.js";
import { print } from "./output.js";
import { UsageError } from "./usage.js";

export interface DumpOptions {
  readonly dialect?: Dialect;
  readonly format: string;
}

export function dump(path: string, { dialect = "debian", format }: DumpOptions): number {
  const lines = [...dumpTinydns(readDatabase(path), dialect)];
  if (format === "json") print(`${JSON.stringify({ version: 1, lines }, undefined, 2)}\n`);
  else print(encodeLatin1(lines.map((line) => `${line}\n`).join("")));
  return 0;
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
