/** What an expansion may become, where the script itself says it: `${x:-word}`, `` `test && echo word` ``. */
import type { CommandSubstitution, List, Parameter, SimpleCommand, WordPart } from "djblint-grammars/run/tree";
import { commandsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import type { Variables } from "./service-variables.js";

export interface Possible {
  readonly texts: readonly string[];
  /** Whether it can become nothing else, the empty text apart. */
  readonly complete: boolean;
}

const ANYTHING: Possible = { texts: [], complete: false };

/** Variables that are set to each other would go round in circles. */
const MOST_STEPS = 8;

export function possibleTexts(parts: readonly WordPart[], variables: Variables, steps = MOST_STEPS): Possible {
  const text = literalText(parts);
  if (text !== undefined) return { texts: [text], complete: true };
  const [part, ...more] = parts;
  if (more.length > 0 || steps === 0) return ANYTHING;
  switch (part?.kind) {
    case "double-quoted":
      return possibleTexts(part.parts, variables, steps);
    case "parameter":
      return ofParameter(part, variables, steps - 1);
    case "substitution":
      return ofSubstitution(part);
    default:
      return ANYTHING;
  }
}

function ofParameter({ name, operator, parts }: Parameter, variables: Variables, steps: number): Possible {
  const word = variables.wordOf(name);
  const value = word === undefined ? ANYTHING : possibleTexts(word.parts, variables, steps);
  if (operator === undefined) return value;
  if (!/^:?[-=]$/.test(operator)) return ANYTHING;
  return { texts: [...value.texts, ...possibleTexts(parts, variables, steps).texts], complete: false };
}

/** Commands that print nothing. */
const SILENT: ReadonlySet<string> = new Set(["[", "test", "true", "false", ":"]);

function ofSubstitution({ list }: CommandSubstitution): Possible {
  const texts: string[] = [];
  let complete = true;
  for (const command of simpleCommands(list)) {
    const words = command.words.map(({ parts }) => literalText(parts));
    const isEcho = words[0] === "echo" || words[0] === "printf";
    if (isEcho && !words.includes(undefined)) texts.push(words.slice(1).join(" "));
    else if (!SILENT.has(words[0] ?? "")) complete = false;
  }
  return { texts, complete: complete && texts.length > 0 };
}

function* simpleCommands(list: List): Generator<SimpleCommand> {
  for (const command of commandsOf(list)) {
    if (command.kind === "simple") yield command;
  }
}
