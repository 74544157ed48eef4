/** A tcprules source becomes the cdb that a server asks. */
import { decodeLatin1 } from "djblint-grammars/text";
import { CdbReader, HEAD_SIZE } from "../compile/cdb.js";
import { compileInMemory } from "../compile/tcprules.js";
import type { AccessFile } from "../model/tcprules/access-file.js";
import { rulesTarget } from "../model/tcprules/rules-target.js";
import { plural } from "../plural.js";
import type { Compiler } from "./compiler.js";

export const rulesCompiler: Compiler = {
  takes: ({ language }) => language.id === "tcprules",
  target: ({ parts, context }) => rulesTarget(parts[0].path, context.tree),
  compile: (source, sink) => {
    const { dialect } = source.analysis as AccessFile;
    const { result, cdb } = compileInMemory(source.whole.text.bytes, dialect);
    if (result.kind === "refused") return undefined;
    sink.append(cdb.subarray(HEAD_SIZE));
    sink.head(cdb.subarray(0, HEAD_SIZE));
    const counts = [plural(result.records, "record"), plural(countKeys(cdb), "key"), plural(result.bytes, "byte")];
    return { counts, remarks: remarksOn(result.skipped) };
  },
};

/** Of equal keys the first counts, so there may be fewer than records. */
function countKeys(cdb: Uint8Array): number {
  const keys = new Set<string>();
  for (const { key } of new CdbReader(cdb).records()) keys.add(decodeLatin1(key));
  return keys.size;
}

const SHOWN = 5;

/** R10, R11. */
function remarksOn(skipped: readonly number[]): string[] {
  if (skipped.length === 0) return [];
  const shown = skipped.slice(0, SHOWN).map((line) => line + 1);
  const list = `${shown.join(", ")}${skipped.length > SHOWN ? ", ..." : ""}`;
  const lines = skipped.length === 1 ? `line ${list} makes` : `lines ${list} make`;
  return [`${lines} no record, and tcprules of the IPv6 patch does not get past a line like that: it loops for ever`];
}
