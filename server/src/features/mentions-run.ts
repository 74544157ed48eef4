/** Variables, accounts, files, hosts and addresses in run scripts. */

import type { List, Parameter, WordPart } from "djblint-grammars/run/tree";
import { commandsOf, wordsOf } from "djblint-grammars/run/walk";
import { parseIpv4 } from "djblint-grammars/tcprules/address";
import type { Span } from "djblint-grammars/text";
import { foldCase } from "../model/control/control.js";
import { askedNumber } from "../model/run/asked-number.js";
import type { RunScript } from "../model/run/run-script.js";
import { rulesSource, type ServerRules, serverRules } from "../model/run/service-access.js";
import type { Value } from "../model/run/service-arguments.js";
import { entryFor } from "../model/run/service-folder.js";
import { sourceNames } from "../model/tcprules/rule-file-names.js";
import type { Mention, MentionFinder } from "./mentions.js";
import { ACCOUNT, isWanted, type Thing } from "./thing.js";
import { touches } from "./view.js";

export const mentionsOfRun: MentionFinder = {
  at: ({ analysis }, offset) => {
    const found = mentions(analysis as RunScript).filter(({ span }) => touches(span, offset));
    // A variable inside of a word comes before what the word is.
    return found.sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0];
  },
  of: ({ analysis }, wanted) =>
    mentions(analysis as RunScript)
      .filter(({ thing }) => isWanted(thing, wanted))
      .sort((a, b) => a.span.start - b.span.start),
};

function mentions(script: RunScript): Mention[] {
  return distinct([...variables(script), ...accounts(script), ...rules(script), ...words(script)]);
}

/** Each once: chains may begin with the same steps. */
function distinct(mentions: readonly Mention[]): Mention[] {
  const known = new Map<string, Mention>();
  for (const mention of mentions) {
    const { thing, span } = mention;
    const key = `${span.start} ${span.end} ${thing.kind} ${thing.name}`;
    if (!known.has(key)) known.set(key, mention);
  }
  return [...known.values()];
}

function variables({ tree, service }: RunScript): Mention[] {
  const lists = [tree.list, ...service.scripts.map(({ list }) => list)];
  const set = lists.flatMap((list) => [...assignments(list)]);
  const used = lists.flatMap((list) => wordsOf(list).flatMap(({ parts }) => [...parametersOf(parts)]));
  const uses = used.map(({ name, start, end, braced }): Mention => {
    const from = start + (braced ? 2 : 1);
    const span = { start: from, end: Math.min(from + name.length, end) };
    return { thing: { kind: "variable", name }, span, form: "whole", defines: false };
  });
  return [...set, ...uses.filter(({ thing }) => /^[A-Za-z_]\w*$/.test(thing.name))];
}

/** Names, each as often as it is set. */
export function variablesSetIn(script: RunScript): string[] {
  return variables(script).flatMap(({ thing, defines }) => (defines ? [thing.name] : []));
}

/** `NAME=VALUE` in front of commands, on its own, and as a word of `env` and `export`. */
function* assignments(list: List): Generator<Mention> {
  for (const command of commandsOf(list)) {
    if (command.kind !== "simple") continue;
    for (const { name, start } of command.assignments) yield assignment(name, start);
    for (const { parts, start } of command.words.slice(1)) {
      const [first] = parts;
      const match = first?.kind === "bare" ? /^([A-Za-z_]\w*)=/.exec(first.text) : null;
      if (match) yield assignment(match[1], start);
    }
  }
}

function assignment(name: string, start: number): Mention {
  return { thing: { kind: "variable", name }, span: { start, end: start + name.length }, form: "whole", defines: true };
}

function* parametersOf(parts: readonly WordPart[]): Generator<Parameter> {
  for (const part of parts) {
    if (part.kind === "parameter") yield part;
    if ("parts" in part) yield* parametersOf(part.parts);
  }
}

/** Accounts that programs become or put into UID and GID, also those whose numbers are asked for. */
function accounts(script: RunScript): Mention[] {
  return script.service.chains.flatMap((chain) =>
    chain.steps.flatMap(({ effects }) =>
      effects.flatMap((effect) => {
        if (effect.kind === "account" || effect.kind === "ids") return accountMention(effect.value, script);
        if (effect.kind !== "uid" && effect.kind !== "gid") return [];
        const asked = askedNumber(effect.value, chain);
        return asked?.accountWord ? accountMention({ ...asked.accountWord, text: asked.account }, script) : [];
      }),
    ),
  );
}

function accountMention(value: Pick<Value, "start" | "end" | "text">, script: RunScript): Mention[] {
  const { text } = value;
  if (text === undefined || !ACCOUNT.test(text)) return [];
  return [{ thing: { kind: "account", name: text }, span: withinQuotes(value, script), form: "whole", defines: false }];
}

/** Paths that a script names, those of rules first. */
export function fileMentions(script: RunScript): Mention[] {
  return distinct([...rules(script), ...words(script)]).filter(({ thing }) => thing.kind === "file");
}

/** The rules that servers read: the source of what stands behind -x. */
function rules(script: RunScript): Mention[] {
  return script.service.chains.flatMap((chain) => {
    const asked = serverRules(chain, script);
    const path = asked && sourceOf(asked, script);
    return asked && path !== undefined ? [fileMention(path, asked.value)] : [];
  });
}

/** The file that rules are compiled from, also one that its name does not give away. */
function sourceOf(asked: ServerRules, script: RunScript): string | undefined {
  const known = rulesSource(asked, script);
  if (known || !asked.path.endsWith(".cdb")) return known?.path;
  const candidates = sourceNames(asked.path).map((name) => entryFor(script, name));
  return candidates.find((entry) => entry?.kind === "file")?.path;
}

/** Words that are a path, a host or an address as a whole. */
function words(script: RunScript): Mention[] {
  const values: Value[] = script.service.commands.flatMap(({ arguments: args }) => args);
  const options = script.service.chains.flatMap(({ steps }) => steps.flatMap((step) => step.options));
  return [...values, ...options.flatMap(({ value }) => value ?? [])].flatMap((value) => {
    const thing = thingOf(value, script);
    return thing ? [{ thing, span: withinQuotes(value, script), form: "whole", defines: false } as const] : [];
  });
}

/** The text of a word without the quotes around it. */
function withinQuotes({ start, end, text = "" }: Pick<Value, "start" | "end" | "text">, script: RunScript): Span {
  const at = script.text.slice({ start, end }).indexOf(text);
  return at < 0 ? { start, end } : { start: start + at, end: start + at + text.length };
}

function thingOf({ text }: Value, script: RunScript): Thing | undefined {
  if (text === undefined) return undefined;
  if (text.includes("/")) {
    const entry = entryFor(script, text);
    return entry && entry.kind !== "missing" ? { kind: "file", name: entry.path } : undefined;
  }
  if (parseIpv4(text)) return { kind: "address", name: text };
  return HOST.test(text) ? { kind: "host", name: foldCase(text) } : undefined;
}

/** A name with a dot that is no number. */
const HOST = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*\.[a-z]{2,}$/i;

function fileMention(path: string, { start, end }: Span): Mention {
  return { thing: { kind: "file", name: path }, span: { start, end }, form: "whole", defines: false };
}
