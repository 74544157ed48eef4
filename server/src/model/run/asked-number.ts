/** Numbers of accounts that a script asks `id` or `getent` for, or looks up in /etc/passwd. Specification C2, C3, R22. */
import type { Word } from "djblint-grammars/run/tree";
import type { Chain, Value } from "./service.js";
import type { Argument } from "./service-arguments.js";
import { type SubstitutedValue, substitutedValue } from "./substituted-value.js";

export interface AskedNumber extends Asked, SubstitutedValue {}

interface Asked {
  /** The program that is asked. */
  readonly program: string;
  /** Whose number it is; undefined where that is not plain. */
  readonly of: "account" | "group" | undefined;
  /** Undefined when the shell decides it. */
  readonly account: string | undefined;
  /** The word that names it; undefined where it is a part of a pattern. */
  readonly accountWord: Word | undefined;
}

/** What a number in a chain is asked for; undefined when it is written, or comes otherwise. */
export function askedNumber(value: Value, chain: Chain): AskedNumber | undefined {
  const found = substitutedValue(value, chain);
  const asked = found && (askedOf(found.commands) ?? lookedUp(found.commands));
  return asked && { ...found, ...asked };
}

/** Of `` `id -u ACCOUNT` `` and `` `getent passwd ACCOUNT | cut -d: -f3` `` who is asked, and for what. */
function askedOf([[program, ...rest], ...filters]: readonly (readonly Argument[])[]): Asked | undefined {
  const name = /^(?:(?:\/usr)?\/bin\/)?(id|getent)$/.exec(program?.text ?? "")?.[1];
  const account = rest.at(-1);
  if (name === undefined || account === undefined || account.text === "root") return undefined;
  const asksNumber =
    name === "id"
      ? filters.length === 0 && rest.some(({ text }) => /^-r?[ug]$/.test(text ?? ""))
      : filters.length > 0 && /^(passwd|group)$/.test(rest[0]?.text ?? "");
  return asksNumber
    ? { program: name, of: ownerOf(name, rest), account: account.text, accountWord: account.word }
    : undefined;
}

/** `id -u`, `id -g`; which column of getent is taken stands elsewhere. */
function ownerOf(program: string, args: readonly Argument[]): Asked["of"] {
  if (program !== "id") return undefined;
  return args.some(({ text }) => /^-r?g$/.test(text ?? "")) ? "group" : "account";
}

/** Of `` `grep '^ACCOUNT:' /etc/passwd | cut -d: -f3` `` and its like. */
function lookedUp(commands: readonly (readonly Argument[])[]): Asked | undefined {
  const [program, ...rest] = commands.find((words) => words.some(({ text }) => text && FILES.test(text))) ?? [];
  const name = /(?:^|\/)([a-z]*grep|[a-z]*awk|sed|cat)$/.exec(program?.text ?? "")?.[1];
  if (name === undefined || rest.length === 0) return undefined;
  const patterns = commands.flatMap((words) => words.flatMap(({ text }) => NAMED.exec(text ?? "")?.[1] ?? []));
  if (patterns.includes("root")) return undefined;
  return { program: name, of: undefined, account: patterns[0], accountWord: undefined };
}

const FILES = /^\/etc\/(passwd|group)$/;

/** An account in a pattern: `^qmaild:`, `$1 == "qmaild"`. */
const NAMED = /(?:\^|== *")([A-Za-z_][A-Za-z0-9_-]*)[:"]/;
