/** Which accounts qmail-pw2u makes assignments for. Specification U6. */
import type { ControlLine } from "djblint-grammars/control/tree";
import { type FileSpan, parentOf } from "../tree.js";
import { foldCase } from "./control.js";
import { type ControlPlace, linesAround } from "./control-source.js";
import { qmailHomes } from "./qmail-home.js";

/** Why an account is left out, and where that is written. */
export interface LeftOut {
  readonly why: "excluded" | "notIncluded" | "noAccount";
  readonly place?: FileSpan;
}

/** Undefined for accounts that are not, as far as the files tell: those whose home is another's are left out as well. */
export function leftOut(user: string, file: ControlPlace): LeftOut | undefined {
  const excluded = entryOf(user, linesBeside("exclude", file) ?? []);
  if (excluded) return { why: "excluded", place: { file: pathBeside("exclude", file), span: excluded.whole } };
  const included = linesBeside("include", file);
  if (included && !entryOf(user, included)) return { why: "notIncluded" };
  return isNoAccount(user, file) ? { why: "noAccount" } : undefined;
}

/** Whether the accounts of the host are known, and none that gets mail is called so. */
export function isNoAccount(user: string, { path, around }: ControlPlace): boolean {
  const folder = parentOf(path);
  const accounts = qmailHomes(around).find((home) => `${home.path}/users` === folder)?.accounts;
  return accounts?.complete === true && accounts.homeOf(user) === undefined;
}

/** The entry of users/include or users/exclude that names a user (R20). */
export function entryOf(user: string, lines: readonly ControlLine[]): ControlLine | undefined {
  return lines.find(({ kind, whole }) => kind === "entry" && foldCase(whole.text) === foldCase(user));
}

/** Undefined when the file is not there. */
export function linesBeside(name: string, file: ControlPlace): readonly ControlLine[] | undefined {
  const path = pathBeside(name, file);
  return file.around.isSource("control", path) ? linesAround({ around: file.around, path }) : undefined;
}

function pathBeside(name: string, { path }: ControlPlace): string {
  return `${parentOf(path)}/${name}`;
}
