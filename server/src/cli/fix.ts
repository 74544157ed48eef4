/** `djblint check --fix`, `--add-ignores` and `--diff`: changes texts in memory, proves it, then writes or shows. */
import { encodeLatin1 } from "djblint-grammars/text";
import type { CheckRequest, CheckResult, TreeResult } from "../check-tree.js";
import { faultOfComments, faultOfFix } from "../fix-proof.js";
import { type FixResult, fixTree } from "../fix-tree.js";
import { type IgnorePlan, planIgnores } from "../ignore-comments.js";
import { nativePath } from "../native-path.js";
import { nodeHost, reasonOf } from "../node-host.js";
import { plural } from "../plural.js";
import type { Source } from "../source.js";
import { complain, print } from "./output.js";
import { absolutePath, shownPath } from "./paths.js";
import { replaceSource } from "./source-file.js";
import { unifiedDiff } from "./unified-diff.js";

export interface FixOptions {
  readonly fix?: boolean;
  readonly unsafeFixes?: boolean;
  readonly addIgnores?: boolean;
  /** For --add-ignores. */
  readonly reason?: string;
  readonly diff?: boolean;
  readonly quiet?: boolean;
}

export interface Fixed {
  readonly result: TreeResult;
  readonly changes: number;
  /** Something that was asked for was not done. */
  readonly failed: boolean;
}

export async function fix(
  request: CheckRequest,
  choose: (result: CheckResult) => CheckResult,
  options: FixOptions,
): Promise<Fixed> {
  const safety = options.unsafeFixes ? "unsafe" : "safe";
  const faultOf = (before: Source, after: Source) => faultOfFix(before, after, safety);
  const fixed = await fixTree(nodeHost, { ...request, safety, choose, absolute: absolutePath, faultOf });
  return carryOut(fixed, options, `${plural(fixed.count, "finding")} mended`);
}

/** Suppresses the findings by comments in the files. */
export async function addIgnores(
  request: CheckRequest,
  choose: (result: CheckResult) => CheckResult,
  options: FixOptions,
): Promise<Fixed> {
  let plan: IgnorePlan | undefined;
  const fixed = await fixTree(nodeHost, {
    ...request,
    safety: "safe",
    absolute: absolutePath,
    faultOf: faultOfComments,
    choose: (result) => {
      // Once is enough: a comment that suppresses nothing would be added again and again.
      if (plan) return { ...result, findings: [] };
      plan = planIgnores(choose(result).findings, sourcesIn(result), latin1(options.reason ?? ""));
      return { ...result, findings: plan.fixable };
    },
  });
  const { count = 0, impossible = 0 } = plan ?? {};
  if (impossible > 0 && !options.quiet) {
    const where = "in files that can hold no comment: the setting rules, or --write-baseline, is for them";
    complain(`djblint: ${plural(impossible, "finding")} ${where}\n`);
  }
  return carryOut(fixed, options, `comments for ${plural(count, "finding")} added`);
}

function sourcesIn({ loaded, sources }: TreeResult): Parameters<typeof planIgnores>[1] {
  const languages = new Map(
    loaded.sources.flatMap(({ parts, language }) => parts.map(({ path }) => [shownPath(path), language] as const)),
  );
  return (file) => {
    const [text, language] = [sources.get(file), languages.get(file)];
    return text && language && { text, language };
  };
}

/** Shows or writes what was changed; `says` is what has been done then. */
function carryOut(fixed: FixResult, options: FixOptions, says: string): Fixed {
  for (const { path, reason } of fixed.refused) {
    complain(`djblint: ${shownPath(path)} is left as it is: with the fixes ${reason}\n`);
  }
  const { result, changed } = fixed;
  if (options.diff) {
    for (const [path, text] of changed) print(encodeLatin1(unifiedDiff(latin1(shownPath(path)), text)));
    return { result, changes: changed.size, failed: fixed.refused.length > 0 };
  }
  const isWritten = write(fixed, options, says);
  return { result, changes: changed.size, failed: !isWritten || fixed.refused.length > 0 };
}

/** Whether all files could be written. */
function write({ changed }: FixResult, { quiet }: FixOptions, says: string): boolean {
  let written = 0;
  for (const [path, { before, after }] of changed) {
    try {
      replaceSource(nativePath(path), before.bytes, after.bytes);
      written++;
    } catch (error) {
      complain(`djblint: ${shownPath(path)} is not written: ${reasonOf(error)}\n`);
    }
  }
  const isComplete = written === changed.size;
  if (written > 0 && isComplete && !quiet) {
    complain(`djblint: ${says} in ${plural(written, "file")}\n`);
  }
  return isComplete;
}

/** A name as the bytes that the file system has. */
function latin1(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
