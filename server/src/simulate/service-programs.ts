/** The programs of a chain, each with what it and its words do here. */
import type { RunScript } from "../model/run/run-script.js";
import type { Chain, Step } from "../model/run/service.js";
import type { Value } from "../model/run/service-arguments.js";
import { behaviourOf, type DaemonBehaviour } from "../model/run/service-daemons.js";
import { type ChainWord, type WordKind, wordsOfStep } from "../model/run/service-words.js";
import { writtenValue } from "../model/run/written-value.js";
import type { ProgramFacts, WordFacts } from "./service-facts.js";
import { describeStep, describeWord } from "./step-words.js";

export function programsOf({ steps }: Chain, script: Pick<RunScript, "text">): ProgramFacts[] {
  const server = steps.findIndex(({ program }) => program?.kind === "server");
  return steps.map((step, index) => programFacts(step, server >= 0 && index > server, script));
}

function programFacts(step: Step, behindServer: boolean, { text }: Pick<RunScript, "text">): ProgramFacts {
  const words = wordsOfStep(step);
  const shown: WordFacts[] = words
    .filter((word) => !SAID_ELSEWHERE.has(word.kind) && !isScript(word))
    .map((word) => ({ written: writtenWord(word, step, text), does: describeWord(word, valueOfWord(word)) }));
  const does = behindServer ? describeStep(step, text) : describeDaemon(step, text);
  return { name: step.name || writtenWord(words[0], step, text), does, words: shown };
}

/** With the option, or in what the program does. */
const SAID_ELSEWHERE: ReadonlySet<WordKind> = new Set<WordKind>(["program", "option-argument", "operand"]);

/** Its commands are the programs that follow. */
function isScript({ kind, step, role }: ChainWord): boolean {
  const hasScript = step.options.some(({ spec }) => spec?.role === "script");
  return hasScript && (role === "script" || kind === "argument");
}

/** Daemons of the table also say where they run. */
function describeDaemon(step: Step, text: RunScript["text"]): string {
  const says = describeStep(step, text);
  const behaviour = behaviourOf(step);
  if (behaviour === undefined) return says;
  return [says, behaviourWords(behaviour)].filter((part) => part !== "").join("; ");
}

/** Without a flag its configuration may say where it runs. */
function behaviourWords({ does, daemon: { setting }, flag }: DaemonBehaviour): string {
  const isSetting = does === "forks" && flag === undefined && setting !== "";
  return isSetting ? `goes to the background unless its configuration says '${setting}'` : BEHAVIOURS[does];
}

const BEHAVIOURS = {
  stays: "stays in the foreground",
  forks: "goes to the background, so that supervise loses it",
  unknown: "",
} as const;

/** An option with its argument; other words as their program gets them. */
function writtenWord(word: ChainWord, step: Step, text: RunScript["text"]): string {
  if (word.kind === "option") {
    const option = step.options.find(({ start }) => start === word.start);
    const dashed = /^-/.test(word.name) ? word.name : `-${word.name}`;
    if (option?.value === undefined) return dashed;
    return `${dashed} ${quotedEmpty(writtenValue(option.value, text))}`;
  }
  return quotedEmpty(writtenValue(valueOfWord(word) ?? { ...word, text: undefined, head: "", tail: "" }, text));
}

function quotedEmpty(text: string): string {
  return text === "" ? '""' : text;
}

/** What the program gets of a word. */
export function valueOfWord({ start, step }: ChainWord): Value | undefined {
  return [...step.operands, ...step.arguments].find((argument) => argument.start === start);
}
