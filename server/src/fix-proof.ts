/** Whether a file that was fixed still does what it did: the promise of a safe fix, tried before anything is written. */
import { printScript } from "djblint-grammars/run/printer";
import { decodeLatin1 } from "djblint-grammars/text";
import { CdbReader } from "./compile/cdb.js";
import { MemorySink } from "./compile/memory.js";
import { compileInMemory } from "./compile/tinydns-data.js";
import { compilerOf } from "./compilers/index.js";
import type { RunScript } from "./model/run/run-script.js";
import { recordsOf } from "./model/tcprules/access.js";
import { isDead, writtenKind } from "./model/tcprules/access-address.js";
import type { AccessFile } from "./model/tcprules/access-file.js";
import { readAccess } from "./model/tcprules/access-file.js";
import type { ZoneData } from "./model/tinydns/zone-data.js";
import type { Placed } from "./model/tree.js";
import type { Fix } from "./rules/rule.js";
import type { Source } from "./source.js";

/**
 * What is wrong with the fixed file; undefined when nothing is. After safe fixes the answers must be the same, after
 * unsafe ones it must still compile. Scripts and most control files are not compiled.
 */
export function faultOfFix(before: Source, after: Source, safety: Fix["safety"]): string | undefined {
  if (before.language.id === "tinydns") return faultOfData(before, after, safety);
  if (before.language.id === "tcprules") return faultOfRules(before, after, safety);
  return faultOfLookUps(before, after, safety);
}

/** Of control/morercpthosts and users/assign: qmail asks their databases, where the first record of a key counts. */
function faultOfLookUps(before: Source, after: Source, safety: Fix["safety"]): string | undefined {
  const old = lookUps(before);
  if (!old) return undefined;
  const fixed = lookUps(after);
  if (!fixed) return "qmail's compiler would refuse it";
  return safety === "unsafe" || sameEntries(old, fixed) ? undefined : "qmail would find other entries";
}

function lookUps(source: Source): Map<string, string> | undefined {
  const sink = new MemorySink();
  if (!compilerOf(source)?.compile(source, sink, 0)) return undefined;
  const found = new Map<string, string>();
  for (const { key, data } of new CdbReader(sink.bytes()).records()) {
    const name = decodeLatin1(key);
    if (!found.has(name)) found.set(name, decodeLatin1(data));
  }
  return found;
}

/** What is wrong with a file that got comments; undefined when nothing but the comments has changed. */
export function faultOfComments(before: Source, after: Source): string | undefined {
  if (before.language.id !== "run") return faultOfFix(before, after, "safe");
  const [old, commented] = [before, after].map(({ analysis }) => printScript((analysis as RunScript).tree));
  return old === commented ? undefined : "the shell would read it otherwise";
}

function faultOfData(before: Source, after: Source, safety: Fix["safety"]): string | undefined {
  // The serial of zones without one is the time of the file, which is not what is compared.
  const options = { dialect: (before.analysis as ZoneData).dialect, serial: 1 };
  const old = compileInMemory(before.whole.text.bytes, options);
  if (old.result.kind === "refused") return undefined;
  const fixed = compileInMemory(after.whole.text.bytes, options);
  if (fixed.result.kind === "refused") return "tinydns-data would refuse it";
  return safety === "unsafe" || sameBytes(old.cdb, fixed.cdb) ? undefined : "tinydns would give other answers";
}

function faultOfRules(before: Source, after: Source, safety: Fix["safety"]): string | undefined {
  const old = before.analysis as Placed<AccessFile>;
  if (old.table.stop) return undefined;
  const fixed = readAccess(after.whole.text, old.dialect);
  if (fixed.table.stop) return "tcprules would refuse it";
  return safety === "unsafe" || sameEntries(foundData(old), foundData(fixed))
    ? undefined
    : "other clients would be let in or kept out";
}

/** What the server finds for each key that it may ask for: the first record counts (R42). */
function foundData({ table, dialect }: AccessFile): Map<string, string> {
  const found = new Map<string, string>();
  for (const { key, data } of recordsOf(table)) {
    if (found.has(key) || isDead(writtenKind(key, dialect))) continue;
    found.set(key, data);
  }
  return found;
}

function sameEntries(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
