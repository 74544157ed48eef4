/** Ways through the tree of a run script. */
import type { Command, List, SimpleCommand, Word, WordPart } from "./tree.js";

/** A list inside a command. */
export interface InnerList {
  readonly list: List;
  /** `once`: it runs once, in the same shell, whenever the command runs. */
  readonly runs: "once" | "maybe" | "in-subshell" | "when-called";
}

/** The lists that a command is made of, in the order of the source. */
export function innerLists(command: Command): InnerList[] {
  if (command.kind === "simple") return [];
  if (command.kind === "function") return innerLists(command.body).map(({ list }) => ({ list, runs: "when-called" }));
  const { body } = command;
  const maybe = (list: List): InnerList => ({ list, runs: "maybe" });
  switch (body.kind) {
    case "group":
      return [{ list: body.list, runs: "once" }];
    case "subshell":
      return [{ list: body.list, runs: "in-subshell" }];
    case "if":
      return [
        ...body.branches.flatMap((branch) => [maybe(branch.condition), maybe(branch.body)]),
        ...(body.otherwise === undefined ? [] : [maybe(body.otherwise)]),
      ];
    case "while":
    case "until":
      return [maybe(body.condition), maybe(body.body)];
    case "for":
      return [maybe(body.body)];
    case "case":
      return body.branches.map((branch) => maybe(branch.body));
    default:
      return [];
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
