/** Numbers of accounts that a script asks `id` or `getent` for. Specification C2, C3, R22. */
import type { CommandSubstitution, Word, WordPart } from "djblint-grammars/run/tree";
import type { Chain, Value } from "./service.js";
import { parameterIn } from "./service-checks.js";
import { textOf, type Variables } from "./service-variables.js";

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
  /** Undefined when the shell decides it. */
  readonly account: string | undefined;
  /** Where it is named. */
  readonly accountWord: Word;
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

/** Of `` `id -u ACCOUNT` `` and `` `getent passwd ACCOUNT | cut -d: -f3` `` who is asked, and for what. */
function askedIn(substitution: CommandSubstitution | undefined, variables: Variables): Asked | undefined {
  const [item, ...more] = substitution?.list.items ?? [];
  const [command, ...filters] = item?.pipelines[0].commands ?? [];
  if (more.length > 0 || item?.pipelines.length !== 1 || command?.kind !== "simple") return undefined;
  const [program, ...rest] = command.words.map(({ parts, start }) => textOf(parts, variables, start));
  const name = program === undefined ? undefined : /^(?:(?:\/usr)?\/bin\/)?(id|getent)$/.exec(program)?.[1];
  const account = rest.at(-1);
  const accountWord = command.words.at(-1);
  if (name === undefined || accountWord === undefined || account === "root") return undefined;
  const asksNumber =
    name === "id"
      ? filters.length === 0 && rest.some((text) => /^-r?[ug]$/.test(text ?? ""))
      : filters.length > 0 && /^(passwd|group)$/.test(rest[0] ?? "");
  return asksNumber ? { program: name, account, accountWord } : undefined;
}

function onlySubstitution(parts: readonly WordPart[]): CommandSubstitution | undefined {
  const [part, ...more] = parts;
  if (part === undefined || more.length > 0) return undefined;
  if (part.kind === "double-quoted") return onlySubstitution(part.parts);
  return part.kind === "substitution" ? part : undefined;
}
