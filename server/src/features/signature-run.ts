/** The synopsis of the program whose word is being typed. */
import type { OptionSpec } from "../model/run/chain-programs.js";
import type { RunScript } from "../model/run/run-script.js";
import type { Step } from "../model/run/service.js";
import { readActions } from "../model/run/service-multilog.js";
import { ACTIONS, OPERANDS } from "../model/run/service-words.js";
import { type Signature, signatureOf } from "./signature.js";
import { typedWord } from "./typed-word.js";
import { touches, type View } from "./view.js";

export function signatureRun({ source, offset }: View): Signature | undefined {
  const { text } = source.whole;
  const word = typedWord(source.analysis as RunScript, offset);
  const program = word?.step?.program;
  if (!word || !program) return undefined;
  const { synopsis, does, options, positionals } = program;
  // Of letters that are joined the last one counts.
  const letter = word.option ?? /^-.*?(.)$/.exec(text.slice(word.span))?.[1];
  const option = options.find((candidate) => candidate.letter === letter);
  const operand = option || word.typed.startsWith("-") ? undefined : positionals[word.operands];
  const action = word.step?.name === "multilog" ? actionAt(word.step, offset) : undefined;
  const part = option ? optionPart(synopsis, option) : partNamed(synopsis, action ? "ACTION..." : operand?.name);
  if (!part) return { label: synopsis, parameters: [], documentation: does, active: undefined };
  const doc = option ? optionWords(option) : (action ?? (operand?.role && OPERANDS[operand.role]) ?? "");
  const [start, end] = part;
  const parts = [[synopsis.slice(0, start)], [synopsis.slice(start, end), doc], [synopsis.slice(end)]] as const;
  return { ...signatureOf(parts), documentation: does, active: 0 };
}

function optionWords({ letter, argument, meaning }: OptionSpec): string {
  return `\`-${letter}${argument === undefined ? "" : ` ${argument}`}\` — ${meaning}`;
}

/** Where the synopsis speaks of an option. */
function optionPart(synopsis: string, { letter, argument }: OptionSpec): [number, number] | undefined {
  const alone = new RegExp(`-${letter}(?![A-Za-z0-9])`).exec(synopsis);
  // The name of its argument belongs to it.
  if (alone && argument !== undefined)
    return [alone.index, alone.index + synopsis.slice(alone.index).search(/[\]|]|$/)];
  if (alone) return [alone.index, alone.index + alone[0].length];
  // Flags stand together, as in [-pPhH].
  const together = [...synopsis.matchAll(/-([A-Za-z0-9]+)/g)].find(({ 1: letters }) => letters.includes(letter));
  if (together) return [together.index, together.index + together[0].length];
  const all = synopsis.indexOf("[options]");
  return all < 0 ? undefined : [all, all + "[options]".length];
}

/** What the action of multilog at a place does. */
function actionAt(step: Step, offset: number): string | undefined {
  const action = readActions(step).find(({ argument }) => touches(argument, offset));
  return action && ACTIONS[action.kind];
}

function partNamed(synopsis: string, name: string | undefined): [number, number] | undefined {
  if (name === undefined) return undefined;
  const match = new RegExp(`(?<![\\w-])${name.replace(/\W/g, "\\$&")}(?![\\w-])`).exec(synopsis);
  return match ? [match.index, match.index + name.length] : undefined;
}
