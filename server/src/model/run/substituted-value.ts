/** Words of a chain that are what one command prints, written in place or by way of a variable. Specification C2, C3. */
import type { CommandSubstitution, Word, WordPart } from "djblint-grammars/run/tree";
import type { Chain, Value } from "./service.js";
import { type Argument, readArguments } from "./service-arguments.js";
import { parameterIn } from "./service-checks.js";
import type { Variables } from "./service-variables.js";

export interface SubstitutedValue {
  /** The word of the command line that the output becomes; empty when there is none. */
  readonly word: Word;
  /** Whether quotes keep it a word when it is empty. */
  readonly isQuoted: boolean;
  /** Undefined where the command stands in the command line itself. */
  readonly variable: string | undefined;
  /** Where the command stands. */
  readonly source: Word;
  /** The words of each command of the pipeline. */
  readonly commands: readonly (readonly Argument[])[];
}

/** Undefined when the value is written, or comes otherwise. */
export function substitutedValue(value: Value, chain: Chain): SubstitutedValue | undefined {
  return fromVariable(value, chain) ?? fromCommand(value, chain);
}

function fromVariable(value: Value, { command, variables }: Chain): SubstitutedValue | undefined {
  const { parameter, word } = parameterIn(command, value) ?? {};
  if (parameter === undefined || word === undefined || parameter.operator !== undefined) return undefined;
  const source = variables.wordOf(parameter.name);
  const commands = source && commandsOfOnly(source.parts, variables);
  const isQuoted = !word.parts.includes(parameter);
  return commands && { word, isQuoted, variable: parameter.name, source, commands };
}

/** ``-u `id -u ACCOUNT` `` */
function fromCommand(value: Value, { command, variables }: Chain): SubstitutedValue | undefined {
  const word = command.words.find(({ start, end }) => start <= value.start && value.end <= end);
  const last = word?.parts.at(-1);
  const commands = last && commandsOfOnly([last], variables);
  return (
    commands && word && { word, isQuoted: last.kind === "double-quoted", variable: undefined, source: word, commands }
  );
}

function commandsOfOnly(parts: readonly WordPart[], variables: Variables): SubstitutedValue["commands"] | undefined {
  const [item, ...more] = onlySubstitution(parts)?.list.items ?? [];
  if (more.length > 0 || item?.pipelines.length !== 1) return undefined;
  return item.pipelines[0].commands.map((command) =>
    command.kind === "simple" ? readArguments(command.words, variables) : [],
  );
}

function onlySubstitution(parts: readonly WordPart[]): CommandSubstitution | undefined {
  const [part, ...more] = parts;
  if (part === undefined || more.length > 0) return undefined;
  if (part.kind === "double-quoted") return onlySubstitution(part.parts);
  return part.kind === "substitution" ? part : undefined;
}
