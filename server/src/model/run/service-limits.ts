/** The limits that a chain sets. Specification C3, R46 to R49. */
import type { RunScript } from "./run-script.js";
import type { Argument, Chain, Effect, Step } from "./service.js";
import { expandedText } from "./service-expansion.js";
import { isOnTheWay } from "./service-way.js";

export interface Limit extends Extract<Effect, { kind: "limit" }> {
  /** As the program gets it; undefined when only the shell knows. */
  readonly text: string | undefined;
  /** The program that sets it. */
  readonly program: string;
}

/** All limits of a chain, as far as its words are certain. */
export function limitsOf(chain: Chain, script: RunScript): Limit[] {
  return chain.steps.filter((step) => step.optionsKnown).flatMap((step) => limitsOfStep(step, chain, script));
}

/** Programs that refuse a limit with anything but digits in it, with their usage; those in busybox say something else. */
const STRICT: ReadonlySet<string> = new Set(["softlimit", "s6-softlimit", "chpst"]);

/** Those that such a program meets, also where an expansion behind them may hold more. */
export function strictLimits(chain: Chain, script: RunScript): Limit[] {
  const strict = chain.steps.filter((step) => STRICT.has(step.name) && !step.inBusybox);
  return strict.flatMap((step) => limitsOfStep(step, chain, script)).filter(({ option }) => option.isSure);
}

/** Whether a strict program refuses a limit: `=` is the hard limit for softlimit, and an empty word is 0 (RS048), but not for s6-softlimit. */
export function isRefusedLimit({ program, text }: Pick<Limit, "program" | "text">): boolean {
  if (text === undefined || (text === "=" && program !== "chpst")) return false;
  return !/^[0-9]*$/.test(text) || (text === "" && program === "s6-softlimit");
}

/** Whether a program ends with its usage, because a limit that it gets is no number (RS046). */
export function refusesLimit({ name, effects, inBusybox }: Step): boolean {
  if (!STRICT.has(name) || inBusybox) return false;
  return effects.some(
    (effect) => effect.kind === "limit" && isRefusedLimit({ program: name, text: effect.value.text }),
  );
}

function limitsOfStep({ name, effects }: Step, chain: Chain, script: RunScript): Limit[] {
  return effects.flatMap((effect) => {
    if (effect.kind !== "limit") return [];
    return [{ ...effect, program: name, text: expandedText(effect.value, chain, script) }];
  });
}

/** A limit that the shell sets for itself, and so for all that it starts. */
export interface ShellLimit {
  readonly letter: string;
  /** A number, `unlimited`, or what only the shell knows. */
  readonly value: Argument;
}

/** The limits that a script sets with `ulimit` on its way to a chain; of each the last. */
export function shellLimits(chain: Chain, { service, tree }: RunScript): ShellLimit[] {
  const last = new Map<string, ShellLimit>();
  for (const command of service.commands) {
    if (command.name !== "ulimit" || !command.place.certain || !isOnTheWay(command, chain, service)) continue;
    const limits = limitsOfShell(command.arguments);
    // dash says `too many arguments` to several.
    if (limits.length === 1 || tree.shell === "bash") for (const limit of limits) last.set(limit.letter, limit);
  }
  return [...last.values()];
}

/** `-n 100`, `-S -n 100`; bash takes several. Without a letter it is the size of files, and -H alone leaves what holds. */
function limitsOfShell([, ...words]: readonly Argument[]): ShellLimit[] {
  const limits: ShellLimit[] = [];
  let letter = "f";
  let kinds = "";
  for (const value of words) {
    const [, letters] = /^-([A-Za-z]+)$/.exec(value.text ?? "") ?? [];
    if (letters === undefined) limits.push({ letter, value });
    else {
      kinds += letters.replace(/[^HS]/g, "");
      letter = letters.replace(/[HS]/g, "").at(-1) ?? letter;
    }
  }
  return /^H+$/.test(kinds) ? [] : limits;
}

/** Address space that a program needs, in bytes. */
export interface Need {
  /** Below this many bytes of address space it starts on no 64-bit system. */
  readonly least: number;
  /** With this many it started. */
  readonly measured: number;
}

const PYTHON: Need = { least: 6_000_000, measured: 12_000_000 };

/** Measured on Debian 12, java with small heaps; other builds may do with less. */
const INTERPRETERS: Readonly<Record<string, Need>> = {
  perl: { least: 5_000_000, measured: 9_000_000 },
  python: PYTHON,
  python2: PYTHON,
  python3: PYTHON,
  java: { least: 100_000_000, measured: 2_000_000_000 },
  node: { least: 100_000_000, measured: 800_000_000 },
};

/** By the name of an interpreter; undefined for programs that were not measured. */
export function memoryNeeded(program: string): Need | undefined {
  return Object.hasOwn(INTERPRETERS, program) ? INTERPRETERS[program] : undefined;
}
