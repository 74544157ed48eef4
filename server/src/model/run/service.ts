/**
 * The chain model: what a run script starts, program by program, and what each program changes on the way. Rules,
 * hovers and the model of the whole site read this and no script text. Specification C1 to C7.
 */
import type { Commands } from "djblint-grammars/run/parser";
import type { Command, Compound, List, Pipeline, Redirect, SimpleCommand, Word } from "djblint-grammars/run/tree";
import { commandsOf, type InnerList, innerLists, parametersOf } from "djblint-grammars/run/walk";
import { literalText, parseQuotedScript } from "djblint-grammars/run/words";
import type { Span } from "djblint-grammars/text";
import { trimmed } from "djblint-grammars/trimmed";
import {
  type ChainProgram,
  daemonNamed,
  isBootScript,
  type PositionalSpec,
  programNamed,
  type Role,
} from "./chain-programs.js";
import { CD_OF_EXECLINE } from "./chain-programs-table.js";
import { type Argument, readArguments, type Value } from "./service-arguments.js";
import { type OptionUse, readOptions } from "./service-options.js";
import { readVariables, type Variables } from "./service-variables.js";

export type { Argument, Value } from "./service-arguments.js";
export type { OptionUse } from "./service-options.js";

/** Everything that a script starts. */
export interface Service {
  /** In the order of the script; those inside `sh -c` behind the chain that starts it. */
  readonly chains: readonly Chain[];
  /** All simple commands, in the order of the script; those inside `sh -c` behind the one that starts it. */
  readonly commands: readonly ScriptCommand[];
  /** The names of these. */
  readonly names: ReadonlySet<string>;
  /** The names of the functions of the script itself. */
  readonly functions: ReadonlySet<string>;
  /** `exec 2>&1` and its like, for the rest of the script. */
  readonly joins: readonly DescriptorJoin[];
  /** Where `cd` goes, in the order of the script. */
  readonly moves: readonly Move[];
  /** Scripts in `sh -c '...'`. */
  readonly scripts: readonly Commands[];
  /** Those of the script itself. */
  readonly variables: Variables;
}

/** A command, and what is known of its words. */
export interface ScriptCommand {
  readonly command: SimpleCommand;
  readonly place: CommandPlace;
  readonly arguments: readonly Argument[];
  /** The program's name without its folder; empty when the shell decides it, or when there is none. */
  readonly name: string;
  /** What it starts, if that is a program that is known, or replaces the shell. */
  readonly chain: Chain | undefined;
}

/** One command: programs that start each other, the last of which stays. */
export interface Chain {
  readonly command: SimpleCommand;
  readonly place: CommandPlace;
  /** Whether `exec` stands in front: the pid of the script becomes that of the programs. */
  readonly replacesShell: boolean;
  readonly steps: readonly Step[];
  readonly joins: readonly DescriptorJoin[];
  /** Those of the script that the command stands in. */
  readonly variables: Variables;
}

/** Where a command stands in its script. */
export interface CommandPlace {
  /** Nothing runs behind it when the script gets there. */
  readonly last: boolean;
  /** Runs whenever the script comes this far: in no branch, no loop, and behind no && or ||. */
  readonly certain: boolean;
  readonly background: boolean;
  readonly piped: boolean;
  /** The innermost one, also when it is a single command. */
  readonly pipeline: Pipeline | undefined;
  /** In a copy of the shell: `( ... )`. */
  readonly inSubshell: boolean;
  readonly inFunction: boolean;
  readonly inLoop: boolean;
  /** In the body of `while true` and its like. */
  readonly inEndlessLoop: boolean;
  /** Inside the argument of `sh -c`. */
  readonly nested: boolean;
}

export interface Step {
  /** Last part of the program's path; empty when the shell decides it. */
  readonly name: string;
  /** What is known of the program. */
  readonly program: ChainProgram | undefined;
  /** It is one of those in busybox, which has its own of many a name. */
  readonly inBusybox: boolean;
  readonly word: Word;
  readonly options: readonly OptionUse[];
  /** The fixed words behind the options. */
  readonly operands: readonly Operand[];
  /** The words behind those of a program that starts no other. */
  readonly arguments: readonly Argument[];
  readonly effects: readonly Effect[];
  /** False when an expansion may hold options that are not seen here. */
  readonly optionsKnown: boolean;
  /** False when an expansion among its words, or those of an earlier step, may have shifted what is read here. */
  readonly certain: boolean;
}

export interface Operand extends Argument {
  readonly spec: PositionalSpec;
}

