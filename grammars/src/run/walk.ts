/** Ways through the tree of a run script. */
import { onceForEach } from "../once.js";
import type { Span } from "../text.js";
import type { Command, List, ListItem, Parameter, SimpleCommand, Word, WordPart } from "./tree.js";

/** A list inside a command. */
export interface InnerList {
  readonly list: List;
  /** `once`: it runs once, in the same shell, whenever the command runs. */
  readonly runs: "once" | "maybe" | "in-subshell" | "when-called";
  /** Whether the command goes by what comes of it, as behind `if` and `while`. */
  readonly isCondition: boolean;
}

/** The lists that a command is made of, in the order of the source. */
export function innerLists(command: Command): InnerList[] {
  if (command.kind === "simple") return [];
  if (command.kind === "function") return innerLists(command.body).map((inner) => ({ ...inner, runs: "when-called" }));
  const { body } = command;
  switch (body.kind) {
    case "group":
      return [{ list: body.list, runs: "once", isCondition: false }];
    case "subshell":
      return [{ list: body.list, runs: "in-subshell", isCondition: false }];
    case "if":
      return [
        ...body.branches.flatMap((branch) => [condition(branch.condition), maybe(branch.body)]),
        ...(body.otherwise === undefined ? [] : [maybe(body.otherwise)]),
      ];
    case "while":
    case "until":
      return [condition(body.condition), maybe(body.body)];
    case "for":
      return [maybe(body.body)];
    case "case":
      return body.branches.map((branch) => maybe(branch.body));
    default:
      return [];
  }
}

function condition(list: List): InnerList {
  return { list, runs: "maybe", isCondition: true };
}

function maybe(list: List): InnerList {
  return { list, runs: "maybe", isCondition: false };
}

/** Every item of a list and of the lists inside; not those of substitutions. */
export function* itemsOf(list: List): Generator<ListItem> {
  for (const item of list.items) {
    yield item;
    const commands = item.pipelines.flatMap((pipeline) => pipeline.commands);
    for (const inner of commands.flatMap(innerLists)) yield* itemsOf(inner.list);
  }
}

/** For what follows from a list alone: a long script has many commands, and many ask for them. */
export const onceForList: <T>(find: (list: List) => T) => (list: List) => T = onceForEach;

/** Every command of a list, those inside others too; not those of substitutions. */
export const commandsOf = onceForList((list): readonly Command[] => {
  const all: Command[] = [];
  addCommands(list, all);
  return all;
});

/** Every word of a list, also inside substitutions and behind redirections. */
export const wordsOf = onceForList((list): readonly Word[] => {
  const all: Word[] = [];
  addWords(list, all);
  return all;
});

/** What copies of the shell run: `( )`, `$( )`, the parts of a pipeline, and what stands in front of `&`. */
export const subshellsOf = onceForList((list): readonly Span[] => [
  ...[...itemsOf(list)].flatMap(copiesIn),
  ...wordsOf(list).flatMap(({ parts }) => listsIn(parts)),
]);

function copiesIn({ start, end, background, pipelines }: ListItem): readonly Span[] {
  if (background) return [{ start, end }];
  return pipelines.flatMap(({ commands }) =>
    commands.filter((each) => commands.length > 1 || (each.kind === "compound" && each.body.kind === "subshell")),
  );
}

/** The lists of substitutions. */
function listsIn(parts: readonly WordPart[]): readonly List[] {
  return parts.flatMap((part) => {
    if (part.kind === "substitution" || part.kind === "process") return [part.list];
    return "parts" in part ? listsIn(part.parts) : [];
  });
}

function addCommands({ items }: List, all: Command[]): void {
  for (const { pipelines } of items) {
    for (const { commands } of pipelines) {
      for (const command of commands) addCommand(command, all);
    }
  }
}

function addCommand(command: Command, all: Command[]): void {
  all.push(command);
  if (command.kind === "function") addCommand(command.body, all);
  else for (const { list } of innerLists(command)) addCommands(list, all);
}

function addWords(list: List, all: Word[]): void {
  const commands: Command[] = [];
  addCommands(list, commands);
  for (const command of commands) {
    for (const word of wordsOfCommand(command)) {
      all.push(word);
      addWordsOfParts(word.parts, all);
    }
  }
}

function wordsOfCommand(command: Command): readonly Word[] {
  if (command.kind === "simple") return wordsOfSimple(command);
  if (command.kind === "function") return [command.name];
  const { body, redirects } = command;
  const targets = redirects.map(({ target }) => target);
  if (body.kind === "for") return [body.name, ...(body.words ?? []), ...targets];
  if (body.kind === "case") return [body.subject, ...body.branches.flatMap(({ patterns }) => patterns), ...targets];
  return targets;
}

function wordsOfSimple({ assignments, words, redirects }: SimpleCommand): readonly Word[] {
  if (assignments.length === 0 && redirects.length === 0) return words;
  return [...assignments.map(({ value }) => value), ...words, ...redirects.map(({ target }) => target)];
}

function addWordsOfParts(parts: readonly WordPart[], all: Word[]): void {
  for (const part of parts) {
    if (part.kind === "substitution" || part.kind === "process") addWords(part.list, all);
    else if (part.kind === "array") for (const word of part.words) all.push(word);
    else if ("parts" in part) addWordsOfParts(part.parts, all);
  }
}

/** The parameters of a word, those between quotes and inside others too. */
export function parametersOf(parts: readonly WordPart[]): readonly Parameter[] {
  return parts.some(mayHoldParameter) ? parts.flatMap(parametersIn) : NONE;
}

/** Most words hold none. */
const NONE: readonly Parameter[] = [];

function mayHoldParameter({ kind }: WordPart): boolean {
  return kind === "parameter" || kind === "double-quoted";
}

function parametersIn(part: WordPart): readonly Parameter[] {
  if (part.kind === "parameter") return [part, ...parametersOf(part.parts)];
  return part.kind === "double-quoted" ? parametersOf(part.parts) : NONE;
}
