/** What a script does about values that may not be there. */
import type { ListItem, Parameter, SimpleCommand, Word, WordPart } from "djblint-grammars/run/tree";
import { commandsOf, wordsOf } from "djblint-grammars/run/walk";
import type { Span } from "djblint-grammars/text";
import type { RunScript } from "./run-script.js";

/** The parameters of a word, those between quotes and inside others too. */
export function* parametersOf(parts: readonly WordPart[]): Generator<Parameter> {
  for (const part of parts) {
    if (part.kind === "parameter") yield part;
    if (part.kind === "parameter" || part.kind === "double-quoted") yield* parametersOf(part.parts);
  }
}

/** The parameter that an argument of a command is, and the word that it stands in. */
export function parameterIn({ words }: SimpleCommand, at: Span): { parameter: Parameter; word: Word } | undefined {
  const word = words.find(({ start, end }) => start <= at.start && at.end <= end);
  if (word === undefined) return undefined;
  for (const parameter of parametersOf(word.parts)) {
    if (parameter.start >= at.start) return { parameter, word };
  }
  return undefined;
}

/** Whether a script looks at a variable, or ends at once when setting it to `source` fails. */
export function isTested({ tree, service }: RunScript, name: string, source: Word | undefined): boolean {
  return (
    stopsAtErrors(service.commands, tree.shebang?.argument) ||
    (source !== undefined && isGuarded(tree.list.items, source)) ||
    [...wordsOf(tree.list)].some(({ parts }) => [...parametersOf(parts)].some((part) => isDemand(part, name))) ||
    [...commandsOf(tree.list)].some((command) => {
      if (command.kind === "simple") return isTestOf(command, name);
      return command.kind === "compound" && command.body.kind === "condition" && command.body.text.includes(name);
    })
  );
}

/** `set -e`, or `#!/bin/sh -e`. */
export function stopsAtErrors(commands: RunScript["service"]["commands"], argument: string | undefined): boolean {
  if (argument !== undefined && /^-[a-z]*e/.test(argument)) return true;
  return commands.some(
    ({ name, arguments: args }) => name === "set" && args.some(({ text }) => /^-[a-z]*e/.test(text ?? "")),
  );
}

/** `NAME=... || exit 1` */
function isGuarded(items: readonly ListItem[], { start }: Word): boolean {
  return items.some((item) => item.start <= start && start < item.end && item.operators.length > 0);
}

/** `${name:?}`, and a value for want of another. */
function isDemand({ name, operator }: Parameter, wanted: string): boolean {
  return name === wanted && operator !== undefined && /^:?[?=]/.test(operator);
}

function isTestOf({ words: [first, ...rest] }: SimpleCommand, name: string): boolean {
  const [part] = first?.parts ?? [];
  if (part?.kind !== "bare" || (part.text !== "[" && part.text !== "test")) return false;
  return rest.some(({ parts }) => [...parametersOf(parts)].some((parameter) => parameter.name === name));
}