/** What a step changes for itself and those behind it, in the order in which it does. Of repeated options the last. */
export type Effect =
  /** Becomes the account, with its group and no other. */
  | { readonly kind: "account"; readonly value: Value }
  /** Puts the numbers of the account into UID and GID, and stays what it is. */
  | { readonly kind: "ids"; readonly value: Value }
  /** Becomes $UID and $GID. */
  | { readonly kind: "ids-from-environment"; readonly option: OptionUse }
  | { readonly kind: "uid" | "gid"; readonly value: Value; readonly option: OptionUse }
  | { readonly kind: "limit"; readonly value: Value; readonly option: OptionUse }
  | { readonly kind: "clear-environment"; readonly at: Span }
  | { readonly kind: "set"; readonly name: string; readonly value: Value }
  | { readonly kind: "unset"; readonly value: Value }
  | { readonly kind: "directory"; readonly use: "environment" | "root" | "working"; readonly value: Value }
  | { readonly kind: "lock"; readonly value: Value }
  | { readonly kind: "listen"; readonly address: Value; readonly port: Value | undefined }
  | { readonly kind: "rules"; readonly value: Value };

/** One `cd`. */
export interface Move {
  /** Undefined where HOME, or OLDPWD of `cd -`, says it. */
  readonly to: Value | undefined;
  readonly place: CommandPlace;
  readonly command: SimpleCommand;
}

/** A descriptor that becomes a copy of another. */
export interface DescriptorJoin extends Span {
  readonly from: number;
  readonly to: number;
}

/** Reads the service that a script makes. `bytes` is the file that the tree came from. */
export function readService(bytes: Uint8Array, list: List): Service {
  const reader = new ServiceReader(bytes);
  const variables = readVariables(list);
  reader.readList(list, TOP, variables);
  const { chains, commands, joins, moves, scripts } = reader;
  const names = new Set(commands.map(({ name }) => name));
  const functions = new Set(functionNames(list));
  return { chains, commands, names, functions, joins, moves, scripts, variables };
}

function* functionNames(list: List): Generator<string> {
  for (const command of commandsOf(list)) {
    if (command.kind === "function") yield literalText(command.name.parts) ?? "";
  }
}

/** The commands that stand in a stretch of the script. */
export function commandsWithin({ commands }: Service, { start, end }: Span): readonly ScriptCommand[] {
  const from = firstFrom(commands, start);
  return commands.slice(from, firstFrom(commands, end)).filter(({ command }) => command.end <= end);
}

/** The last of some commands, in the order of the script, that begins in front of a place. */
export function lastBefore(commands: readonly ScriptCommand[], place: number): ScriptCommand | undefined {
  return commands[firstFrom(commands, place) - 1];
}

