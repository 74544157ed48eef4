/** The commands as plain data, for the completion of shells and for the manual page. */
import type { Argument, Command, Option } from "commander";

export interface CommandEntry {
  /** The words that call it, without `djblint`; none for the program itself. */
  readonly path: readonly string[];
  readonly description: string;
  readonly options: readonly OptionEntry[];
  readonly arguments: readonly ArgumentEntry[];
  readonly examples: readonly string[];
  readonly commands: readonly CommandEntry[];
}

export interface OptionEntry {
  /** `-q`, `--quiet`. */
  readonly flags: readonly string[];
  /** The name of its value in the help, without brackets; undefined when it takes none. */
  readonly value: string | undefined;
  readonly description: string;
  /** The words that it takes, if only some are possible. */
  readonly choices: readonly string[];
  readonly usual: string | undefined;
}

export interface ArgumentEntry {
  readonly name: string;
  /** `<name>`, `[name]`, `[name...]`. */
  readonly usage: string;
  readonly description: string;
  readonly choices: readonly string[];
}

export function commandTable(command: Command, path: readonly string[] = []): CommandEntry {
  const help = command.createHelp();
  return {
    path,
    description: command.description(),
    options: help.visibleOptions(command).map(optionEntry),
    arguments: command.registeredArguments.map((argument) => ({
      name: argument.name(),
      usage: usageOf(argument),
      description: argument.description,
      choices: argument.argChoices ?? [],
    })),
    examples: examplesOf(command),
    commands: command.commands.map((child) => commandTable(child, [...path, child.name()])),
  };
}

function usageOf(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

function optionEntry(option: Option): OptionEntry {
  const { short, long, flags, description, argChoices = [], defaultValue } = option;
  return {
    flags: [short, long].flatMap((flag) => flag ?? []),
    value: /[<[](.*)[>\]]$/.exec(flags)?.[1],
    description,
    choices: argChoices,
    usual: typeof defaultValue === "string" ? defaultValue : undefined,
  };
}

/** The help shows them behind everything else. */
function examplesOf(command: Command): string[] {
  let text = "";
  const { writeOut, writeErr } = command.configureOutput();
  command.configureOutput({ writeOut: (part) => (text += part), writeErr: (part) => (text += part) });
  command.outputHelp();
  command.configureOutput({ writeOut, writeErr });
  return [...text.matchAll(/^ {2}\$ (.*)$/gm)].map(([, example]) => example);
}
