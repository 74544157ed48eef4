/** The environment that the programs of a chain get. Specification X1, C6. */
import type { SimpleCommand } from "djblint-grammars/run/tree";
import { parametersOf } from "djblint-grammars/run/walk";
import { decodeLatin1, printable, type SourceText, type Span } from "djblint-grammars/text";
import { parentOf } from "../tree.js";
import type { RunScript } from "./run-script.js";
import { type Argument, type Chain, type Effect, lastStep, type Step } from "./service.js";
import { folderOf } from "./service-folder.js";
import { onceForService } from "./service-once.js";
import { readsVariables } from "./service-variables.js";
import { writtenValue } from "./written-value.js";

export interface Variable {
  readonly name: string;
  /** As the shell gets it; undefined when only the host knows. */
  readonly value: string | undefined;
  /** What sets it, in words. */
  readonly from: string;
  /** Where the script sets it; undefined when something outside does. */
  readonly at: Span | undefined;
  /** The file of an environment folder that holds it. */
  readonly file: string | undefined;
}

/** Where a script that is started beside supervise has its environment from. */
export const ITS_CALLER = "whoever starts the script";

/** What sets the variables that a server gives to some of its clients. */
export const ITS_RULE = "the access rule";

/** Variables in the order in which they are set. */
type Settings = Iterable<readonly [name: string, value: string]>;

/**
 * What the last program of a chain gets. `exported` holds those exports of the script that matter to whoever asks, `ofRule`
 * what the access rules that the server of the chain reads set for a client.
 */
export function environmentOf(
  chain: Chain,
  script: RunScript,
  exported = exportsOf(script.service),
  ofRule: Settings = [],
): Variable[] {
  const environment = new Environment(script);
  // What svscanboot leaves of it.
  if (script.isStarter) environment.set("*", undefined, ITS_CALLER);
  else environment.set("PATH", undefined, "svscan");
  if (script.tree.shebang?.program === "invoke-run") environment.readByInvokeRun();
  if (/\/with-contenv$/.test(script.tree.shebang?.interpreter ?? ""))
    environment.set("*", undefined, "with-contenv: what the container was started with");
  if (readsFiles(chain, script)) environment.set("*", undefined, "files that the script reads");
  for (const { name, value, at } of shellVariables(chain, script, exported))
    environment.set(name, value, "the script", at);
  for (const step of chain.steps) {
    const { name, effects, program } = step;
    for (const effect of effects) environment.apply(effect, step);
    for (const [own, value] of variablesOfOptions(step)) environment.set(own, value, name);
    for (const own of variablesTaken(step)) environment.delete(own);
    if (program?.kind === "server" && program.numericIds) {
      environment.set("PROTO", undefined, name);
      environment.set("TCP*", undefined, `${name}: both ends of the connection`);
    }
    if (program?.kind === "server") for (const [own, value] of ofRule) environment.set(own, value, ITS_RULE);
  }
  return environment.all;
}

/** The variables in which the numbers of an account are put: s6-envuidgid(8) has options for some of them alone. */
function idsSetBy({ name, options }: Step): readonly string[] {
  if (name !== "s6-envuidgid") return ["UID", "GID"];
  const has = (letter: string) => options.some((option) => option.letter === letter);
  if (has("u")) return ["UID"];
  if (has("g")) return ["GID"];
  return has("B") || has("n") ? ["UID", "GID"] : ["UID", "GID", "GIDLIST"];
}

/** stdbuf of coreutils hands its options to a library that the program loads: measured. */
function variablesOfOptions({ name, options }: Step): [name: string, value: string | undefined][] {
  const streams = name === "stdbuf" ? options.filter(({ letter }) => /^[ioe]/.test(letter)) : [];
  const own = streams.map(({ letter, value }): [string, string | undefined] => {
    return [`_STDBUF_${letter.charAt(0).toUpperCase()}`, value?.text];
  });
  return own.length > 0 ? [...own, ["LD_PRELOAD", undefined]] : [];
}

/** s6-applyuidgid -z takes them away behind itself. */
function variablesTaken({ name, options }: Step): readonly string[] {
  const takes = name === "s6-applyuidgid" && options.some(({ letter }) => letter === "z");
  return takes ? ["UID", "GID", "GIDLIST"] : [];
}

