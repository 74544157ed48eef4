/** Names of programs that are misspelt, or glued to the word behind them. */
import { isLetterMoved, isOneEditAway } from "../one-edit.js";
import { daemonNamed, programNamed } from "./chain-programs.js";
import { PROGRAMS } from "./chain-programs-table.js";
import type { Argument } from "./service.js";
import { isTool } from "./service-tools.js";
import { usualCommand } from "./usual-commands.js";

export interface Slip {
  /** The end of the path. */
  readonly found: string;
  readonly meant: string;
  /** Two words without a blank between them. */
  readonly isGlued: boolean;
}

/** `isAlone`: a redirection stands behind it, and nothing else. */
export function slipIn(path: string, behind: readonly Argument[], isAlone = false): Slip | undefined {
  const apart = path.replace(GLUED_PATH, "$1 $2").replace(GLUED_OPTION, "$1 $2").replace(GLUED_WORD, "$1 $2");
  if (apart !== path) return { found: path, meant: apart, isGlued: true };
  const [, folder = "", found] = /^(.*\/)?([^/]+)$/.exec(path) ?? [];
  if (found === undefined || !FOLDERS.test(folder)) return undefined;
  const glued = found.replace(isAlone ? GLUED_EXEC : GLUED, "$1 $2");
  const meant = glued === found ? (meantBy(found, isAlone) ?? commandMeant(found, behind)) : glued;
  return meant === undefined ? undefined : { found, meant, isGlued: glued !== found };
}

/** Where programs of these packages lie; none: the shell looks for it in PATH. */
const FOLDERS = /^$|^\/(command|usr\/bin|usr\/local\/bin|bin|var\/qmail\/bin)\/$/;

/** Commands with a number behind them. */
const GLUED = /^(sleep|exit|shift|umask)(\d+)$/;
/** Commands with an absolute path behind them. */
const GLUED_PATH =
  /^(cat|cd|chmod|chown|cp|exec|ln|mkdir|mv|rm|rmdir|touch)(\/(?:bin|command|dev|etc|home|opt|run|sbin|service|srv|tmp|usr|var)\/.*)$/;
/** Commands with their option behind them. */
const GLUED_OPTION =
  /^(chmod|chown|chpst|mkdir|set|setlock|sh|softlimit|svlogd|tcpserver|test|ulimit)(-(?:[a-zA-Z]|tt+|[vRHDUl0]{2,}|[acdflmopst]\d+))$/;
/** With another word: an account, or the program that exec starts. */
const GLUED_WORD =
  /^((?:set|env)uidgid|exec)((?<=uidgid)[a-z]{2,}|(?<=exec)(?:chpst|env|envdir|envuidgid|multilog|setlock|setuidgid|softlimit|tcpserver))$/;
/** With a redirection behind it: `exec2>&1`. */
const GLUED_EXEC = /^(exec)(\d)$/;

/** Commands of the shell and of the system that prepare a service. */
const PREPARING = "chmod chown export mkdir source ulimit umask".split(" ");

const PACKAGES = /^(sh|daemontools|ucspi|qmail|djbdns|publicfile|checkpassword|runit|ipsvd|clockspeed)\b/;

const NAMES: readonly string[] = [
  ...PROGRAMS.filter(({ name, package: origin }) => {
    return PACKAGES.test(origin) && (name.length > 4 || name === "exec");
  }).map(({ name }) => name),
  ...PREPARING,
];

/** By the length that one more or less may have. */
const BY_LENGTH: ReadonlyMap<number, readonly string[]> = new Map(
  Array.from({ length: Math.max(...NAMES.map(({ length }) => length)) + 2 }, (_, length) => {
    return [length, NAMES.filter((name) => Math.abs(name.length - length) <= 1)];
  }),
);

function meantBy(name: string, isAlone: boolean): string | undefined {
  if (isKnownName(name)) return undefined;
  if (isAlone && isOneEditAway(name, "exec")) return "exec";
  return BY_LENGTH.get(name.length)?.find((known) => isSlipForLong(name, known));
}

/**
 * Of a short name other letters make other programs, so only two that changed places, one that is doubled or, of seven,
 * one that is missing count; a letter more at the end may be that of another version.
 */
function isSlipForLong(name: string, known: string): boolean {
  if (!isOneEditAway(name, known) || name.startsWith(known)) return false;
  return known.length >= 8 || isLetterMoved(name, known) || (known.length === 7 && name.length === 6);
}

function isKnownName(name: string): boolean {
  return (programNamed(name) ?? daemonNamed(name) ?? usualCommand(name)) !== undefined || isTool(name);
}

/** The command that a short name was to be, where the words behind show it. */
function commandMeant(name: string, words: readonly Argument[]): string | undefined {
  if (isKnownName(name)) return undefined;
  const line = words.map(({ text, head, tail }) => text ?? `${head}$${tail}`).join(" ");
  return [...SHAPES.keys()].find(
    (known) => isSlipForShort(name, known) && SHAPES.get(known)!.test(line) && isFit(known, words),
  );
}

/** What stands behind a command as it is usually written. */
const SHAPES: ReadonlyMap<string, RegExp> = new Map([
  ["chmod", /^(-R )?([0-7]{3,4}|[ugoa]*[-+=][rwxXst]+) \S/],
  ["chown", /^(-[RhHLP]+ )?[A-Za-z_$][\w$-]*([:.][\w$-]*)? \S*\//],
  ["chpst", /^-[bcdefglmnoprstuUvP0-2/]/],
  ["envdir", /^[.$/]\S* \S/],
  ["exec", /^\S/],
  ["exit", /^\d+$/],
  ["export", /^[A-Z_][A-Z0-9_]*(=|$| [A-Z])/],
  ["mkdir", /^(-p|-m ?\d+|-p?m \d+) \S|^\/\S+$/],
  ["setlock", /^(-[nNxX]+ )?\S*\/\S+ \S/],
  ["sh", /^-c .*\s/s],
  ["sleep", /^\d+$/],
  ["svlogd", /^-[tvrRlb]/],
  ["test", /^-[bcdefghLnprsuwxz] \S+$/],
  ["ulimit", /^(-[HS] )?-[a-zA-Z]+ (\d+|unlimited)$/],
  ["umask", /^[0-7]{3,4}$/],
]);

function isSlipForShort(name: string, known: string): boolean {
  return isLetterMoved(name, known) || (name.length === known.length - 1 && isOneEditAway(name, known));
}

/** Whether those that start another program have one behind them. */
function isFit(known: string, words: readonly Argument[]): boolean {
  switch (known) {
    case "exec":
      return isStarted(words[0]);
    case "envdir":
      return isStarted(words[1]);
    case "chpst":
    case "setlock":
      return words.slice(1).some(isStarted);
    default:
      return true;
  }
}

function isStarted({ text = "", tail }: Argument): boolean {
  const name = text.slice(text.lastIndexOf("/") + 1);
  return (
    text.startsWith("/") || tail.startsWith("/") || programNamed(name) !== undefined || daemonNamed(name) !== undefined
  );
}
