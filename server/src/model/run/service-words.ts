/** Every word of a chain with what it is and what it does, in the order of the command line: for hovers and explanations. */
import type { Span } from "djblint-grammars/text";
import type { Role } from "./chain-programs.js";
import type { Chain, Step } from "./service.js";
import { behaviourOf } from "./service-daemons.js";
import { type ActionKind, readActions } from "./service-multilog.js";

export type WordKind =
  | "program"
  | "option"
  | "option-argument"
  | "operand" // a fixed word behind the options
  | "assignment" // NAME=VALUE of env
  | "action" // of multilog
  | "flag" // of a daemon: keeps it in the foreground or sends it to the background
  | "argument"; // of a program of which nothing more is known

export interface ChainWord extends Span {
  readonly kind: WordKind;
  readonly step: Step;
  /** What the table calls it: the letter of an option, the name of an operand or of an argument. */
  readonly name: string;
  readonly role: Role | undefined;
  /** One sentence; empty when nothing is known. */
  readonly doc: string;
}

export function wordsOfChain({ steps }: Chain): ChainWord[] {
  return steps.flatMap(wordsOfStep);
}

export function wordsOfStep(step: Step): ChainWord[] {
  const words = [programWord(step), ...optionWords(step), ...assignmentWords(step), ...operandWords(step)];
  const rest = step.name === "multilog" ? actionWords(step) : argumentWords(step);
  return [...words, ...rest].sort((a, b) => a.start - b.start);
}

function programWord(step: Step): ChainWord {
  const { word, name, program } = step;
  const note = behaviourOf(step)?.daemon.note ?? "";
  const { start, end } = word;
  return { kind: "program", step, name, role: undefined, doc: program?.does ?? note, start, end };
}

function optionWords(step: Step): ChainWord[] {
  return step.options.flatMap((option) => {
    const { letter, spec, value, start, end } = option;
    const common = { step, role: spec?.role, doc: spec?.meaning ?? "" };
    const word: ChainWord = { ...common, kind: "option", name: letter, start, end };
    if (spec?.argument === undefined || value === undefined) return [word];
    return [word, { ...common, kind: "option-argument", name: spec.argument, start: value.start, end: value.end }];
  });
}

function assignmentWords(step: Step): ChainWord[] {
  return step.effects.flatMap((effect): ChainWord[] => {
    if (effect.kind === "clear-environment" && !step.options.some(({ start }) => start === effect.at.start)) {
      const { start, end } = effect.at;
      return [
        { kind: "option", step, name: "-", role: "clear-environment", doc: "empties the environment", start, end },
      ];
    }
    if (effect.kind !== "set") return [];
    const { start, end } = effect.value;
    const doc = `Sets ${effect.name} for the programs behind it.`;
    return [{ kind: "assignment", step, name: effect.name, role: undefined, doc, start, end }];
  });
}

function operandWords(step: Step): ChainWord[] {
  return step.operands.map(({ spec, start, end }) => {
    const doc = spec.role === undefined ? "" : (OPERANDS[spec.role] ?? "");
    return { kind: "operand", step, name: spec.name, role: spec.role, doc, start, end };
  });
}

/** What a fixed word of a program does, in one sentence. */
export const OPERANDS: Readonly<Partial<Record<Role, string>>> = {
  account: "From here on everything runs as this account, with its group and no other.",
  ids: "The numbers of this account become UID and GID; the programs still run as before.",
  "environment-directory":
    "Each file in this directory is a variable: its name that of the file, its value the first line.",
  "root-directory": "This directory becomes the root of all paths for the programs behind it.",
  "working-directory": "The programs behind it start in this directory.",
  lock: "This file is locked as long as the program runs.",
  "listen-address": "The address to listen on; 0 means all.",
  "listen-port": "The port to listen on, as a number or as a name of /etc/services.",
  "listen-path": "The socket to listen on.",
};

function actionWords(step: Step): ChainWord[] {
  return readActions(step).map(({ kind, argument: { start, end } }) => {
    return { kind: "action", step, name: kind, role: undefined, doc: ACTIONS[kind], start, end };
  });
}

/** What an action of multilog does. */
export const ACTIONS: Readonly<Record<ActionKind, string>> = {
  stamp: "Puts a TAI64N time stamp in front of each line; only as the first word.",
  select: "Selects the lines that match the pattern; with t the stamp is a part of the line.",
  deselect: "Deselects the lines that match the pattern; with t the stamp is a part of the line.",
  alert: "Writes the first 200 bytes of each selected line to standard error.",
  status: "Keeps the first 1000 bytes of the last selected line in this file.",
  size: "Size in bytes at which later directories start a new file: 4096 to 16777215, 99999 by default.",
  count: "Number of files that later directories keep, the current one among them: at least 2, 10 by default.",
  processor: "Is run with sh for each full file of later directories.",
  directory: "Writes the selected lines into this directory, which it makes if need be.",
  ignored: "Is no action: multilog ignores it without a word.",
  unknown: "The shell decides what this is.",
};

function argumentWords(step: Step): ChainWord[] {
  const behaviour = behaviourOf(step);
  const staysWith = behaviour === undefined ? [] : [...behaviour.daemon.foreground, ...behaviour.daemon.debugging];
  return step.arguments.map((argument) => {
    const { start, end, text } = argument;
    const isBackground = argument === behaviour?.flag;
    const isForeground = text !== undefined && staysWith.some((flag) => flag.split(" ")[0] === text);
    const common = { step, name: text ?? "", role: undefined, start, end };
    if (isBackground) return { ...common, kind: "flag", doc: `Sends ${step.name} to the background.` };
    if (isForeground) return { ...common, kind: "flag", doc: `Keeps ${step.name} in the foreground.` };
    return { ...common, kind: "argument", doc: "" };
  });
}