/** What a program of a chain gets, from those before it. */
export function environmentAt(
  program: Step,
  chain: Chain,
  script: RunScript,
  exported?: readonly Export[],
  ofRule?: Settings,
): Variable[] {
  return environmentOf(
    { ...chain, steps: chain.steps.slice(0, chain.steps.indexOf(program)) },
    script,
    exported,
    ofRule,
  );
}

/** ROOT, the folder that a server of djbdns shuts itself into (droproot.c); undefined for other programs, and where it is not set. */
export function rootVariable(chain: Chain, script: RunScript): Variable | undefined {
  if (!lastStep(chain).program?.readsEnvironment.includes("ROOT")) return undefined;
  return environmentOf(chain, script).find(({ name }) => name === "ROOT");
}

class Environment {
  private readonly variables = new Map<string, Variable>();

  constructor(private readonly script: RunScript) {}

  get all(): Variable[] {
    return [...this.variables.values()];
  }

  set(name: string, value: string | undefined, from: string, at?: Span, file?: string): void {
    this.variables.set(name, { name, value, from, at, file });
  }

  delete(name: string): void {
    this.variables.delete(name);
  }

  /** What a program of the chain does to it. */
  apply(effect: Effect, step: Step): void {
    const { name: by } = step;
    const { text } = this.script;
    switch (effect.kind) {
      case "clear-environment":
        this.variables.clear();
        break;
      case "set":
        this.set(effect.name, assignedText(effect, text), by, effect.value);
        break;
      case "unset":
        this.variables.delete(effect.value.text ?? "");
        break;
      case "ids":
        for (const name of idsSetBy(step))
          this.set(name, undefined, `${by}: of ${writtenValue(effect.value, text)}`, effect.value);
        break;
      case "directory":
        if (effect.use === "environment")
          this.readFolder(effect.value.text, `${by} ${writtenValue(effect.value, text)}`, effect.value);
        break;
    }
  }

  /** invoke-run(8): /etc/default/NAME sets variables, and so does the folder env, if there is one. */
  readByInvokeRun(): void {
    this.set("*", undefined, "invoke-run: /etc/default");
    if (environmentFiles("./env", this.script)) this.readFolder("./env", "invoke-run ./env", this.script.tree.shebang);
  }

  private readFolder(path: string | undefined, from: string, at: Span | undefined): void {
    const files = environmentFiles(path, this.script);
    if (files === undefined) this.set("*", undefined, from, at);
    for (const { name, value, path: file } of files ?? []) {
      if (value === undefined) this.variables.delete(name);
      else this.set(name, value, from, at, file);
    }
  }
}

/** The span of the value is that of the whole word. */
function assignedText({ name, value }: Extract<Effect, { kind: "set" }>, source: SourceText): string {
  const written = writtenValue(value, source);
  return value.text === undefined ? written.slice(name.length + 1) : written;
}

export interface EnvironmentFile {
  readonly name: string;
  /** Undefined for an empty file, which takes the variable away. */
  readonly value: string | undefined;
  readonly path: string;
}

/** The variables of a folder as envdir reads it; undefined when it, or a file in it, was not looked at. */
export function environmentFiles(path: string | undefined, script: RunScript): EnvironmentFile[] | undefined {
  if (path === undefined) return undefined;
  const { around } = script;
  const folder = around.find(path, folderOf(script));
  const children = folder && around.children(folder.path);
  if (children === undefined) return undefined;
  const files: EnvironmentFile[] = [];
  for (const { path: file, kind } of children) {
    const name = file.slice(parentOf(file).length + 1);
    if (name.startsWith(".") || kind === "directory") continue;
    const text = around.text(file);
    if (text === undefined) return undefined;
    files.push({ name, value: text.bytes.length === 0 ? undefined : firstLine(text), path: file });
  }
  return files;
}

/** Without blanks at its end. */
function firstLine({ bytes }: SourceText): string {
  return printable(
    decodeLatin1(bytes)
      .split("\n")[0]
      .replace(/[ \t]+$/, ""),
  );
}

export interface Export {
  readonly name: string;
  /** Where that is written. */
  readonly at: Span;
  /** `NAME=VALUE` behind `export`; undefined where the value is what the variable holds. */
  readonly assigned: Argument | undefined;
  /** Where its command begins, and whether the shell surely comes to it. */
  readonly start: number;
  readonly certain: boolean;
}

