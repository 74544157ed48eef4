/** What may stand in a run script: programs, their options, variables, files. */

import type { OptionSpec, Role } from "../model/run/chain-programs.js";
import { PROGRAMS } from "../model/run/chain-programs-table.js";
import type { RunScript } from "../model/run/run-script.js";
import type { Step } from "../model/run/service.js";
import { folderOf } from "../model/run/service-folder.js";
import type { ActionKind } from "../model/run/service-multilog.js";
import { ACTIONS } from "../model/run/service-words.js";
import { parentOf } from "../model/tree.js";
import { environmentFacts } from "../simulate/service-environment.js";
import { type CompletionItem, type Completions, completions } from "./completion.js";
import { knownHosts } from "./known-hosts.js";
import { variablesSetIn } from "./mentions-run.js";
import { type TypedWord, typedWord } from "./typed-word.js";
import type { View } from "./view.js";

export function completeRun(view: View): Completions | undefined {
  const script = view.source.analysis as RunScript;
  const variable = variableAt(script, view.offset);
  if (variable) return completions(variables(script), variable);
  const word = typedWord(script, view.offset);
  if (!word) return undefined;
  const slash = word.typed.lastIndexOf("/") + 1;
  // Of a path the last part is completed.
  if (slash > 0) {
    const folder = word.typed.slice(0, slash);
    return completions(files(folder, script, roleOf(word)), { start: word.span.start + slash, end: word.span.end });
  }
  return completions(offersFor(word, script, view), word.span);
}

function offersFor(word: TypedWord, script: RunScript, view: View): Iterable<CompletionItem> {
  const { step, typed } = word;
  if (!step) return programs();
  if (step.name === "multilog") return actions(step, word, script);
  if (!step.program) return [];
  if (typed.startsWith("-")) return options(step.program.options, typed);
  return [
    ...operands(roleOf(word), word, script, view),
    ...(word.option === undefined ? options(step.program.options, typed) : []),
  ];
}

/** What the word is to its program. */
function roleOf({ step, option, operands }: TypedWord): Role | undefined {
  const { options = [], positionals = [] } = step?.program ?? {};
  return option ? options.find(({ letter }) => letter === option)?.role : positionals[operands]?.role;
}

/** Actions of multilog as they are mostly written: those that may follow others by what they begin with. */
const USUAL_ACTIONS: readonly (readonly [text: string, ActionKind])[] = [
  ["t", "stamp"],
  ["s1000000", "size"],
  ["n20", "count"],
  ["./main", "directory"],
  ["'-*'", "deselect"],
  ["'+*'", "select"],
  ["e", "alert"],
  ["=./status", "status"],
  ["!", "processor"],
];

function* actions({ arguments: given }: Step, { span }: TypedWord, { text }: RunScript): Generator<CompletionItem> {
  const isFirst = !given.some(({ end }) => end < span.start);
  const isQuoted = /['"]/.test(text.slice({ start: span.start - 1, end: span.start }));
  for (const [usual, kind] of USUAL_ACTIONS) {
    const written = isQuoted ? usual.replaceAll("'", "") : usual;
    if (kind !== "stamp" || isFirst) yield { label: written, kind: "option", detail: ACTIONS[kind], text: written };
  }
}

function* programs(): Generator<CompletionItem> {
  for (const { name, synopsis, does, notes } of PROGRAMS) {
    const documentation = ["```", synopsis, "```", does, ...notes.map((note) => `- ${note}`)].join("\n");
    yield { label: name, kind: "program", detail: synopsis, documentation, text: name };
  }
}

function* options(known: readonly OptionSpec[], typed: string): Generator<CompletionItem> {
  // Letters can be joined: those that are typed stay.
  const front = typed === "" ? "-" : typed;
  for (const { letter, argument, meaning } of known) {
    const isLong = letter.startsWith("--");
    if (isLong ? !letter.startsWith(typed) : typed.slice(1).includes(letter)) continue;
    const text = isLong ? letter : front + letter;
    const detail = [argument, meaning].filter(Boolean).join(": ");
    yield { label: text, kind: "option", detail, text: argument === undefined ? text : `${text} ` };
  }
}

function* operands(role: Role | undefined, word: TypedWord, script: RunScript, view: View): Generator<CompletionItem> {
  switch (role) {
    case "account":
    case "ids":
      yield* accounts(script);
      break;
    case "environment-directory":
    case "working-directory":
    case "root-directory":
    case "rules":
      for (const item of files("./", script, role)) yield { ...item, label: `./${item.label}`, text: `./${item.text}` };
      break;
    case "listen-address":
      yield { label: "0", kind: "address", detail: "all addresses of the host", text: "0" };
      yield* knownHosts(word.typed, view.around);
      break;
    case "listen-port":
      for (const [port, service] of PORTS) yield { label: port, kind: "value", detail: service, text: port };
      break;
  }
}

const PORTS: readonly (readonly [string, string])[] = [
  ["25", "smtp"],
  ["53", "domain"],
  ["110", "pop3"],
  ["143", "imap"],
  ["587", "submission"],
  ["628", "qmqp"],
  ["209", "qmtp"],
];

/** Accounts that the other services run as. */
function* accounts({ around }: RunScript): Generator<CompletionItem> {
  const seen = new Set<string>();
  for (const { analysis, path } of around.sources("run")) {
    for (const { effects } of analysis.service.chains.flatMap(({ steps }) => steps)) {
      for (const effect of effects) {
        const user = effect.kind === "account" || effect.kind === "ids" ? effect.value.text : undefined;
        if (user === undefined || user === "" || seen.has(user)) continue;
        seen.add(user);
        const folder = parentOf(path);
        yield { label: user, kind: "account", detail: folder.slice(parentOf(folder).length + 1), text: user };
      }
    }
  }
}

/** What is in a folder, as far as the tree knows it. */
function* files(folder: string, script: RunScript, role: Role | undefined): Generator<CompletionItem> {
  const { around } = script;
  const found = around.find(folder.replace(/(?<=.)\/$/, ""), folderOf(script));
  const children = (found && around.children(found.path)) ?? [];
  for (const { path, kind } of children) {
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (role === "rules" && around.isSource("tcprules", path)) {
      const compiled = `${name}.cdb`;
      const isThere = children.some((child) => child.path === `${path}.cdb`);
      if (!isThere) yield { label: compiled, kind: "file", detail: `to be compiled from ${name}`, text: compiled };
      continue;
    }
    const text = kind === "directory" ? `${name}/` : name;
    yield { label: text, kind: "file", detail: kind === "directory" ? "folder" : undefined, text };
  }
}

/** The name behind a `$` in front of the cursor. */
function variableAt({ text }: RunScript, offset: number): { start: number; end: number } | undefined {
  const number = text.lines.lineAt(offset);
  const before = text.slice({ start: text.lines.start(number), end: offset });
  const match = /\$\{?(\w*)$/.exec(before);
  return match ? { start: offset - match[1].length, end: offset } : undefined;
}

function* variables(script: RunScript): Generator<CompletionItem> {
  const seen = new Set<string>();
  for (const name of variablesSetIn(script)) {
    if (seen.has(name)) continue;
    seen.add(name);
    yield { label: name, kind: "variable", detail: "set in this script", text: name };
  }
  for (const { name, value, from } of script.service.chains.flatMap((chain) => environmentFacts(chain, script))) {
    // TCP* stands for many.
    if (seen.has(name) || !/^\w+$/.test(name)) continue;
    seen.add(name);
    yield { label: name, kind: "variable", detail: value === undefined ? from : `${value} (${from})`, text: name };
  }
}
