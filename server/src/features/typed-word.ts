/** The word of a chain of programs that is being typed in a run script: whose word it is and what it may be. */
import type { SourceText, Span } from "djblint-grammars/text";
import type { RunScript } from "../model/run/run-script.js";
import type { Chain, Step } from "../model/run/service.js";

export interface TypedWord {
  readonly span: Span;
  /** What of it stands in front of the cursor. */
  readonly typed: string;
  /** The program whose word it is; undefined where a program is wanted. */
  readonly step: Step | undefined;
  /** How many fixed words of the program stand in front of it. */
  readonly operands: number;
  /** The option whose argument it is. */
  readonly option: string | undefined;
}

/** Undefined where no word of a chain can stand. */
export function typedWord(script: RunScript, offset: number): TypedWord | undefined {
  const { text, tree } = script;
  if (tree.comments.some(({ start, end }) => offset > start && offset <= end)) return undefined;
  const number = text.lines.lineAt(offset);
  const before = text.slice({ start: joinedStart(text, number), end: offset }).replace(/\\\n/g, "  ");
  const typed = /[^\s;|&()"'`]*$/.exec(before)![0];
  const rest = text.slice({ start: offset, end: text.lines.span(number).end });
  const start = offset - typed.length;
  const span = { start, end: offset + /^[^\s;|&()"'`]*/.exec(rest)![0].length };
  const step = isCommandStart(before.slice(0, before.length - typed.length)) ? undefined : stepBefore(script, start);
  if (!step) return { span, typed, step: undefined, operands: 0, option: undefined };
  const operands = step.operands.filter((operand) => operand.end <= start).length;
  const last = step.options.findLast(({ start: at }) => at < start);
  const takes = last?.spec?.argument !== undefined && (last.value === undefined || last.value.start >= start);
  const isProgram = !takes && !typed.startsWith("-") && isBehindOperands(step, operands);
  return { span, typed, step: isProgram ? undefined : step, operands, option: takes ? last.letter : undefined };
}

/** Where the line begins that the shell sees: a backslash at the end of a line joins the next one to it. */
function joinedStart({ lines, bytes }: SourceText, number: number): number {
  let first = number;
  while (first > 0 && bytes[lines.span(first - 1).end - 1] === BACKSLASH) first--;
  return lines.start(first);
}

const BACKSLASH = 92;

/** Nothing, `exec`, or what begins another command stands in front. */
function isCommandStart(before: string): boolean {
  return /(^|[;|&(`]|&&|\bthen|\bdo|\belse)\s*(exec\s+)?$/.test(before);
}

/** The program of the command whose words the place stands behind. */
function stepBefore({ service, text }: RunScript, place: number): Step | undefined {
  const inReach = ({ command }: Chain) => {
    if (command.start >= place) return false;
    return place <= command.end || /^[ \t\\\n]*$/.test(text.slice({ start: command.end, end: place }));
  };
  const steps = service.chains.filter(inReach).flatMap((chain) => chain.steps);
  return steps
    .filter(({ word }) => word.end < place)
    .sort((a, b) => a.word.start - b.word.start)
    .at(-1);
}

function isBehindOperands({ program }: Step, operands: number): boolean {
  return program?.runsRest === true && operands >= program.positionals.length;
}
