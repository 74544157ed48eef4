/** The programs that the lines of a `.qmail` file start, and the file as a whole, which says what comes of them (Q1). */
import { parseControl } from "djblint-grammars/control/parser";
import type { Field, InstructionLine } from "djblint-grammars/control/tree";
import { parseScript } from "djblint-grammars/run/parser";
import { commandsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import { encodeLatin1 } from "djblint-grammars/text";
import type { ControlPlace } from "./control-source.js";
import { part } from "./entry-text.js";

/** A line that is one command with words that the shell does not decide. */
export interface DeliveryCommand {
  /** Without its folder. */
  readonly name: string;
  readonly args: readonly string[];
}

export function commandOf({ instruction, argument }: InstructionLine): DeliveryCommand | undefined {
  if (instruction !== "program") return undefined;
  const { list, faults } = parseScript(encodeLatin1(argument.text.replace(/\r$/, "")));
  const [item, ...items] = list.items;
  const [command, ...others] = item?.pipelines.length === 1 ? item.pipelines[0].commands : [];
  if (faults.length + items.length + others.length > 0 || command?.kind !== "simple") return undefined;
  const [path, ...args] = command.words.map(({ parts }) => literalText(parts));
  if (path === undefined || args.includes(undefined)) return undefined;
  return { name: path.slice(path.lastIndexOf("/") + 1), args: args as string[] };
}

/** The addresses that forward and condredirect are given, where they stand as they are in the line. */
export function addressesGiven({ instruction, argument }: InstructionLine): readonly Field[] {
  if (instruction !== "program" || !/\b(forward|condredirect)\b/.test(argument.text)) return [];
  const commands = [...commandsOf(parseScript(encodeLatin1(argument.text)).list)];
  return commands.flatMap((command) => {
    const [first, ...args] = command.kind === "simple" ? command.words : [];
    const name = /[^/]*$/.exec((first && literalText(first.parts)) ?? "")![0];
    const addresses = name === "forward" ? args : name === "condredirect" ? args.slice(0, 1) : [];
    return addresses
      .map(({ start, end }) => part(argument, start, end))
      .filter(({ text }) => /^[\w.+=@-]+$/.test(text));
  });
}

/** All that the file does, also where it stands in another file, of whose lines the tree knows nothing. */
export function instructionsIn(file: ControlPlace): readonly InstructionLine[] {
  return file.around.onceFor(file, instructionsIn, () =>
    parseControl(file.text.bytes, "instructions").filter(
      (line): line is InstructionLine => line.kind === "instruction" && !/^(list|none)$/.test(line.instruction),
    ),
  );
}
