/** The environment of the last program of a chain, its limits and its directories. Specification X1, C6. */
import { decodeLatin1, printable, type SourceText } from "djblint-grammars/text";
import type { RunScript } from "../model/run-script.js";
import type { Chain, Effect } from "../model/service.js";
import type { Value } from "../model/service-arguments.js";
import { folderOf } from "../model/service-folder.js";
import { limitsOf } from "../model/service-limits.js";
import { parentOf } from "../model/tree.js";
import { writtenValue } from "../model/written-value.js";
import type { DirectoryFacts, LimitFacts, VariableFacts } from "./service-facts.js";

export function environmentFacts(chain: Chain, script: RunScript): VariableFacts[] {
  const environment = new Environment(script);
  // What svscanboot leaves of it.
  if (script.isStarter) environment.set("*", undefined, "whoever starts the script");
  else environment.set("PATH", undefined, "svscan");
  for (const { name, value } of exportsOf(chain, script)) environment.set(name, value, "the script");
  for (const { name, effects, program } of chain.steps) {
    for (const effect of effects) environment.apply(effect, name);
    if (program?.kind === "server" && program.numericIds) {
      environment.set("TCP*", undefined, `${name}: both ends of the connection`);
    }
  }
  return environment.facts;
}

class Environment {
  private readonly variables = new Map<string, VariableFacts>();

  constructor(private readonly script: RunScript) {}

  get facts(): VariableFacts[] {
    return [...this.variables.values()];
  }

  set(name: string, value: string | undefined, from: string): void {
    this.variables.set(name, { name, value, from });
  }

  /** `by` is the program that does it. */
  apply(effect: Effect, by: string): void {
    const { text } = this.script;
    switch (effect.kind) {
      case "clear-environment":
        this.variables.clear();
        break;
      case "set":
        this.set(effect.name, assignedText(effect, text), by);
        break;
      case "unset":
        this.variables.delete(effect.value.text ?? "");
        break;
      case "ids":
        for (const name of ["UID", "GID"]) this.set(name, undefined, `${by}: of ${writtenValue(effect.value, text)}`);
        break;
      case "directory":
        if (effect.use === "environment")
          this.readFolder(effect.value.text, `${by} ${writtenValue(effect.value, text)}`);
        break;
    }
  }

  private readFolder(path: string | undefined, from: string): void {
    const files = environmentFiles(path, this.script);
    if (files === undefined) this.set("*", undefined, from);
    for (const { name, value } of files ?? []) {
      if (value === undefined) this.variables.delete(name);
      else this.set(name, value, from);
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
}

/** The variables of a folder as envdir reads it; undefined when it was not looked at. */
export function environmentFiles(path: string | undefined, script: RunScript): EnvironmentFile[] | undefined {
  if (path === undefined) return undefined;
  const { around } = script;
  const folder = around.find(path, folderOf(script));
  const children = folder && around.children(folder.path);
  return children?.flatMap((child): EnvironmentFile[] => {
    const name = child.path.slice(parentOf(child.path).length + 1);
    const text = around.text(child.path);
    if (name.startsWith(".") || text === undefined) return [];
    return [{ name, value: text.bytes.length === 0 ? undefined : firstLine(text) }];
  });
}

/** Without blanks at its end. */
function firstLine({ bytes }: SourceText): string {
  return printable(
    decodeLatin1(bytes)
      .split("\n")[0]
      .replace(/[ \t]+$/, ""),
  );
}

/** `export NAME=VALUE`, `NAME=VALUE; export NAME`, and assignments in front of the command itself. */
function exportsOf({ command, variables }: Chain, { service, text }: RunScript): { name: string; value: string }[] {
  const before = service.commands.filter((other) => other.name === "export" && other.command.start < command.start);
  const exported = before.flatMap(({ arguments: args }) =>
    args.slice(1).map((argument) => {
      const [name] = argument.head.split("=");
      const own = argument.head.includes("=") ? writtenValue(argument, text).slice(name.length + 1) : undefined;
      return { name, value: own ?? variables.valueAt(name, command.start) ?? "" };
    }),
  );
  const own = command.assignments.map(({ name, value: { start, end } }) => {
    return { name, value: writtenValue({ text: undefined, head: "", tail: "", start, end }, text) };
  });
  return [...exported, ...own].filter(({ name }) => /^\w+$/.test(name));
}

export function limitFacts(chain: Chain, script: RunScript): LimitFacts[] {
  const environment = environmentFacts(chain, script);
  return limitsOf(chain).map(({ value, option }) => ({
    what: option.spec?.meaning || `-${option.letter}`,
    value: `${limitValue(value, script, environment)} ${option.spec?.argument === "bytes" ? "bytes" : ""}`.trim(),
    by: chain.steps.find(({ options }) => options.includes(option))?.name ?? "",
  }));
}

/** `$DATALIMIT` of an environment that is known. */
function limitValue(value: Value, { text }: RunScript, environment: readonly VariableFacts[]): string {
  const written = writtenValue(value, text);
  const name = /^\$\{?(\w+)\}?$/.exec(written)?.[1];
  const known = environment.find((variable) => variable.name === name)?.value;
  return known === undefined ? written : `${written} = ${known}`;
}

export function directoryFacts(chain: Chain, script: RunScript): DirectoryFacts[] {
  const moves = script.service.directories.filter(({ start }) => start < chain.command.start);
  const used = chain.steps.flatMap(({ effects }) => effects.flatMap((effect) => directoryOf(effect, script)));
  const root = rootOf(chain, script);
  return [
    ...(script.isStarter ? [] : [{ use: "starts in", path: folderOf(script) }]),
    ...moves.map((value) => ({ use: "goes to", path: writtenValue(value, script.text) })),
    ...used,
    ...(root === undefined ? [] : [{ use: "shuts itself into", path: root }]),
  ];
}

const USES = { environment: "variables from", root: "root of all paths", working: "goes to" } as const;

function directoryOf(effect: Effect, { text }: RunScript): DirectoryFacts[] {
  return effect.kind === "directory" ? [{ use: USES[effect.use], path: writtenValue(effect.value, text) }] : [];
}

/** The servers of djbdns shut themselves into ROOT, those of publicfile into the directory that they are given. */
function rootOf(chain: Chain, script: RunScript): string | undefined {
  const { program, arguments: args } = chain.steps[chain.steps.length - 1];
  if (!program?.dropsRoot) return undefined;
  if (program.readsEnvironment.includes("ROOT")) {
    return environmentFacts(chain, script).find(({ name }) => name === "ROOT")?.value ?? "$ROOT";
  }
  return args.length > 0 ? writtenValue(args[0], script.text) : undefined;
}
