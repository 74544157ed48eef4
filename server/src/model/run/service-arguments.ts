/**
 * Words of a command as its program will get them, as far as that can be known before the shell runs: quotes gone,
 * variables that the script sets once put in, everything else left open.
 */
import type { Word, WordPart } from "djblint-grammars/run/tree";
import { literalText } from "djblint-grammars/run/words";
import type { Span } from "djblint-grammars/text";
import { trimmed } from "djblint-grammars/trimmed";
import { textOf, type Variables } from "./service-variables.js";

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

/** The words of a command as arguments. Words that are known to vanish are left out. */
export function readArguments(words: readonly Word[], variables: Variables): readonly Argument[] {
  return trimmed(words.flatMap((word) => readArgument(word, variables) ?? []));
}

function readArgument(word: Word, variables: Variables): Argument | undefined {
  const literal = word.parts.length > 0 ? literalText(word.parts) : undefined;
  if (literal !== undefined) return literalArgument(word, literal);
  const alternative = alternativeParts(word);
  const pieces = piecesOf(alternative ?? word.parts, variables, word.start);
  if (pieces.length === 0 && word.parts.length > 0) return undefined;
  const { start, end } = word;
  const count = alternative === undefined ? countOf(pieces) : "optional";
  return { ...knownText(pieces), start, end, word, count };
}

/** Most words hold no expansion. */
function literalArgument(word: Word, text: string): Argument {
  const { start, end } = word;
  return { text, head: text, tail: text, start, end, word, count: "one" };
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
