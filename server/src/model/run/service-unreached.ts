/** What stands behind the exec or exit that ends a script. Specification X2, R12, R70. */
import type { Span } from "djblint-grammars/text";
import { type Chain, lastStep, type ScriptCommand, type Service } from "./service.js";
import { endingCommand } from "./service-end.js";
import { onceForService } from "./service-once.js";

export interface Unreached {
  readonly ending: ScriptCommand;
  /** The first command that never runs. */
  readonly first: ScriptCommand;
  /** The last one. */
  readonly last: ScriptCommand;
}

/** Commands that the shell never comes to; definitions of functions are none, and `: <<END` is there for its text. */
export const unreachedIn = onceForService((service): Unreached | undefined => {
  const ending = endingCommand(service);
  if (ending === undefined) return undefined;
  const behind = service.commands.filter((each) => isBehind(each, ending.command.end) && !isText(each));
  const [first] = behind;
  const last = behind.at(-1);
  return first && last && { ending, first, last };
});

/** All that never runs. */
export function spanOf({ first, last }: Unreached): Span {
  return { start: first.command.start, end: Math.max(last.command.end, first.command.end) };
}

function isBehind({ command: { start }, place: { inFunction, nested } }: ScriptCommand, end: number): boolean {
  return start >= end && !inFunction && !nested;
}

function isText({ name, command: { redirects } }: ScriptCommand): boolean {
  return name === ":" && redirects.some(({ operator }) => operator.startsWith("<<"));
}

/** An exec with neither words nor redirections and a command behind it: it changes nothing. */
export const loneExec = onceForService(({ commands }) =>
  commands.find(({ name, arguments: args, command: { redirects }, place: { last, background } }) => {
    return name === "exec" && args.length === 1 && redirects.length === 0 && !last && !background;
  }),
);

/** Whether a lone exec was to redirect something, because the command behind it has an exec of its own or is not the last one. */
export function isToRedirect(alone: ScriptCommand, { commands }: Service): boolean {
  const next = commands.find(({ command, place }) => command.start > alone.command.start && !place.nested);
  return next !== undefined && (next.name === "exec" || !next.place.last);
}

/** Whether what follows an exec looks like the rest of its command line, which a backslash was to join. */
export function isBrokenLine({ ending, first }: Unreached, bytes: Uint8Array): boolean {
  if (ending.name !== "exec") return false;
  const between = bytes.subarray(ending.command.end, first.command.start);
  // On the very next line.
  if (between.filter((byte) => byte === LF).length !== 1 || !between.every((byte) => byte <= BLANK)) return false;
  const [word] = first.arguments;
  if (word === undefined) return first.command.words.length === 0 && first.command.redirects.length > 0;
  return /^-[A-Za-z0-9-]/.test(word.head) || /^[0-9.:]+$/.test(word.text ?? "") || between.length > 1;
}

/** How the last program of a chain ends that is to start another and has none behind it (RS089). */
export function usagePrinted(chain: Chain): { readonly synopsis: string; readonly code: number } | undefined {
  const { program, certain } = lastStep(chain);
  if (!program?.runsRest || program.usageExit === undefined || !certain) return undefined;
  return { synopsis: program.synopsis, code: program.usageExit };
}

/** Whether the command that ends the script was to go on, and a slip behind a backslash cuts it short (RS068, RS069). */
export function isCutShort({ ending: { command }, first }: Unreached, bytes: Uint8Array): boolean {
  const parts = command.words.at(-1)?.parts ?? [];
  if (parts.length === 1 && parts[0].kind === "escaped" && parts[0].text.trim() === "") return true;
  const behind = String.fromCharCode(...bytes.subarray(command.end, Math.min(first.command.start, command.end + 256)));
  return /^[ \t]*\\\n[ \t]*#/.test(behind);
}

const LF = 10;
const BLANK = 32;
