/** Words that a program reads otherwise than they were meant: what stands behind them means nothing then. */
import type { Word } from "djblint-grammars/run/tree";
import { literalText } from "djblint-grammars/run/words";
import { type ChainProgram, daemonNamed, optionOf, programNamed } from "./chain-programs.js";
import type { Step } from "./service.js";
import type { OptionUse } from "./service-options.js";
import { hasHostAsPort, hasPathAsPort, hasPortAsHost, isUcspi, type Server } from "./service-server.js";
import { isTool } from "./service-tools.js";

/** A word of letters that are all flags of the program cannot have been meant as an argument: `-c -x`. */
export function takesFlag({ takesNext, value }: OptionUse, program: ChainProgram): boolean {
  const text = takesNext ? value?.text : undefined;
  if (text === undefined || !/^-[A-Za-z]/.test(text)) return false;
  return optionOf(program, text[1]) !== undefined;
}

/** Whether an option of the step took a flag for its argument, so that the words behind are not those that were meant. */
export function hasTakenFlag({ program, options }: Step): boolean {
  return program?.reader === "djb" && options.some((option) => takesFlag(option, program));
}

/**
 * `d300000`, `vRH`, `u` in front of another word: all letters are options of the program, and no program is called so. A
 * single letter behind other options may be the name of a host, unless all words behind it are one place off, or of a
 * program, unless that option wants the word behind it.
 */
export function looksLikeOptions({ parts }: Word, { program, options }: Step, behind: Step | undefined): boolean {
  const text = literalText(parts) ?? "";
  if (program?.reader !== "djb" || programNamed(text) || daemonNamed(text) || isTool(text)) return false;
  const [, letters = "", number = ""] = /^([A-Za-z]{1,4})(\d*)$/.exec(text) ?? [];
  const specs = [...letters].map((letter) => optionOf(program, letter));
  if (letters === "" || specs.some((spec) => spec === undefined)) return false;
  const takesValue = specs.at(-1)!.argument !== undefined;
  const isStarted = program.kind === "chain" && behind?.word.parts === parts && behind.arguments.length > 0;
  const isOneOff = isNameless(behind) || (isStarted && takesValue);
  if (letters.length === 1 && number === "" && options.length > 0 && !isOneOff) return false;
  return takesValue ? letters.length === 1 || number !== "" : number === "";
}

/** A word that no program is called by, as behind an `exec` that lacks its program (RS126). */
export function isNoProgramName(text: string): boolean {
  return /^(\d+|-.+)$/.test(text);
}

/** Whether only the shell has a command of the name, so that nothing else can start it (RS089). */
export function isShellCommand(name: string): boolean {
  return SHELL_COMMANDS.has(name);
}

const SHELL_COMMANDS: ReadonlySet<string> = new Set(
  ". cd eval exec exit export local readonly set shift source trap ulimit umask unset".split(" "),
);

/** Whether a word stands in the place of a program that is the name of none. */
export function isNameless(step: Step | undefined): boolean {
  return step !== undefined && isNoProgramName(literalText(step.word.parts) ?? "");
}

/** Options behind the host, which the server takes for the port: it never starts. */
export function hasOptionAsPort({ port }: Server): boolean {
  return port?.head.startsWith("-") ?? false;
}

/** Whether a server takes words for its host, its port or its program that were meant for something else (RS041, RS042, RS126, RS127). */
export function isMisread(server: Server): boolean {
  const { step, behind } = server;
  const [host] = step.operands;
  if (hasTakenFlag(step) || hasOptionAsPort(server) || hasPathAsPort(server) || hasHostAsPort(server)) return true;
  return (
    (isUcspi(server) && hasPortAsHost(server)) ||
    (step.certain && isNameless(behind[0])) ||
    (host !== undefined && looksLikeOptions(host.word, step, behind[0]))
  );
}
