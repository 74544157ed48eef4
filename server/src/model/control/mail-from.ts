/** Entries of badmailfrom (A4), and how to tell that a file was written for a patch that takes more. */
import type { ControlLine } from "djblint-grammars/control/tree";
import { type ControlPlace, linesAround } from "./control-source.js";
import { type EntryText, entryText } from "./entry-text.js";

/**
 * What qmail with patches takes, and no other: negations, regular expressions, and the marks of s/qmail for clients
 * without a name in the DNS (`@host-`, `~host`), with another one (`@host=`), that may not relay (`@host+`), and for
 * exceptions (`?address`).
 */
const PATCH_SYNTAX = /^[!~?]|\.\*|\\|[\^$|()[\]{}]|^@.*[-=+]$/;

/** In place of a domain, as in `joe@[192.0.2.1]`. */
const ADDRESS_BEHIND = /@\[[\d.]+\]$/;

/**
 * Entries of badmailfrom; none when the file speaks of a patch, unless the settings say that there is none.
 */
export function senderIn(line: ControlLine, file: ControlPlace): EntryText | undefined {
  if (file.name !== "badmailfrom" || line.kind !== "entry" || isForPatch(file)) return undefined;
  return entryText(line.whole);
}

/** Whether badmailfrom is written for a qmail that takes patterns. */
export function isForPatch({ dialect, around, path }: ControlPlace): boolean {
  if (dialect !== undefined) return dialect === "patched";
  return around.onceFor(isForPatch, path, () => hasPatchSyntax(linesAround({ around, path })), Object.is);
}

function hasPatchSyntax(lines: readonly ControlLine[]): boolean {
  return lines.some(({ kind, whole }) => kind === "entry" && PATCH_SYNTAX.test(whole.text.replace(ADDRESS_BEHIND, "")));
}
