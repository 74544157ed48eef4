/** Hover in a run script: any word of a chain, other commands, variables, redirections; on the first line the service as a whole. */
import type { Command, List, Parameter, Redirect, Word, WordPart } from "djblint-grammars/run/tree";
import { commandsOf, wordsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import { printable, type Span } from "djblint-grammars/text";
import { programNamed } from "../model/run/chain-programs.js";
import type { RunScript } from "../model/run/run-script.js";
import { type Chain, lastStep } from "../model/run/service.js";
import { behaviourOf } from "../model/run/service-daemons.js";
import { type ChainWord, wordsOfChain } from "../model/run/service-words.js";
import { usualCommand } from "../model/run/usual-commands.js";
import { describeRedirect } from "../simulate/redirect-words.js";
import { environmentFacts } from "../simulate/service-environment.js";
import type { VariableFacts } from "../simulate/service-facts.js";
import { valueOfWord } from "../simulate/service-programs.js";
import { commandSummary, serviceSummary } from "../simulate/service-summary.js";
import { describeStep, describeWord } from "../simulate/step-words.js";
import type { Hover } from "./hover.js";

export function hoverRun(script: RunScript, offset: number): Hover | undefined {
  const first = script.text.lines.span(0);
  if (script.tree.shebang !== undefined && offset <= first.end)
    return { contents: describeService(script), span: first };
  return (
    hoverVariable(script, offset) ??
    hoverAssignment(script, offset) ??
    hoverRedirect(script, offset) ??
    hoverWord(script, offset) ??
    hoverBuiltin(script, offset)
  );
}

function describeService(script: RunScript): string {
  return listOf(serviceSummary(script));
}

function listOf(rows: readonly [label: string, text: string][]): string {
  return rows.map(([label, text]) => `- **${label}**: ${text}`).join("\n");
}

/** The lists of the script itself and of those in `sh -c '...'`. */
function listsOf({ tree, service }: RunScript): List[] {
  return [tree.list, ...service.scripts.map(({ list }) => list)];
}

function holds({ start, end }: Span, offset: number): boolean {
  return offset >= start && offset < end;
}

function hoverWord(script: RunScript, offset: number): Hover | undefined {
  const words = script.service.chains.flatMap((chain) => wordsOfChain(chain).map((word) => ({ word, chain })));
  // A script in quotes is a word too, and so is what stands in it.
  const [found] = words
    .filter(({ word }) => holds(word, offset))
    .sort((a, b) => a.word.end - a.word.start - (b.word.end - b.word.start));
  if (found === undefined) return undefined;
  const { word, chain } = found;
  const contents = word.kind === "program" ? describeProgram(word, chain, script) : describeArgument(word);
  return contents === "" ? undefined : { contents, span: { start: word.start, end: word.end } };
}

function describeProgram({ step }: ChainWord, chain: Chain, script: RunScript): string {
  const { name, program } = step;
  if (name === "") return "";
  const behaviour = behaviourOf(step);
  const does = describeStep(step, script.text);
  const flags = behaviour?.daemon.foreground.map((flag) => `\`${flag}\``).join(", ");
  const parts = [
    `**${printable(name)}**${does === "" ? "" : ` — ${does}.`}`,
    program && `\`\`\`\n${program.synopsis}\n\`\`\``,
    program?.does,
    ...(program?.notes.map((note) => `- ${note}`) ?? []),
    flags ? `Stays in the foreground with ${flags}.` : undefined,
    behaviour?.daemon.note,
    step === lastStep(chain) ? listOf(commandSummary(chain, script)) : undefined,
  ];
  return parts.filter((part) => part !== undefined && part !== "").join("\n\n");
}

function describeArgument(word: ChainWord): string {
  const { kind, name, step, doc } = word;
  const does = describeWord(word, valueOfWord(word)) || doc;
  const title = TITLES[kind]?.(name) ?? `\`${printable(name)}\``;
  const about = does === "" ? "" : ` — ${does.replace(/\.$/, "")}.`;
  return about === "" ? "" : `**${step.name}** ${title}${about}`;
}

const TITLES: Partial<Record<ChainWord["kind"], (name: string) => string>> = {
  option: (name) => `\`${name.startsWith("-") ? name : `-${name}`}\``,
};

function hoverBuiltin({ service }: RunScript, offset: number): Hover | undefined {
  const found = service.commands.find(({ arguments: args }) => args.length > 0 && holds(args[0], offset));
  const contents = found && describeCommand(found.name);
  if (found === undefined || contents === undefined) return undefined;
  const { start, end } = found.arguments[0];
  return { contents, span: { start, end } };
}

function describeCommand(name: string): string | undefined {
  const program = programNamed(name);
  if (program) return [`**${name}**`, `\`\`\`\n${program.synopsis}\n\`\`\``, program.does].join("\n\n");
  const usual = usualCommand(name);
  return usual && `**${name}** — ${usual.does}.\n\n${usual.inService}`;
}

function hoverRedirect(script: RunScript, offset: number): Hover | undefined {
  const redirects = listsOf(script).flatMap((list) => commandsOf(list).flatMap(redirectsOf));
  const found = redirects.find((redirect) => holds(redirect, offset));
  return (
    found && { contents: `${describeRedirect(found, script.text)}.`, span: { start: found.start, end: found.end } }
  );
}

function redirectsOf(command: Command): readonly Redirect[] {
  return command.kind === "function" ? [] : command.redirects;
}

function hoverVariable(script: RunScript, offset: number): Hover | undefined {
  for (const list of listsOf(script)) {
    for (const word of wordsOf(list)) {
      const parameter = holds(word, offset) ? parameterAt(word.parts, offset) : undefined;
      if (parameter) return describeVariable(parameter, script);
    }
  }
  return undefined;
}

/** On the name in `NAME=VALUE`: what it is set to, and for whom. */
function hoverAssignment(script: RunScript, offset: number): Hover | undefined {
  const commands = listsOf(script).flatMap((list) => commandsOf(list));
  for (const { name, start, value, whom } of commands.flatMap(settingsOf)) {
    const span = { start, end: start + name.length };
    if (!holds(span, offset)) continue;
    const written = script.text.slice(value);
    const what = /^[^$`]*$/.test(written) ? code(written) : `${code(written)}, which the shell works out`;
    return { contents: `**$${name}** is set to ${written === "" ? "nothing" : what}${whom}.`, span };
  }
  return undefined;
}

interface Setting {
  readonly name: string;
  readonly start: number;
  readonly value: Span;
  /** The end of a sentence. */
  readonly whom: string;
}

function settingsOf(command: Command): Setting[] {
  if (command.kind !== "simple") return [];
  const { assignments, words } = command;
  const [program, ...more] = words.map(({ parts }) => literalText(parts));
  const started = program === "exec" ? more[0] : program;
  const whom = words.length === 0 ? "" : `, in the environment of ${started ?? "this command"} alone`;
  const set = assignments.map(({ name, start, value }) => ({ name, start, value, whom }));
  return program === "export" ? [...set, ...words.slice(1).flatMap(exportOf)] : set;
}

function exportOf({ parts, start, end }: Word): Setting[] {
  const [first] = parts;
  const name = first?.kind === "bare" ? /^([A-Za-z_]\w*)=/.exec(first.text)?.[1] : undefined;
  if (name === undefined) return [];
  const value = { start: start + name.length + 1, end };
  return [{ name, start, value, whom: ", in the environment of all programs behind" }];
}

function parameterAt(parts: readonly WordPart[], offset: number): Parameter | undefined {
  for (const part of parts) {
    if (!holds(part, offset)) continue;
    const inner = "parts" in part ? parameterAt(part.parts, offset) : undefined;
    if (inner) return inner;
    if (part.kind === "parameter") return part;
  }
  return undefined;
}

function describeVariable({ name, start, end }: Parameter, script: RunScript): Hover | undefined {
  if (!/^\w+$/.test(name)) return undefined;
  const chain = chainAt(script, start);
  const value = chain?.variables.valueAt(name, start);
  const word = chain?.variables.wordOf(name);
  const says = value === undefined ? unknownValue(name, word, script, chain, start) : `is \`${printable(value)}\` here`;
  return { contents: `**$${name}** ${says}.`, span: { start, end } };
}

function chainAt({ service: { chains } }: RunScript, place: number): Chain | undefined {
  return chains.find(({ command }) => holds(command, place)) ?? chains[0];
}

/** What the programs in front of a script in quotes give to its shell. */
function variablesAround(chain: Chain, script: RunScript, place: number): readonly VariableFacts[] {
  const inner = script.service.scripts.find(({ list }) => holds(list, place));
  if (inner === undefined) return [];
  return environmentFacts({ ...chain, steps: chain.steps.filter(({ word }) => word.start < inner.list.start) }, script);
}

function unknownValue(
  name: string,
  word: Word | undefined,
  script: RunScript,
  chain: Chain | undefined,
  place: number,
): string {
  if (word !== undefined) return `is set to ${code(script.text.slice(word))}, which the shell works out`;
  const outside = chain && variablesAround(chain, script, place).find((variable) => variable.name === name);
  if (outside?.value !== undefined) return `is \`${outside.value}\` (${outside.from})`;
  if (name === "PATH") return "is what svscan was started with: svscanboot leaves no other variable";
  return "is not set in this script: it comes from the environment, which under svscan holds PATH only";
}

/** Code in Markdown, also when there are backquotes in it. */
function code(text: string): string {
  const shown = printable(text);
  return shown.includes("`") ? `\`\` ${shown} \`\`` : `\`${shown}\``;
}
