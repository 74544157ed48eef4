/**
 * Words of a command as its program will get them, as far as that can be known before the shell runs: quotes gone,
 * variables that the script sets once put in, everything else left open.
 */
import type { List, SimpleCommand, Word, WordPart } from "djblint-grammars/run/tree";
import { commandsOf, innerLists, wordsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import type { Span } from "djblint-grammars/text";

/** Text that a program gets. */
export interface Value extends Span {
  /** Undefined when the shell decides it. */
  readonly text: string | undefined;
  /** The part of it in front of the first byte that is not known. */
  readonly head: string;
  /** The part behind the last one. */
  readonly tail: string;
}

export interface Argument extends Value {
  readonly word: Word;
  /** How many words the shell makes of it: `"$@"` and a bare `$x` may become none or several. */
  readonly count: "one" | "optional" | "unknown";
}

/** The literal values that a script gives to variables, by place. */
export interface Variables {
  valueAt(name: string, place: number): string | undefined;
}

const NO_VALUE = Symbol("changed in a way that is not known");

interface Setting {
  readonly name: string;
  readonly place: number;
  readonly value: Word | typeof NO_VALUE;
}

interface KnownSetting {
  readonly from: number;
  /** Number of the change behind it, up to which it holds. */
  readonly epoch: number;
  readonly text: string | undefined;
}

/** Commands behind which a variable may hold anything. */
const CHANGE_VARIABLES: ReadonlySet<string> = new Set([
  ".",
  "source",
  "eval",
  "read",
  "unset",
  "set",
  "shift",
  "getopts",
]);

/** Longer values are no matter for a command line; variables that double each other grow without end. */
const LONGEST_VALUE = 4096;

/** Reads the assignments of a script. What stands in branches, loops and functions is taken as not known. */
export function readVariables(list: List): Variables {
  const known = new Map<string, KnownSetting>();
  /** Places behind which any variable may have changed. */
  const changes: number[] = [];
  const variables: Variables = {
    valueAt: (name, place) => {
      const setting = known.get(name);
      if (setting === undefined || setting.from >= place || changes[setting.epoch] < place) return undefined;
      return setting.text;
    },
  };
  for (const { command, certain } of simpleCommands(list)) {
    if (CHANGE_VARIABLES.has(literalText(command.words[0]?.parts ?? []) ?? "")) changes.push(command.start);
    for (const { name, place: from, value } of settingsOf(command)) {
      // What is set twice is not followed: which of the values is there depends on the way through the script.
      const lone = certain && !known.has(name) && value !== NO_VALUE;
      const text = lone ? textOf(value.parts, variables, from) : undefined;
      known.set(name, { from, epoch: changes.length, text });
    }
  }
  for (const name of namesSetElsewhere(list)) known.delete(name);
  return variables;
}

/** Variables of `for` loops, and those of `${name:=word}`. */
function* namesSetElsewhere(list: List): Generator<string> {
  for (const command of commandsOf(list)) {
    if (command.kind === "compound" && command.body.kind === "for") yield literalText(command.body.name.parts) ?? "";
  }
  for (const { parts } of wordsOf(list)) yield* namesSetIn(parts);
}

function* namesSetIn(parts: readonly WordPart[]): Generator<string> {
  for (const part of parts) {
    if (part.kind === "parameter" && (part.operator === "=" || part.operator === ":=")) yield part.name;
    if (part.kind === "parameter" || part.kind === "double-quoted") yield* namesSetIn(part.parts);
  }
}

/** `NAME=VALUE` on its own, and behind `export` and `readonly`. */
function settingsOf({ assignments, words }: SimpleCommand): Setting[] {
  if (words.length === 0) {
    return assignments.map(({ name, value, append, start }) => ({
      name,
      place: start,
      value: append ? NO_VALUE : value,
    }));
  }
  const command = literalText(words[0].parts);
  if (command !== "export" && command !== "readonly" && command !== "local") return [];
  return words.slice(1).flatMap((word) => exported(word) ?? []);
}

function exported(word: Word): Setting | undefined {
  const [first, ...rest] = word.parts;
  const match = first?.kind === "bare" ? /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(first.text) : null;
  if (match === null || first.kind !== "bare") return undefined;
  const value: Word = { ...word, parts: [{ ...first, text: match[2] }, ...rest] };
  return { name: match[1], place: word.start, value };
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

/** The words of a command as arguments. Words that are known to vanish are left out. */
export function readArguments(words: readonly Word[], variables: Variables): Argument[] {
  return words.flatMap((word) => readArgument(word, variables) ?? []);
}

function readArgument(word: Word, variables: Variables): Argument | undefined {
  const alternative = alternativeParts(word);
  const pieces = piecesOf(alternative ?? word.parts, variables, word.start);
  if (pieces.length === 0 && word.parts.length > 0) return undefined;
  const { start, end } = word;
  const count = alternative === undefined ? countOf(pieces) : "optional";
  return { ...knownText(pieces), start, end, word, count };
}

/** Of `${x:+"word"}` the word: it is there or it is not. */
function alternativeParts({ parts: [part, ...rest] }: Word): readonly WordPart[] | undefined {
  if (part?.kind !== "parameter" || rest.length > 0) return undefined;
  const isAlternative = part.operator === "+" || part.operator === ":+";
  // Blanks outside of quotes would make several words of it.
  return isAlternative && part.parts.every(({ kind }) => kind === "double-quoted") ? part.parts : undefined;
}

/** Text, or something that only the shell knows: `open` is a part of one word, `split` may be no word or several. */
type Piece = { readonly kind: "text"; readonly text: string } | { readonly kind: "open" | "split" };

const OPEN: Piece = { kind: "open" };
const SPLIT: Piece = { kind: "split" };

/** What the parts of a word become. Variables that are known to be empty leave nothing, unless quotes hold the word. */
function piecesOf(parts: readonly WordPart[], variables: Variables, place: number): Piece[] {
  return parts.flatMap((part) => {
    if (part.kind === "double-quoted") return quotedPieces(part.parts, variables, place);
    const text = textOf([part], variables, place);
    if (part.kind !== "parameter")
      return text === undefined ? (part.kind === "tilde" ? OPEN : SPLIT) : { kind: "text", text };
    // Without quotes the shell splits at blanks and expands patterns.
    if (text === undefined || /[\s*?[]/.test(text)) return SPLIT;
    return text === "" ? [] : { kind: "text", text };
  });
}

function quotedPieces(parts: readonly WordPart[], variables: Variables, place: number): Piece[] {
  if (parts.length === 0) return [{ kind: "text", text: "" }];
  return parts.map((part) => {
    if (part.kind === "parameter" && part.name === "@") return SPLIT;
    const text = textOf([part], variables, place);
    return text === undefined ? OPEN : { kind: "text", text };
  });
}

/** Text beside an expansion keeps the word one word, as `$DIR/bin/x`. */
function countOf(pieces: readonly Piece[]): Argument["count"] {
  if (!pieces.some(({ kind }) => kind === "split")) return "one";
  return pieces.some((piece) => piece.kind === "text" && piece.text !== "") ? "one" : "unknown";
}

function knownText(pieces: readonly Piece[]): Omit<Value, keyof Span> {
  const texts = pieces.map((piece) => (piece.kind === "text" ? piece.text : undefined));
  const first = texts.indexOf(undefined);
  if (first < 0) {
    const text = texts.join("");
    return { text, head: text, tail: text };
  }
  const last = texts.lastIndexOf(undefined);
  return { text: undefined, head: texts.slice(0, first).join(""), tail: texts.slice(last + 1).join("") };
}

/** Text of parts; undefined when something in it is not known. */
function textOf(parts: readonly WordPart[], variables: Variables, place: number): string | undefined {
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

/** The value behind the first bytes of an argument, as of `-xFILE`. */
export function valueBehind(argument: Argument, length: number): Value {
  const { text, head, tail, word, end } = argument;
  const start = placeInWord(word, length);
  const rest = text?.slice(length);
  return { text: rest, head: head.slice(length), tail: rest ?? tail, start, end };
}

/** Where a byte of an argument's text stands in the file. */
export function placeInWord({ parts, start, end }: Word, index: number): number {
  let left = index;
  for (const part of parts) {
    const text = literalText([part]);
    if (text === undefined) return part.start;
    if (left < text.length) {
      const quote = part.kind === "single-quoted" || part.kind === "double-quoted" || part.kind === "escaped" ? 1 : 0;
      return Math.min(part.start + quote + left, part.end);
    }
    left -= text.length;
  }
  return index === 0 ? start : end;
}