/** The number of the first command that begins at a place or behind it. */
function firstFrom(commands: readonly ScriptCommand[], place: number): number {
  let [low, high] = [0, commands.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (commands[middle].command.start < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last step of a chain: the program that stays. */
export function lastStep({ steps }: Chain): Step {
  return steps[steps.length - 1];
}

/** What some chains come down to: the last that replaces the shell, else the last command. */
export function mainOf(chains: readonly Chain[]): Chain | undefined {
  const own = chains.filter(({ place }) => !place.inFunction && !place.background);
  return own.findLast((chain) => chain.replacesShell) ?? own.findLast(({ place }) => place.last);
}

/** Nobody chains so many programs; each costs a look at all words behind it. */
const MOST_STEPS = 64;

const TOP: CommandPlace = {
  last: true,
  certain: true,
  background: false,
  piped: false,
  pipeline: undefined,
  inSubshell: false,
  inFunction: false,
  inLoop: false,
  inEndlessLoop: false,
  nested: false,
};

class ServiceReader {
  readonly chains: Chain[] = [];
  readonly commands: ScriptCommand[] = [];
  readonly joins: DescriptorJoin[] = [];
  readonly moves: Move[] = [];
  readonly scripts: Commands[] = [];

  constructor(private readonly bytes: Uint8Array) {}

  /** Reads all commands of a list; the answer is the chains that stand in it. */
  read(list: List, place: CommandPlace): Chain[] {
    const from = this.chains.length;
    this.readList(list, place, readVariables(list));
    return this.chains.slice(from);
  }

  readList(list: List, place: CommandPlace, variables: Variables): void {
    list.items.forEach(({ pipelines, operators, background }, index) => {
      pipelines.forEach((pipeline, number) => {
        // Behind && something runs when this went well.
        const last = place.last && index === list.items.length - 1 && operators[number] !== "&&";
        const certain = place.certain && number === 0 && !background;
        this.readPipeline(pipeline, { ...place, last, certain, background: place.background || background }, variables);
      });
    });
  }

  private readPipeline(pipeline: Pipeline, place: CommandPlace, variables: Variables): void {
    const piped = place.piped || pipeline.commands.length > 1;
    for (const command of pipeline.commands) this.readCommand(command, { ...place, piped, pipeline }, variables);
  }

  private readCommand(command: Command, place: CommandPlace, variables: Variables): void {
    if (command.kind === "simple") this.readSimple(command, place, variables);
    for (const inner of innerLists(command)) this.readList(inner.list, innerPlace(command, inner, place), variables);
  }

  private readSimple(command: SimpleCommand, place: CommandPlace, variables: Variables): void {
    const args = readArguments(command.words, variables);
    const name = args.length > 0 ? nameOf(args[0]) : "";
    const slot = this.commands.length;
    const chain = this.readChain(command, args, place, variables);
    this.commands.splice(slot, 0, { command, place, arguments: args, name, chain });
  }

  private readChain(
    command: SimpleCommand,
    args: readonly Argument[],
    place: CommandPlace,
    variables: Variables,
  ): Chain | undefined {
    const replacesShell = args[0]?.text === "exec";
    const joins = joinsOf(command.redirects);
    if (args[0]?.text === "cd") this.moves.push({ to: folderOfMove(args), place, command });
    if (replacesShell && args.length === 1) this.joins.push(...joins);
    const words = replacesShell ? behindExec(args) : args;
    if (words.length === 0 || (!replacesShell && !isKnown(words[0]))) return undefined;
    const slot = this.chains.length;
    const inner: Chain[] = [];
    const chain = { command, place, replacesShell, steps: trimmed(this.walk(words, inner)), joins, variables };
    this.chains.splice(slot, this.chains.length, chain, ...inner);
    return chain;
  }

  /** Follows a chain, word by word; `inner` takes the commands of a script in it that do not go on with the chain. */
  private walk(args: readonly Argument[], inner: Chain[]): Step[] {
    const steps: Step[] = [];
    let rest = args;
    let before = NOTHING_BEFORE;
    while (rest.length > 0 && steps.length < MOST_STEPS) {
      const { step, next } = readStep(rest, before);
      steps.push(step);
      const isServer = step.program?.kind === "server";
      before = {
        certain: step.certain,
        server: before.server || isServer,
        busybox: step.name === "busybox",
        s6: before.s6 || step.name.startsWith("s6-"),
      };
      if (step.program?.kind === "interpreter") steps.push(...this.readScript(step, inner));
      rest = next;
    }
    return steps;
  }

  /** The script of `sh -c '...'`: its main chain goes on with the steps. */
  private readScript(step: Step, inner: Chain[]): readonly Step[] {
    const script = step.options.some(({ spec }) => spec?.role === "script") ? step.arguments.at(0) : undefined;
    const shell = step.name === "bash" ? "bash" : "sh";
    const commands = script && parseQuotedScript(this.bytes, script.word, shell);
    if (commands === undefined) return [];
    this.scripts.push(commands);
    const chains = this.read(commands.list, { ...TOP, nested: true });
    this.chains.length -= chains.length;
    const main = mainOf(chains.filter(({ place }) => !place.piped));
    inner.push(...chains.filter((chain) => chain !== main));
    return main?.steps.map((inside) => ({ ...inside, certain: inside.certain && step.certain })) ?? [];
  }
}

/** The first word behind the options of `cd`; `cd -` goes back. */
function folderOfMove([, ...args]: readonly Argument[]): Argument | undefined {
  const at = args.findIndex(({ head }) => !/^-[A-Za-z]+$/.test(head));
  const folder = args[args[at]?.text === "--" ? at + 1 : at];
  return folder?.text === "-" ? undefined : folder;
}

/**
 * The command behind `exec` and the options of bash: -c, -l, -a NAME. The exec of sh looks for a program of that name,
 * and the script ends there (RS017).
 */
function behindExec(args: readonly Argument[]): readonly Argument[] {
  const text = (index: number) => args[index]?.text ?? "";
  let at = 1;
  while (/^-([cl]+|[cl]*a.*)$/.test(text(at))) at += /^-[cl]*a$/.test(text(at)) ? 2 : 1;
  return args.slice(text(at) === "--" ? at + 1 : at);
}

function isKnown(word: Argument): boolean {
  const name = nameOf(word);
  return programNamed(name) !== undefined || daemonNamed(name) !== undefined || isBootScript(word.tail);
}

/** A list inside a command is its last one when nothing of the command runs behind it. */
function innerPlace(command: Command, { runs, isCondition }: InnerList, place: CommandPlace): CommandPlace {
  if (command.kind !== "compound") return { ...place, inFunction: true, last: false, certain: false };
  const { body } = command;
  const inLoop = place.inLoop || body.kind === "while" || body.kind === "until" || body.kind === "for";
  const inSubshell = place.inSubshell || runs === "in-subshell";
  const certain = place.certain && runs !== "maybe";
  const inEndlessLoop = place.inEndlessLoop || (isEndless(body) && !isCondition);
  return { ...place, inLoop, inEndlessLoop, inSubshell, certain, last: place.last && !isCondition };
}

/** A loop that its condition never ends: `while true`, `while sleep 5`, `until false`. */
function isEndless(body: Compound): boolean {
  if (body.kind !== "while" && body.kind !== "until") return false;
  const [item, ...more] = body.condition.items;
  const [command, ...others] = item?.pipelines.flatMap(({ commands }) => commands) ?? [];
  if (command?.kind !== "simple" || more.length > 0 || others.length > 0) return false;
  const words = command.words.map(({ parts }) => literalText(parts) ?? "").join(" ");
  return body.kind === "while" ? /^(true|:|\[ 1 \]|sleep .*)$/.test(words) : words === "false";
}

function joinsOf(redirects: readonly Redirect[]): readonly DescriptorJoin[] {
  const joins = redirects.flatMap(({ operator, descriptor, target, start, end }) => {
    const to = literalText(target.parts) ?? "";
    if ((operator !== ">&" && operator !== "<&") || !/^[0-9]+$/.test(to)) return [];
    return { from: descriptor ?? (operator === "<&" ? 0 : 1), to: Number(to), start, end };
  });
  return trimmed(joins);
}

/** The program behind a path; the part behind the last slash counts, also when the folder is not known. */
function nameOf({ text, tail }: Argument): string {
  const slash = tail.lastIndexOf("/");
  return text === undefined && slash < 0 ? "" : tail.slice(slash + 1);
}

/** What stands in front of a step. */
interface Before {
  readonly certain: boolean;
  /** Somewhere there is a server. */
  readonly server: boolean;
  /** The step in front is busybox. */
  readonly busybox: boolean;
  /** One of the programs is of s6, so that those of execline are there too. */
  readonly s6: boolean;
}

const NOTHING_BEFORE: Before = { certain: true, server: false, busybox: false, s6: false };

function readStep(args: readonly Argument[], before: Before): { step: Step; next: readonly Argument[] } {
  const [{ word, count }, ...rest] = args;
  const name = count === "one" ? nameOf(args[0]) : "";
  const program = programOf(name, before);
  const read = program === undefined ? { options: [], used: 0, certain: true } : readOptions(program, rest);
  const behind = rest.slice(read.used);
  const starts = program?.runsRest === true && startsProgram(program, read.options, behind);
  const front = readFront(starts || !program?.runsRest ? program : undefined, behind);
  const next = starts ? nextArguments(program, front.rest, rest[read.used - 1]) : [];
  const certain = before.certain && count === "one" && read.certain && front.certain;
  const own = trimmed(starts ? [] : front.rest);
  const effects = trimmed([...effectsOf(read.options, program?.order ?? ""), ...front.effects]);
  const step = {
    name,
    program,
    inBusybox: before.busybox,
    word,
    options: read.options,
    operands: trimmed(front.operands),
    arguments: own,
    effects,
    optionsKnown: read.certain,
    certain,
  };
  return { step, next };
}

function programOf(name: string, { server, s6 }: Before): ChainProgram | undefined {
  if (name === "cd" && s6) return CD_OF_EXECLINE;
  const program = programNamed(name);
  return program?.behindServerOnly && !server ? undefined : program;
}

/** Whether the words behind its options begin with a program to start. */
function startsProgram(
  { startsOnlyWith, positionals, kind }: ChainProgram,
  options: readonly OptionUse[],
  behind: readonly Argument[],
): boolean {
  // `flock FILE -c SCRIPT`
  if (kind === "wrapper" && behind[positionals.length]?.head.startsWith("-")) return false;
  if (startsOnlyWith === undefined) return true;
  const words = startsOnlyWith.split(" ");
  return (
    words.every((word, index) => behind[index]?.text === word) || options.some(({ spec }) => spec?.role === "account")
  );
}

/**
 * `argv0 REALNAME PROGNAME ...` starts REALNAME without the word behind it; `capsh -- -c SCRIPT` is `bash -c SCRIPT`.
 * `last` is the last word of the program's options.
 */
function nextArguments(
  { renamesChild, startsShell }: ChainProgram,
  rest: readonly Argument[],
  last: Argument | undefined,
): readonly Argument[] {
  if (renamesChild) return [...rest.slice(0, 1), ...rest.slice(2)];
  if (startsShell === undefined) return rest;
  return last?.text === "--" ? [{ ...last, text: startsShell, head: startsShell, tail: startsShell }, ...rest] : [];
}

interface Front {
  readonly operands: readonly Operand[];
  readonly effects: readonly Effect[];
  readonly rest: readonly Argument[];
  readonly certain: boolean;
}

/** The fixed words of a program, and for `env` the assignments. */
function readFront(program: ChainProgram | undefined, args: readonly Argument[]): Front {
  if (program?.takesAssignments) return readAssignments(args);
  const specs = program?.positionals ?? [];
  const operands = args.slice(0, specs.length).map((argument, index) => operandOf(argument, specs[index]));
  const certain = operands.every(({ count }) => count === "one");
  return { operands, effects: operandEffects(operands), rest: args.slice(operands.length), certain };
}

/** Written out: a copy by spreading costs more than the operand. */
function operandOf({ text, head, tail, start, end, word, count }: Argument, spec: PositionalSpec): Operand {
  return { text, head, tail, start, end, word, count, spec };
}

function readAssignments(args: readonly Argument[]): Front {
  const effects: Effect[] = [];
  let at = 0;
  if (args[0]?.text === "-") effects.push({ kind: "clear-environment", at: args[at++] });
  for (; at < args.length && args[at].head.includes("="); at++) {
    const { head, text, tail, start, end } = args[at];
    const sign = head.indexOf("=");
    const value = {
      text: text?.slice(sign + 1),
      head: head.slice(sign + 1),
      tail: text?.slice(sign + 1) ?? tail,
      start,
      end,
    };
    effects.push({ kind: "set", name: head.slice(0, sign), value });
  }
  return { operands: [], effects, rest: args.slice(at), certain: args[at]?.count !== "unknown" };
}

function operandEffects(operands: readonly Operand[]): Effect[] {
  return operands.flatMap((operand, index) => {
    const { role } = operand.spec;
    if (role === "listen-path") return { kind: "listen", address: operand, port: undefined };
    if (role === "listen-address") {
      const port = operands[index + 1];
      return mayBeAddress(operand, port) ? { kind: "listen", address: operand, port } : [];
    }
    return role === undefined ? [] : (valueEffect(role, operand) ?? []);
  });
}

/** Not an expansion that stands for options too: `"$@"`, and one in front of a word that is no port. */
function mayBeAddress({ count, word }: Operand, port: Operand | undefined): boolean {
  if (count === "one") return true;
  const isList = parametersOf(word.parts).some(({ name }) => name === "@" || name === "*");
  return !isList && /^([0-9]+|[a-z][\w+-]*)$/i.test(port?.text ?? "0");
}

/** Of each letter the last use counts; their order stays, behind those that the program does in an order of its own. */
function effectsOf(options: readonly OptionUse[], order: string): Effect[] {
  const last = new Map(options.map((option) => [option.letter, option]));
  const turn = ({ letter }: OptionUse) => (order.includes(letter) ? order.indexOf(letter) : order.length);
  return options
    .filter((option) => last.get(option.letter) === option)
    .sort((a, b) => turn(a) - turn(b))
    .flatMap((option) => optionEffect(option) ?? []);
}

function optionEffect(option: OptionUse): Effect | undefined {
  const { value } = option;
  const role = option.spec?.role;
  switch (role) {
    case "ids-from-environment":
      return { kind: "ids-from-environment", option };
    case "clear-environment":
      return { kind: "clear-environment", at: option };
    case "uid":
    case "gid":
    case "limit":
      return value && { kind: role, value, option };
    default:
      return role && value && valueEffect(role, value);
  }
}

function valueEffect(role: Role, value: Value): Effect | undefined {
  switch (role) {
    case "account":
    case "ids":
    case "lock":
    case "rules":
    case "unset":
      return { kind: role, value };
    case "environment-directory":
      return { kind: "directory", use: "environment", value };
    case "root-directory":
      return { kind: "directory", use: "root", value };
    case "working-directory":
      return { kind: "directory", use: "working", value };
    default:
      return undefined;
  }
}