/** `export NAME=VALUE` and `export NAME`, bash's `declare -x`, and what is set while `set -a` holds, in the order of the script. */
export const exportsOf = onceForService(({ commands }): readonly Export[] => {
  let exportsAll = false;
  const exported: Export[] = [];
  for (const { name, command, place, arguments: args } of commands) {
    const { start } = command;
    const certain = place.certain && !place.nested;
    if (name === "set") exportsAll = allExport(args) ?? exportsAll;
    else if (isExport(name, args)) {
      for (const argument of args.slice(1)) {
        const assigned = argument.head.includes("=") ? argument : undefined;
        exported.push({ name: argument.head.split("=")[0], at: argument, assigned, start, certain });
      }
    } else if (exportsAll) {
      for (const { name, start: from, end } of namesSetBy(command))
        exported.push({ name, at: { start: from, end }, assigned: undefined, start, certain });
    }
  }
  return exported.filter(({ name }) => /^\w+$/.test(name));
});

function isExport(name: string, [, option]: readonly Argument[]): boolean {
  return name === "export" || ((name === "declare" || name === "typeset") && /^-\w*x/.test(option?.text ?? ""));
}

/** Where a command sets variables of the shell: `NAME=VALUE` alone, and `${NAME:=VALUE}` anywhere. */
function namesSetBy({ assignments, words }: SimpleCommand): readonly (Span & { readonly name: string })[] {
  const defaults = words
    .flatMap(({ parts }) => parametersOf(parts))
    .filter(({ operator }) => operator === "=" || operator === ":=");
  return words.length === 0 ? assignments : defaults;
}

/** Whether `set` makes all that is set later exported, or ends that; undefined when it does neither. */
function allExport([, ...args]: readonly Argument[]): boolean | undefined {
  let found: boolean | undefined;
  for (let index = 0; index < args.length; index++) {
    const { text = "" } = args[index];
    // What follows are the arguments of the script.
    if (!/^[-+]\w/.test(text)) break;
    const takesName = text.endsWith("o");
    if (/a/.test(text) || (takesName && args[index + 1]?.text === "allexport")) found = text[0] === "-";
    if (takesName) index++;
  }
  return found;
}

/** Whether `.` or `source` stands in front of a chain: such a file may export anything. */
function readsFiles({ command }: Chain, { service }: RunScript): boolean {
  return firstReader(service) < command.start;
}

/** Where the first command stands that reads a file; behind everything when there is none. */
const firstReader = onceForService(({ commands }): number => {
  const reader = commands.find(({ name }) => name === "." || name === "source");
  return reader?.command.start ?? Number.POSITIVE_INFINITY;
});

/** Those that the shell surely comes to. */
const unsetsOf = onceForService(({ commands }) =>
  commands.filter(({ name, place }) => name === "unset" && place.certain),
);

/** What is exported in front of a command and not taken away again, and assignments in front of the command itself. */
function shellVariables(
  { command, variables }: Chain,
  { text, service }: RunScript,
  exported: readonly Export[],
): Pick<Variable, "name" | "value" | "at">[] {
  const unsets = unsetsOf(service).filter((unset) => unset.command.start < command.start);
  const isThere = ({ name, assigned, start }: Export) => {
    const unset = unsets.findLast((each) => each.arguments.some((argument) => argument.text === name));
    const from = unset?.command.start ?? -1;
    if (start < from) return false;
    if (assigned !== undefined || readsVariables(service.names)) return true;
    // To export what nobody has set puts nothing into the environment.
    const words = variables.wordsOf(name);
    return variables.isSet(name) && (words.length === 0 || words.some((word) => word.start > from));
  };
  const before = exported.filter((each) => each.start < command.start && isThere(each));
  const earlier = before.map(({ name, assigned, at }) => {
    // Of a variable that is set twice the way through the script decides the value.
    const isOnly = variables.wordsOf(name).length < 2;
    const own = assigned && isOnly ? writtenValue(assigned, text).slice(name.length + 1) : undefined;
    return { name, value: own ?? variables.valueAt(name, command.start), at };
  });
  const own = command.assignments.map((assignment) => {
    const { start, end } = assignment.value;
    const value = writtenValue({ text: undefined, head: "", tail: "", start, end }, text);
    return { name: assignment.name, value, at: assignment };
  });
  return [...earlier, ...own.filter(({ name }) => /^\w+$/.test(name))];
}
