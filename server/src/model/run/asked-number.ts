/** Numbers of accounts that a script asks `id` or `getent` for, or looks up in /etc/passwd. Specification C2, C3, R22. */
import type { CommandSubstitution, Word, WordPart } from "djblint-grammars/run/tree";
import type { Chain, Value } from "./service.js";
import { type Argument, readArguments } from "./service-arguments.js";
import { parameterIn } from "./service-checks.js";
import type { Variables } from "./service-variables.js";

export interface AskedNumber extends Asked {
  /** The word of the command line that the number becomes; empty when there is no such account. */
  readonly word: Word;
  /** Whether quotes keep it a word when it is empty. */
  readonly isQuoted: boolean;
  /** Undefined where the number is asked for in the command line itself. */
  readonly variable: string | undefined;
  /** Where the number is asked for. */
  readonly source: Word;
}

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
  return fromVariable(value, chain) ?? fromCommand(value, chain);
}

function fromVariable(value: Value, { command, variables }: Chain): AskedNumber | undefined {
  const { parameter, word } = parameterIn(command, value) ?? {};
  if (parameter === undefined || word === undefined || parameter.operator !== undefined) return undefined;
  const source = variables.wordOf(parameter.name);
  const asked = source && askedIn(onlySubstitution(source.parts), variables);
  return asked && { ...asked, word, isQuoted: !word.parts.includes(parameter), variable: parameter.name, source };
}

/** ``-u `id -u ACCOUNT` `` */
function fromCommand(value: Value, { command, variables }: Chain): AskedNumber | undefined {
  const word = command.words.find(({ start, end }) => start <= value.start && value.end <= end);
  const last = word?.parts.at(-1);
  const asked = last && askedIn(onlySubstitution([last]), variables);
  return (
    asked && word && { ...asked, word, isQuoted: last.kind === "double-quoted", variable: undefined, source: word }
  );
}

function askedIn(substitution: CommandSubstitution | undefined, variables: Variables): Asked | undefined {
  const [item, ...more] = substitution?.list.items ?? [];
  if (more.length > 0 || item?.pipelines.length !== 1) return undefined;
  const commands = item.pipelines[0].commands.map((command) =>
    command.kind === "simple" ? readArguments(command.words, variables) : [],
  );
  return askedOf(commands) ?? lookedUp(commands);
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

function onlySubstitution(parts: readonly WordPart[]): CommandSubstitution | undefined {
  const [part, ...more] = parts;
  if (part === undefined || more.length > 0) return undefined;
  if (part.kind === "double-quoted") return onlySubstitution(part.parts);
  return part.kind === "substitution" ? part : undefined;
}
