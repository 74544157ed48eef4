/** `djblint check --fix` and `--diff`: mends in memory, proves it, then writes or shows. */
import { encodeLatin1 } from "djblint-grammars/text";
import type { CheckRequest, CheckResult } from "../check-tree.js";
import { type FixResult, fixTree } from "../fix-tree.js";
import { nodeHost, reasonOf } from "../node-host.js";
import { plural } from "../plural.js";
import { complain, print } from "./output.js";
import { absolutePath, shownPath } from "./paths.js";
import { replaceFile } from "./source-file.js";
import { unifiedDiff } from "./unified-diff.js";

export interface FixOptions {
  readonly fix?: boolean;
  readonly unsafeFixes?: boolean;
  readonly diff?: boolean;
  readonly quiet?: boolean;
}

export interface Fixed {
  readonly result: CheckResult;
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
  const fixed = await fixTree(nodeHost, { ...request, safety, choose, absolute: absolutePath });
  for (const { path, reason } of fixed.refused) {
    complain(`djblint: ${shownPath(path)} is left as it is: with the fixes ${reason}\n`);
  }
  const { result, changed } = fixed;
  if (options.diff) {
    for (const [path, text] of changed) print(encodeLatin1(unifiedDiff(latin1(shownPath(path)), text)));
    return { result, changes: changed.size, failed: fixed.refused.length > 0 };
  }
  const isWritten = write(fixed, options);
  return { result, changes: changed.size, failed: !isWritten || fixed.refused.length > 0 };
}

/** Whether all files could be written. */
function write({ changed, count }: FixResult, { quiet }: FixOptions): boolean {
  let written = 0;
  for (const [path, { before, after }] of changed) {
    try {
      replaceFile(path, before.bytes, after.bytes);
      written++;
    } catch (error) {
      complain(`djblint: ${shownPath(path)} is not written: ${reasonOf(error)}\n`);
    }
  }
  const isComplete = written === changed.size;
  if (written > 0 && isComplete && !quiet) {
    complain(`djblint: ${plural(count, "finding")} mended in ${plural(written, "file")}\n`);
  }
  return isComplete;
}

/** A name as the bytes that the file system has. */
function latin1(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
