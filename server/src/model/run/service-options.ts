/** The option reader of the programs in a chain. Specification C2. */

import type { Span } from "djblint-grammars/text";
import { trimmed } from "djblint-grammars/trimmed";
import { type ChainProgram, type OptionSpec, optionOf } from "./chain-programs.js";
import { type Argument, placeInWord, type Value, valueBehind } from "./service-arguments.js";

/** One option as it is written. The span is its letter, with the dash where it follows one. */
export interface OptionUse extends Span {
  /** The whole word for an option with two dashes. */
  readonly letter: string;
  /** Undefined when the program does not know it. */
  readonly spec: OptionSpec | undefined;
  /** Undefined for flags, and when the command line ends in front of it. */
  readonly value: Value | undefined;
  /** Whether the value is a word of its own: then it is that word whatever it looks like. */
  readonly takesNext: boolean;
  /** Nothing in front of it may have shifted it: the program meets it there, whatever stands behind it. */
  readonly isSure: boolean;
}

/** As its own word tells. */
type WrittenOption = Omit<OptionUse, "isSure">;

export interface OptionsRead {
  readonly options: readonly OptionUse[];
  /** Number of arguments that the reader used up. */
  readonly used: number;
  /** False when an expansion or an option that is not known may have shifted everything behind it. */
  readonly certain: boolean;
}

/** Reads the options in front of a program's other words. */
export function readOptions(program: ChainProgram, args: readonly Argument[]): OptionsRead {
  const options: OptionUse[] = [];
  let certain = true;
  let at = 0;
  while (program.reader !== "none" && at < args.length) {
    const argument = args[at];
    if (argument.count !== "one") certain = false;
    if (!argument.head.startsWith("-") || argument.text === "-") break;
    at++;
    if (argument.text === "--") break;
    const next = args.at(at);
    const found = program.reader === "gnu" ? readLong(program, argument, next) : undefined;
    const uses = found ?? readLetters(program, argument, next);
    for (const { letter, spec, value, takesNext, start, end } of uses) {
      options.push({ letter, spec, value, takesNext, isSure: certain, start, end });
    }
    if (uses.at(-1)?.takesNext && next !== undefined) at++;
    if (uses.some(({ spec }) => spec === undefined)) certain = false;
  }
  return { options: trimmed(options), used: at, certain };
}

/** `--name value` or `--name=value`. */
function readLong(program: ChainProgram, argument: Argument, next: Argument | undefined): WrittenOption[] | undefined {
  const { head, word } = argument;
  if (!head.startsWith("--")) return undefined;
  const [name] = head.split("=", 1);
  const spec = optionOf(program, name);
  const letter = spec ? name : head;
  const { start, end } = word;
  if (spec?.argument === undefined) return [{ letter, spec, value: undefined, takesNext: false, start, end }];
  const isJoined = head.length > name.length;
  const takesNext = !isJoined && !spec.joinedOnly;
  const value = isJoined ? valueBehind(argument, name.length + 1) : takesNext ? next : undefined;
  return [{ letter, spec, value, takesNext, start, end }];
}

/** No program has so many; each costs a look at the parts of the word. */
const MOST_LETTERS = 64;

/** The letters of one word: flags, until one takes the rest of the word or the next word. */
function readLetters(program: ChainProgram, argument: Argument, next: Argument | undefined): WrittenOption[] {
  const { head, text } = argument;
  const uses: WrittenOption[] = [];
  for (let index = 1; index < Math.min(head.length, MOST_LETTERS); index++) {
    const letter = head[index];
    const spec = optionOf(program, letter);
    const { start, end } = letterSpan(argument, index);
    if (spec?.argument === undefined) {
      uses.push({ letter, spec, value: undefined, takesNext: false, start, end });
      continue;
    }
    const joined = index + 1 < head.length || text === undefined;
    const takesNext = !joined && !spec.joinedOnly;
    const value = joined ? valueBehind(argument, index + 1) : takesNext ? next : undefined;
    uses.push({ letter, spec, value, takesNext, start, end });
    return uses;
  }
  // `-$x`: letters that are not known.
  if (text === undefined) {
    const { start, end } = argument;
    uses.push({ letter: "", spec: undefined, value: undefined, takesNext: false, start, end });
  }
  return uses;
}

function letterSpan({ word }: Argument, index: number): Span {
  const start = placeInWord(word, index);
  return { start: index === 1 ? word.start : start, end: start + 1 };
}
