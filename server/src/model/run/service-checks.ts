/** What a script does about values that may not be there. */
import type { Command, List, ListItem, Parameter, SimpleCommand, Word, WordPart } from "djblint-grammars/run/tree";
import { commandsOf, innerLists, parametersOf, wordsOf } from "djblint-grammars/run/walk";
import { literalText } from "djblint-grammars/run/words";
import type { Span } from "djblint-grammars/text";
import type { RunScript } from "./run-script.js";
import { onceForService } from "./service-once.js";

/** The parameter that an argument of a command is, and the word that it stands in. */
export function parameterIn({ words }: SimpleCommand, at: Span): { parameter: Parameter; word: Word } | undefined {
  const word = words.find(({ start, end }) => start <= at.start && at.end <= end);
  if (word === undefined) return undefined;
  for (const parameter of parametersOf(word.parts)) {
    if (parameter.start >= at.start) return { parameter, word };
  }
  return undefined;
}

/** What is known already, by variable and source: every command may use the same. */
const TESTED = onceForService(() => new Map<string, boolean>());

/** Whether a script looks at a variable and does something about it, or when setting it to `source` fails. */
export function isTested(script: RunScript, name: string, source: Word | undefined): boolean {
  const known = TESTED(script.service);
  const key = `${name} ${source?.start}`;
  const answer = known.get(key) ?? findTest(script, name, source);
  known.set(key, answer);
  return answer;
}

function findTest(script: RunScript, name: string, source: Word | undefined): boolean {
  const { tree } = script;
  return (
    stopsAtErrors(script, source?.start ?? tree.list.end) ||
    wordsOf(tree.list).some(({ parts }) => parametersOf(parts).some((part) => isDemand(part, name))) ||
    decides(tree.list, (asked) => isTestOf(asked, name) || (source !== undefined && isSettingTo(asked, source))) ||
    isHandedToFunction(tree.list, name)
  );
}

/** Whether a script asks for an account, as with `id ACCOUNT`, and does something when there is none. */
export function isAccountTested({ tree }: RunScript, account: string): boolean {
  return decides(tree.list, (asked) => asksForAccount(asked, account));
}

/** `id ACCOUNT`; also where a test or `case` looks at what that says. */
function asksForAccount(command: Command, account: string): boolean {
  if (command.kind === "compound" && command.body.kind === "case")
    return looksAtAccount([command.body.subject], account);
  if (command.kind !== "simple") return false;
  if (isTestCommand(command.words[0])) return looksAtAccount(command.words, account);
  const [first = "", ...words] = command.words.map(({ parts }) => literalText(parts) ?? "");
  return ASKERS.test(first) && words.some((word) => word.includes(account));
}

function looksAtAccount(words: readonly Word[], account: string): boolean {
  return words.some(({ parts }) => [...substitutedIn(parts)].some((command) => asksForAccount(command, account)));
}

function* substitutedIn(parts: readonly WordPart[]): Generator<Command> {
  for (const part of parts) {
    if (part.kind === "substitution") yield* commandsOf(part.list);
    if (part.kind === "double-quoted") yield* substitutedIn(part.parts);
  }
}

