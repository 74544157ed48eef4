/** What a program of a chain does here, and what each of its words does, in words. For the command line and for hovers. */
import type { SourceText } from "djblint-grammars/text";
import { fileCount, fileSize } from "../model/run/log-directories.js";
import { purposeOf } from "../model/run/program-purposes.js";
import type { Effect, Step } from "../model/run/service.js";
import type { Value } from "../model/run/service-arguments.js";
import { portName, portNumber } from "../model/run/service-server.js";
import type { ChainWord } from "../model/run/service-words.js";
import { writtenValue } from "../model/run/written-value.js";

/** The end of a sentence that begins with the program's name. */
export function describeStep(step: Step, source: SourceText): string {
  const done = step.effects.flatMap((effect) => describeEffect(effect, source) ?? []);
  const isServer = step.program?.kind === "server";
  if (isServer) {
    const listens = done.length > 0 ? join(done) : "listens where expansions say";
    return `${step.operands.length > 0 ? `${listens}; ` : ""}starts what follows for each connection`;
  }
  if (done.length > 0) return join(done);
  const purpose = purposeOf(step);
  if (purpose) return purpose.is;
  if (step.options.some(({ spec }) => spec?.role === "script")) return "goes on as the script in its argument says";
  return firstSentence(step.program?.does ?? "");
}

/** What the options do that are no part of what the program is there for is said at the option. */
function describeEffect(effect: Effect, source: SourceText): string | undefined {
  switch (effect.kind) {
    case "account":
      return `becomes the account ${writtenValue(effect.value, source)}`;
    case "ids":
      return `puts the numbers of the account ${writtenValue(effect.value, source)} into UID and GID`;
    case "clear-environment":
      return "empties the environment";
    case "set":
      return `sets ${effect.name}`;
    case "unset":
      return `takes ${writtenValue(effect.value, source)} out of the environment`;
    case "directory":
      return `${DIRECTORY_USES[effect.use]} ${writtenValue(effect.value, source)}`;
    case "lock":
      return `locks ${writtenValue(effect.value, source)} as long as the service runs`;
    case "listen":
      return `listens on ${describeAddress(effect.address, source)}${describePort(effect.port, source)}`;
    case "limit":
      return undefined;
    default:
      return undefined;
  }
}

const DIRECTORY_USES = {
  environment: "takes variables from the files in",
  root: "makes the root of all paths of",
  working: "goes to",
} as const;

export function describeAddress(address: Value, source: SourceText): string {
  const text = writtenValue(address, source);
  if (text === "0" || text === "0.0.0.0") return "all addresses";
  return text === "::" ? "all addresses, also of IPv6" : text;
}

function describePort(port: Value | undefined, source: SourceText): string {
  if (port === undefined) return "";
  const text = writtenValue(port, source);
  const number = portNumber(port.text);
  if (number === undefined) return `, port ${text}`;
  const name = portName(number);
  return `, port ${number}${name === undefined ? "" : ` (${name})`}`;
}

/** `a, b and c` */
function join(parts: readonly string[]): string {
  const last = parts[parts.length - 1];
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}

function firstSentence(text: string): string {
  const sentence = /^.*?[.:;](?=\s|$)/s.exec(text)?.[0].slice(0, -1) ?? text;
  return small(sentence);
}

/** What a word does, without a full stop; empty when nothing is known. `value` is what the program gets. */
export function describeWord({ kind, name, doc, step, role }: ChainWord, value: Value | undefined): string {
  const text = value?.text;
  const purpose = purposeOf(step);
  switch (kind) {
    case "program":
      return "";
    case "flag":
      return purpose?.flags?.[name] ?? small(withoutStop(doc));
    case "argument":
      return purpose?.flags?.[name] ?? purpose?.arguments?.[placeOf(value, step)] ?? "";
    case "assignment":
      return "";
    case "action":
      return describeAction(name, text, withoutStop(doc));
    case "option":
    case "option-argument":
      return doc === "" ? "" : describeOption(step, name, doc);
    case "operand":
      return role === "listen-port" ? describePortWord(text, withoutStop(doc)) : withoutStop(doc);
    default:
      return withoutStop(doc);
  }
}

function describePortWord(text: string | undefined, doc: string): string {
  const number = portNumber(text);
  const name = number === undefined ? undefined : portName(number);
  return name === undefined ? doc : `${doc}; ${number} is ${name}`;
}

function describeOption(step: Step, name: string, doc: string): string {
  const use = step.options.findLast(({ letter, spec }) => letter === name || spec?.argument === name);
  if (use?.spec?.role !== "limit") return doc;
  return use.spec.argument === "bytes" ? `limits ${doc}; in bytes` : `limits ${doc}`;
}

/** multilog: with the numbers that it takes for those that are written. */
function describeAction(kind: string, text: string | undefined, doc: string): string {
  if (kind === "size" && text !== undefined) {
    return `later directories start a new file at ${fileSize(text.slice(1))} bytes`;
  }
  if (kind === "count" && text !== undefined) {
    return `later directories keep ${fileCount(text.slice(1))} files, the current one among them`;
  }
  return small(doc);
}

function placeOf(value: Value | undefined, { arguments: args }: Step): number {
  return args.findIndex(({ start }) => start === value?.start);
}

function small(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function withoutStop(text: string): string {
  return text.replace(/\.$/, "");
}
