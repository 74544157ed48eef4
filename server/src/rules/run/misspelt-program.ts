import type { Word } from "djblint-grammars/run/tree";
import { literalText } from "djblint-grammars/run/words";
import { isLetterMoved, isOneEditAway } from "../../model/one-edit.js";
import { daemonNamed, programNamed } from "../../model/run/chain-programs.js";
import { PROGRAMS } from "../../model/run/chain-programs-table.js";
import { isMisspeltSleep } from "../../model/run/misspelt-sleep.js";
import type { ScriptCommand } from "../../model/run/service.js";
import { placeInWord } from "../../model/run/service-arguments.js";
import { isTool } from "../../model/run/service-tools.js";
import { usualCommand } from "../../model/run/usual-commands.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS116",
  name: "misspelt-program",
  language: "run",
  severity: "warning",
  category: "start",
  since: "0.1",
  what: "The name of a program differs by one letter from that of a program of daemontools, ucspi-tcp, qmail or djbdns, or from exec, export and their like, or a number or a path is glued to sleep, exec, cd and their like",
  why: "There is no such program: not found, or unable to run, and the service never starts",
  silent:
    "For other programs that are known, for functions of the script, for names with a letter or a digit more at their end, " +
    "and outside of the folders in which those programs lie",
  sources: ["run script specification C1"],
  fixable: "unsafe",
  messages: {
    slip: {
      text: "{found} looks like a slip for {meant}: there is hardly a program of that name",
      help: "write {meant}",
    },
    glued: {
      text: "{found} is one word, and there is no command of that name: not found",
      help: "write {meant}",
    },
    write: { text: "Write {meant}" },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid dnslog mutlilog t ./main\n",
    good: "#!/bin/sh\nexec setuidgid dnslog multilog t ./main\n",
    file: "service/x/log/run",
  },
  on: {
    inStarters: true,
    script: ({ service }, report) => {
      const words = new Set<Word>([
        ...service.chains.flatMap(({ steps }) => steps.filter(({ certain }) => certain).map(({ word }) => word)),
        ...service.commands.flatMap(({ command }) => command.words.slice(0, 1)),
      ]);
      const sleeping = new Set(service.commands.filter(isMisspeltSleep).map(({ command }) => command.words[0]));
      const alone = new Set(service.commands.filter(redirectsAlone).map(({ command }) => command.words[0]));
      for (const word of words) {
        const path = literalText(word.parts) ?? "";
        const slip = sleeping.has(word)
          ? { found: path, meant: "sleep", isGlued: false }
          : slipIn(path, alone.has(word));
        if (!slip || service.functions.has(slip.found)) continue;
        const { found, meant, isGlued } = slip;
        const start = placeInWord(word, path.length - found.length);
        const span = { start, end: start + found.length };
        const params = { found, meant };
        const fixes = [
          { title: "write" as const, params, safety: "unsafe" as const, edits: [{ span, newText: meant }] },
        ];
        report({ at: span, message: isGlued ? "glued" : "slip", params, fixes });
      }
    },
  },
});

interface Slip {
  /** The end of the path. */
  readonly found: string;
  readonly meant: string;
  /** Two words without a blank between them. */
  readonly isGlued: boolean;
}

function slipIn(path: string, isAlone: boolean): Slip | undefined {
  const apart = path.replace(GLUED_PATH, "$1 $2");
  if (apart !== path) return { found: path, meant: apart, isGlued: true };
  const [, folder = "", found] = /^(.*\/)?([^/]+)$/.exec(path) ?? [];
  if (found === undefined || !FOLDERS.test(folder)) return undefined;
  const glued = found.replace(isAlone ? GLUED_EXEC : GLUED, "$1 $2");
  const meant = glued === found ? meantBy(found, isAlone) : glued;
  return meant === undefined ? undefined : { found, meant, isGlued: glued !== found };
}

/** Where programs of these packages lie; none: the shell looks for it in PATH. */
const FOLDERS = /^$|^\/(command|usr\/bin|usr\/local\/bin|bin|var\/qmail\/bin)\/$/;

/** Commands with a number behind them. */
const GLUED = /^(sleep|exit|shift|umask)(\d+)$/;
/** Commands with an absolute path behind them. */
const GLUED_PATH =
  /^(cat|cd|chmod|chown|cp|exec|ln|mkdir|mv|rm|rmdir|touch)(\/(?:bin|command|dev|etc|home|opt|run|sbin|service|srv|tmp|usr|var)\/.*)$/;
/** With a redirection behind it: `exec2>&1`. */
const GLUED_EXEC = /^(exec)(\d)$/;

/** A word with a redirection behind it, as in `exec 2>&1`, and nothing else. */
function redirectsAlone({ command: { words, redirects } }: ScriptCommand): boolean {
  return words.length === 1 && redirects.length > 0;
}

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
  const isKnown = programNamed(name) ?? daemonNamed(name) ?? usualCommand(name);
  if (isKnown !== undefined || isTool(name)) return undefined;
  if (isAlone && isOneEditAway(name, "exec")) return "exec";
  return BY_LENGTH.get(name.length)?.find((known) => isSlip(name, known));
}

/**
 * Of a short name other letters make other programs, so only two that changed places or one that is doubled count; a
 * letter more at the end may be that of another version.
 */
function isSlip(name: string, known: string): boolean {
  if (!isOneEditAway(name, known) || name.startsWith(known)) return false;
  return known.length >= 8 || isLetterMoved(name, known);
}
