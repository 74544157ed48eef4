/** What may stand in a run script: programs, their options, variables, files. */

import type { OptionSpec, Role } from "../model/run/chain-programs.js";
import { PROGRAMS } from "../model/run/chain-programs-table.js";
import type { RunScript } from "../model/run/run-script.js";
import type { Step } from "../model/run/service.js";
import { folderOf } from "../model/run/service-folder.js";
import type { ActionKind } from "../model/run/service-multilog.js";
import { ACTIONS } from "../model/run/service-words.js";
import { USUAL_ACCOUNTS, type UsualAccount } from "../model/run/usual-accounts.js";
import { hostRootOf } from "../model/site/site-roots.js";
import { rulesTarget } from "../model/tcprules/rules-target.js";
import { parentOf } from "../model/tree.js";
import { environmentFacts } from "../simulate/service-environment.js";
import { type CompletionItem, type Completions, completions } from "./completion-items.js";
import { knownHosts } from "./known-hosts.js";
import { variablesSetIn } from "./mentions-run.js";
import { type TypedWord, typedWord } from "./typed-word.js";
import type { View } from "./view.js";

export function completeRun(view: View): Completions | undefined {
  const script = view.source.analysis as RunScript;
  // Of Perl and execline nothing is read but the first line.
  if (script.tree.shell === undefined) return undefined;
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
    // Behind the first operand nothing is an option any more.
    ...(word.option === undefined && word.operands === 0 ? options(step.program.options, typed) : []),
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
      yield* accounts(script, word);
      break;
    case "environment-directory":
    case "working-directory":
    case "root-directory":
    case "rules":
      for (const item of files("./", script, role)) yield { ...item, label: `./${item.label}`, text: `./${item.text}` };
      if (role === "rules") yield* compiledRuleFiles(script);
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

/** Accounts that the site knows, then those that are usual: first those of the programs of the script. */
function* accounts(script: RunScript, word: TypedWord): Generator<CompletionItem> {
  const seen = new Set<string>();
  for (const { account, folder } of knownAccounts(script, word)) {
    if (seen.has(account)) continue;
    seen.add(account);
    yield { label: account, kind: "account", detail: folder, text: account };
  }
  const words = new Set(
    script.service.commands.flatMap((command) => command.arguments.map(({ text = "" }) => nameOf(text))),
  );
  const isOwn = ({ program }: UsualAccount) => words.has(program);
  for (const usual of [...USUAL_ACCOUNTS].sort((a, b) => Number(isOwn(b)) - Number(isOwn(a)))) {
    const { account, program, logsOf } = usual;
    const detail = `usual for ${logsOf === undefined ? program : `logs of ${logsOf}`}`;
    if (!seen.has(account)) yield { label: account, kind: "account", detail, text: account };
  }
}

/** Accounts that services run as, with the folder of each; what is being typed is none yet. */
function* knownAccounts(script: RunScript, { step: typed }: TypedWord): Generator<{ account: string; folder: string }> {
  for (const { analysis, path } of script.around.sources("run")) {
    const folder = nameOf(parentOf(path));
    for (const step of analysis.service.chains.flatMap(({ steps }) => steps)) {
      if (step === typed) continue;
      for (const effect of step.effects) {
        const account = effect.kind === "account" || effect.kind === "ids" ? effect.value.text : undefined;
        if (account) yield { account, folder };
      }
    }
  }
}

/** What the rules of the host are compiled to, as a service names it. */
function* compiledRuleFiles(script: RunScript): Generator<CompletionItem> {
  const { around: tree } = script;
  const root = hostRootOf(tree, script.path);
  for (const path of tree.sourcePaths("tcprules")) {
    if (hostRootOf(tree, path) !== root) continue;
    const compiled = rulesTarget(path, tree).slice(root.length);
    yield { label: compiled, kind: "file", detail: `compiled from ${nameOf(path)}`, text: compiled };
  }
}

/** What is in a folder, as far as the tree knows it. */
function* files(folder: string, script: RunScript, role: Role | undefined): Generator<CompletionItem> {
  const { around } = script;
  const path = folder === "/" ? hostRootOf(around, script.path) || "/" : placeOf(folder, script);
  const children = (path === undefined ? undefined : around.children(path)) ?? [];
  for (const { path, kind } of children) {
    const name = nameOf(path);
    if (kind === "directory") yield { label: `${name}/`, kind: "file", detail: "folder", text: `${name}/` };
    else if (role === "rules" && around.isSource("tcprules", path)) {
      const compiled = `${name}.cdb`;
      const isThere = children.some((child) => child.path === `${path}.cdb`);
      if (!isThere) yield { label: compiled, kind: "file", detail: `to be compiled from ${name}`, text: compiled };
    } else if (mayBe(role, name)) yield { label: name, kind: "file", text: name };
  }
}

/** Where a folder is whose name ends in a slash, for the programs of a script. */
function placeOf(folder: string, script: RunScript): string | undefined {
  return script.around.find(folder.slice(0, -1), folderOf(script))?.path;
}

/** Whether a file may be what a program wants. */
function mayBe(role: Role | undefined, name: string): boolean {
  if (role === "rules") return name.endsWith(".cdb");
  return role === undefined || !role.endsWith("-directory");
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
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
