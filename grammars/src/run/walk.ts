/** Ways through the tree of a run script. */
import type { Command, List, ListItem, SimpleCommand, Word, WordPart } from "./tree.js";

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

/** Every command of a list, those inside others too; not those of substitutions. */
export function* commandsOf(list: List): Generator<Command> {
  for (const { pipelines } of list.items) {
    for (const { commands } of pipelines) {
      for (const command of commands) yield* commandAndInner(command);
    }
  }
}

function* commandAndInner(command: Command): Generator<Command> {
  yield command;
  if (command.kind === "function") yield* commandAndInner(command.body);
  else for (const { list } of innerLists(command)) yield* commandsOf(list);
}

/** Every word of a list, also inside substitutions and behind redirections. */
export function* wordsOf(list: List): Generator<Word> {
  for (const command of commandsOf(list)) {
    for (const word of wordsOfCommand(command)) {
      yield word;
      yield* wordsOfParts(word.parts);
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
  return [...assignments.map(({ value }) => value), ...words, ...redirects.map(({ target }) => target)];
}

function* wordsOfParts(parts: readonly WordPart[]): Generator<Word> {
  for (const part of parts) {
    if (part.kind === "substitution" || part.kind === "process") yield* wordsOf(part.list);
    else if (part.kind === "array") yield* part.words;
    else if ("parts" in part) yield* wordsOfParts(part.parts);
  }
}
