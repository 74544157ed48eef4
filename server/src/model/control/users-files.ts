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
  const excluded = usersBeside("exclude", file)?.get(foldCase(user));
  if (excluded) return { why: "excluded", place: { file: pathBeside("exclude", file), span: excluded.whole } };
  const included = usersBeside("include", file);
  if (included && !included.has(foldCase(user))) return { why: "notIncluded" };
  return isNoAccount(user, file) ? { why: "noAccount" } : undefined;
}

/** Whether the accounts of the host are known, and none that gets mail is called so. */
export function isNoAccount(user: string, { path, around }: ControlPlace): boolean {
  const folder = parentOf(path);
  const accounts = qmailHomes(around).find((home) => `${home.path}/users` === folder)?.accounts;
  return accounts?.complete === true && accounts.homeOf(user) === undefined;
}

/** The entries of users/include or users/exclude (R20), by user in lower case; undefined when the file is not there. */
export function usersBeside(name: string, file: ControlPlace): ReadonlyMap<string, ControlLine> | undefined {
  const { around } = file;
  const path = pathBeside(name, file);
  if (!around.isSource("control", path)) return undefined;
  return around.onceFor(usersBeside, path, () => usersIn(linesAround({ around, path })));
}

/** The first entry of each user, in lower case. */
export function usersIn(lines: readonly ControlLine[]): ReadonlyMap<string, ControlLine> {
  const entries = lines.filter(({ kind }) => kind === "entry").reverse();
  return new Map(entries.map((line) => [foldCase(line.whole.text), line]));
}

function pathBeside(name: string, { path }: ControlPlace): string {
  return `${parentOf(path)}/${name}`;
}
