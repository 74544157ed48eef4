/** What a script sets its variables to, as far as that can be known before the shell runs. */
import type { List, SimpleCommand, Word, WordPart } from "djblint-grammars/run/tree";
import { commandsOf, innerLists, onceForList, parametersOf, wordsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";

/** The literal values that a script gives to variables, by place. */
export interface Variables {
  valueAt(name: string, place: number): string | undefined;
  /** The word that a variable is set to, also when only the shell knows what comes of it; undefined for several. */
  wordOf(name: string): Word | undefined;
  /** All words that the script sets a variable to, in its order. */
  wordsOf(name: string): readonly Word[];
  /** Whether the script sets it anywhere. */
  isSet(name: string): boolean;
}

const NO_VALUE = Symbol("changed in a way that is not known");

interface Setting {
  readonly name: string;
  /** Behind it the variable has the value, and the words of the value were put in there. */
  readonly place: number;
  readonly value: Word | typeof NO_VALUE;
}

interface KnownSetting {
  readonly from: number;
  /** Number of the change behind it, up to which it holds. */
  readonly epoch: number;
  readonly text: string | undefined;
  readonly word: Word | undefined;
}

/** They set what somebody else says. */
const READERS = [".", "source", "eval", "read"];

/** Whether commands of these names may set any variable to anything. */
export function readsVariables(names: ReadonlySet<string>): boolean {
  return READERS.some((name) => names.has(name));
}

/** Commands behind which a variable may hold anything; `set` and `shift` change `$1` and its like only. */
const CHANGE_VARIABLES: ReadonlySet<string> = new Set([...READERS, "unset", "getopts"]);

/** Longer values are no matter for a command line; variables that double each other grow without end. */
const LONGEST_VALUE = 4096;

/** Reads the assignments of a script. What stands in branches, loops and functions is taken as not known. */
export const readVariables = onceForList((list): Variables => {
  const known = new Map<string, KnownSetting>();
  const everSet = new Map<string, Word[]>();
  /** Places behind which any variable may have changed. */
  const changes: number[] = [];
  const variables: Variables = {
    valueAt: (name, place) => {
      const setting = known.get(name);
      if (setting === undefined || setting.from >= place || changes[setting.epoch] < place) return undefined;
      return setting.text;
    },
    wordOf: (name) => known.get(name)?.word,
    wordsOf: (name) => everSet.get(name) ?? [],
    isSet: (name) => everSet.has(name),
  };
  for (const { command, certain } of simpleCommands(list)) {
    if (CHANGE_VARIABLES.has(literalText(command.words[0]?.parts ?? []) ?? "")) changes.push(command.start);
    for (const { name, place: from, value } of settingsOf(command)) {
      // What is set twice is not followed: which of the values is there depends on the way through the script.
      const word = known.has(name) || value === NO_VALUE ? undefined : value;
      const text = certain && word !== undefined ? textOf(word.parts, variables, from) : undefined;
      known.set(name, { from, epoch: changes.length, text, word });
      const words = everSet.get(name) ?? [];
      if (value !== NO_VALUE) words.push(value);
      everSet.set(name, words);
    }
  }
  for (const name of namesSetElsewhere(list)) {
    known.delete(name);
    everSet.set(name, everSet.get(name) ?? []);
  }
  return variables;
});

/** Variables of `for` loops, and those of `${name:=word}`. */
function namesSetElsewhere(list: List): string[] {
  const counters = commandsOf(list).flatMap((command) =>
    command.kind === "compound" && command.body.kind === "for" ? (literalText(command.body.name.parts) ?? "") : [],
  );
  const defaults = wordsOf(list).flatMap(({ parts }) =>
    parametersOf(parts).filter(({ operator }) => operator === "=" || operator === ":="),
  );
  return [...counters, ...defaults.map(({ name }) => name)];
}

/** `NAME=VALUE` on its own, one after the other; behind `export` and `readonly` the shell puts in all words first. */
export function settingsOf({ assignments, words, end }: SimpleCommand): Setting[] {
  if (words.length === 0) {
    return assignments.map(({ name, value, append, start }) => ({
      name,
      place: start,
      value: append ? NO_VALUE : value,
    }));
  }
  const command = literalText(words[0].parts);
  if (command !== "export" && command !== "readonly" && command !== "local") return [];
  return words.slice(1).flatMap((word) => exported(word, end) ?? []);
}

function exported(word: Word, place: number): Setting | undefined {
  const [first, ...rest] = word.parts;
  const found = first && withoutName(first);
  return found && { name: found.name, place, value: { ...word, parts: [...found.parts, ...rest] } };
}

/** The first part of `NAME=VALUE`, also in quotes: the name, and what of the part belongs to the value. */
function withoutName(part: WordPart): { readonly name: string; readonly parts: readonly WordPart[] } | undefined {
  if (part.kind === "double-quoted") {
    const [first, ...rest] = part.parts;
    const found = first && withoutName(first);
    return found && { name: found.name, parts: [{ ...part, parts: [...found.parts, ...rest] }] };
  }
  if (part.kind !== "bare" && part.kind !== "single-quoted" && part.kind !== "text") return undefined;
  const [, name, text] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(part.text) ?? [];
  if (name === undefined) return undefined;
  // As in an assignment, a tilde behind the sign is expanded: measured with dash and bash.
  const kind = part.kind === "bare" && text.startsWith("~") ? "tilde" : part.kind;
  return { name, parts: text === "" ? [] : [{ ...part, kind, text }] };
}

interface PlacedCommand {
  readonly command: SimpleCommand;
  /** Runs once, whenever the script comes that far. */
  readonly certain: boolean;
}

function* simpleCommands(list: List, certain = true): Generator<PlacedCommand> {
  for (const { pipelines, background } of list.items) {
    for (const [index, { commands }] of pipelines.entries()) {
      const runs = certain && index === 0 && commands.length === 1 && !background;
      for (const command of commands) {
        if (command.kind === "simple") yield { command, certain: runs };
        for (const inner of innerLists(command)) yield* simpleCommands(inner.list, runs && inner.runs === "once");
      }
    }
  }
}

/** Text of parts; undefined when something in it is not known. */
export function textOf(parts: readonly WordPart[], variables: Variables, place: number): string | undefined {
  let text = "";
  for (const part of parts) {
    const piece = textOfPart(part, variables, place);
    if (piece === undefined || text.length + piece.length > LONGEST_VALUE) return undefined;
    text += piece;
  }
  return text;
}

function textOfPart(part: WordPart, variables: Variables, place: number): string | undefined {
  if (part.kind === "double-quoted") return textOf(part.parts, variables, place);
  if (part.kind !== "parameter") return literalText([part]);
  return part.operator === undefined ? variables.valueAt(part.name, place) : undefined;
}
