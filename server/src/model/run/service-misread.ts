/** Words that a program reads otherwise than they were meant: what stands behind them means nothing then. */
import type { Word } from "djblint-grammars/run/tree";
import { literalText } from "djblint-grammars/run/words";
import { type ChainProgram, daemonNamed, optionOf, programNamed } from "./chain-programs.js";
import type { Step } from "./service.js";
import type { OptionUse } from "./service-options.js";
import type { Server } from "./service-server.js";
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

/** `d300000`, `vRH`, `u` in front of another word: all letters are options of the program, and no program is called so. */
export function looksLikeOptions({ parts }: Word, { program, options }: Step): boolean {
  const text = literalText(parts) ?? "";
  if (program?.reader !== "djb" || programNamed(text) || daemonNamed(text) || isTool(text)) return false;
  const [, letters = "", number = ""] = /^([A-Za-z]{1,4})(\d*)$/.exec(text) ?? [];
  const specs = [...letters].map((letter) => optionOf(program, letter));
  if (letters === "" || specs.some((spec) => spec === undefined)) return false;
  if (letters.length === 1 && number === "" && options.length > 0) return false;
  const takesValue = specs.at(-1)!.argument !== undefined;
  return takesValue ? letters.length === 1 || number !== "" : number === "";
}

/** Options behind the host, which the server takes for the port: it never starts. */
export function hasOptionAsPort({ port }: Server): boolean {
  return port?.head.startsWith("-") ?? false;
}