/** Whether a script looks for a file, as with `[ -f ... ]`, and does something about it. */
export function isFileTested({ tree, text }: RunScript, path: string): boolean {
  return decides(tree.list, (asked) => {
    if (asked.kind === "compound") return "text" in asked.body && asked.body.text.includes(path);
    if (asked.kind !== "simple") return false;
    const [first, ...rest] = asked.words;
    return isTestCommand(first) && rest.some((word) => text.slice(word).replace(/["']$/, "").endsWith(path));
  });
}

const ASKERS = /^((\/usr)?\/bin\/)?(id|getent|[a-z]*grep)$/;

/** Whether errors end the script at a place: behind `set -e` or `set -o errexit`, or with `#!/bin/sh -e`. */
export function stopsAtErrors({ tree, service }: RunScript, place: number): boolean {
  const last = errorSwitches(service).findLast(({ start }) => start < place);
  return last?.stops ?? /^-[a-z]*e/.test(tree.shebang?.argument ?? "");
}

/** Where a script says with `set` what errors do. */
const errorSwitches = onceForService(({ commands }) => {
  const settings = commands.filter(({ name }) => name === "set");
  return settings.flatMap(({ command: { start }, arguments: args }) =>
    args.flatMap(({ text = "" }, index) => {
      const option = text === "errexit" ? (args[index - 1].text ?? "") : text;
      return /^[-+][a-z]*[eo]/.test(option) && (text === "errexit" || option.includes("e"))
        ? [{ start, stops: option.startsWith("-") }]
        : [];
    }),
  );
});

/** `${name:?}`, and a value for want of another. */
function isDemand({ name, operator }: Parameter, wanted: string): boolean {
  return name === wanted && operator !== undefined && /^:?[?=]/.test(operator);
}

/** A test of the variable: with `[`, in `[[ ... ]]`, as the subject of `case`. */
function isTestOf(command: Command, name: string): boolean {
  if (command.kind === "function") return false;
  if (command.kind === "compound") {
    if (command.body.kind === "case") return mentions([command.body.subject], name);
    return "text" in command.body && command.body.text.includes(name);
  }
  const [first, ...rest] = command.words;
  return (isTestCommand(first) || isMisspeltTest(first)) && mentions(rest, name);
}

/** Of `[[ -n`, `[-n` and `-n` in the place of `[ -n` other rules speak (RS017, RS091, RS126). */
function isMisspeltTest(word: Word | undefined): boolean {
  return /^(\[\[|\[?-[nz])$/.test(literalText(word?.parts ?? []) ?? "");
}

function isTestCommand(word: Word | undefined): boolean {
  return /^(\[|test)$/.test(literalText(word?.parts ?? []) ?? "");
}

/** Whether a command for which `asks` holds decides about more than a message. */
function decides(list: List, asks: (command: Command) => boolean): boolean {
  return list.items.some(
    (item) =>
      itemDecides(item, asks) ||
      item.pipelines.some(({ commands }) => commands.some((command) => commandDecides(command, asks))),
  );
}

/** `test && ...`, `test || ...` */
function itemDecides({ pipelines }: ListItem, asks: (command: Command) => boolean): boolean {
  const at = pipelines.findIndex(({ commands }) => commands.some(asks));
  return at >= 0 && pipelines.slice(at + 1).some(({ commands }) => commands.some(acts));
}

function commandDecides(command: Command, asks: (command: Command) => boolean): boolean {
  const inner = innerLists(command).map(({ list }) => list);
  if (inner.some((list) => decides(list, asks))) return true;
  if (command.kind !== "compound") return false;
  const { body } = command;
  switch (body.kind) {
    case "if": {
      const isAsked = body.branches.some(({ condition }) => commandsOf(condition).some(asks));
      const lists = body.branches.map((branch) => branch.body);
      return isAsked && [...lists, ...(body.otherwise ? [body.otherwise] : [])].some(actsIn);
    }
    case "while":
    case "until":
      return commandsOf(body.condition).some(asks);
    case "case":
      return asks(command) && body.branches.some((branch) => actsIn(branch.body));
    default:
      return false;
  }
}

function actsIn({ items }: List): boolean {
  return items.some(({ pipelines }) => pipelines.some(({ commands }) => commands.some(acts)));
}

/** Whether a command does more than to say something, to wait or to ask. What a subshell does, exit too, stays in it. */
function acts(command: Command): boolean {
  if (command.kind === "simple") return !SAYS.has(literalText(command.words[0]?.parts ?? []) ?? "");
  if (command.kind === "function" || command.body.kind === "subshell") return false;
  return innerLists(command).some(({ list }) => actsIn(list));
}

const SAYS: ReadonlySet<string> = new Set(["echo", "printf", "logger", "sleep", ":", "true", "false", "[", "test"]);

/** `NAME=...`, also behind `export`. */
function isSettingTo(command: Command, { start }: Word): boolean {
  return command.kind === "simple" && command.start <= start && start < command.end;
}

/** A function may do the looking. */
function isHandedToFunction(list: List, name: string): boolean {
  const commands = commandsOf(list);
  const functions = commands.flatMap((command) => (command.kind === "function" ? literalText(command.name.parts) : []));
  return commands.some(
    (command) =>
      command.kind === "simple" &&
      functions.includes(literalText(command.words[0]?.parts ?? [])) &&
      mentions(command.words, name),
  );
}

function mentions(words: readonly Word[], name: string): boolean {
  return words.some(({ parts }) => parametersOf(parts).some((parameter) => parameter.name === name));
}
