/** Fixes the files of a tree in memory: applies what can be applied, looks again, until nothing is left or it goes on too long. */
import { type CheckRequest, type CheckResult, checkTree, type TreeResult } from "./check-tree.js";
import { ChangedText, planFixes } from "./fix.js";
import type { Host } from "./host.js";
import type { LoadedTree } from "./load-tree.js";
import { overlayHost } from "./overlay-host.js";
import type { Finding, Fix } from "./rules/rule.js";
import type { Source } from "./source.js";

export interface FixRequest extends CheckRequest {
  /** `unsafe`: fixes that change answers as well. */
  readonly safety: Fix["safety"];
  /** The findings that may be mended. */
  readonly choose: (result: TreeResult) => CheckResult;
  /** What is wrong with a changed source; undefined when nothing is. */
  readonly faultOf: (before: Source, after: Source) => string | undefined;
  /** Absolute path of a file as it is shown. */
  readonly absolute: (file: string) => string;
}

export interface FixResult {
  /** After the fixes. */
  readonly result: TreeResult;
  /** The changed files by the absolute path where they are stored. */
  readonly changed: ReadonlyMap<string, ChangedText>;
  /** Number of findings that were mended. */
  readonly count: number;
  /** Files that keep their faults, because with the fixes they would do something else. */
  readonly refused: readonly { readonly path: string; readonly reason: string }[];
}

/** Fixes that overlap need several passes; those that undo one another would never end. */
const MOST_PASSES = 10;

export async function fixTree(host: Host, request: FixRequest): Promise<FixResult> {
  const changed = new Map<string, ChangedText>();
  const counts = new Map<string, number>();
  const overlay = overlayHost(host, (path) => changed.get(path)?.after.bytes);
  const first = await checkTree(overlay, request);
  let result = first;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    if (!applyPass(result, request, changed, counts)) break;
    result = await checkTree(overlay, request);
  }
  const refused = refusals(first.loaded, result.loaded.sources, changed, request.faultOf);
  for (const { path } of refused) changed.delete(path);
  if (refused.length > 0) result = await checkTree(overlay, request);
  const count = [...counts].reduce((sum, [path, number]) => sum + (changed.has(path) ? number : 0), 0);
  return { result, changed, count, refused };
}

/** Whether anything was applied. */
function applyPass(
  result: TreeResult,
  { choose, safety, absolute }: FixRequest,
  changed: Map<string, ChangedText>,
  counts: Map<string, number>,
): boolean {
  const isAllowed = (fix: Fix, { file }: Finding) =>
    (fix.safety === "safe" || safety === "unsafe") &&
    fix.edits.every((edit) => result.sources.has(edit.file ?? file) && edit.newText !== textAt(edit, file, result));
  const findings = choose(result).findings.filter((finding) => !result.troubles.has(finding));
  const { edits, mended } = planFixes(findings, isAllowed);
  const storedAt = (file: string) => result.loaded.storedAt(absolute(file));
  for (const [file, list] of edits) {
    const path = storedAt(file);
    const text = changed.get(path) ?? new ChangedText(result.sources.get(file)!);
    text.apply(list);
    changed.set(path, text);
  }
  for (const { file } of mended) counts.set(storedAt(file), (counts.get(storedAt(file)) ?? 0) + 1);
  return edits.size > 0;
}

function textAt({ file, span }: Fix["edits"][number], own: string, { sources }: CheckResult): string {
  return sources.get(file ?? own)!.slice(span);
}

/** The files of every source that does not stand the test. */
function refusals(
  { sources, storedAt }: LoadedTree,
  after: readonly Source[],
  changed: ReadonlyMap<string, ChangedText>,
  faultOf: FixRequest["faultOf"],
): { path: string; reason: string }[] {
  const byPath = new Map(after.map((source) => [source.parts[0].path, source]));
  return sources.flatMap((source) => {
    const touched = source.parts.map(({ path }) => storedAt(path)).filter((path) => changed.has(path));
    const fixed = byPath.get(source.parts[0].path);
    if (touched.length === 0) return [];
    const reason = fixed ? faultOf(source, fixed) : "it would not be known for what it is any more";
    return reason === undefined ? [] : touched.map((path) => ({ path, reason }));
  });
}
