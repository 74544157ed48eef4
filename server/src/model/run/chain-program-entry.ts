/** How an entry in the tables of programs is written. See `chain-programs.ts`. */
import type { ChainProgram, OptionSpec, PositionalSpec, ProgramKind, Role } from "./chain-programs.js";

export function flag(letter: string, meaning: string, role?: Role): OptionSpec {
  return { letter, argument: undefined, joinedOnly: false, meaning, role };
}

export function option(letter: string, argument: string, meaning: string, role?: Role): OptionSpec {
  return { letter, argument, joinedOnly: false, meaning, role };
}

/** Its argument is a part of the word, or there is none. */
export function joined(letter: string, argument: string, meaning: string, role?: Role): OptionSpec {
  return { letter, argument, joinedOnly: true, meaning, role };
}

/** A letter and its long form, which mean the same. */
export function both(
  kind: typeof option,
  letter: string,
  long: string,
  argument: string,
  meaning: string,
  role?: Role,
) {
  return [kind(`${letter}`, argument, meaning, role), kind(`--${long}`, argument, meaning, role)];
}

export function bothFlags(letter: string, long: string, meaning: string, role?: Role): OptionSpec[] {
  return [flag(letter, meaning, role), flag(`--${long}`, meaning, role)];
}

/** Flags that the usage text names without a word on what they do. */
export function flags(letters: string): OptionSpec[] {
  return [...letters].map((letter) => flag(letter, ""));
}

export function word(name: string, role?: Role): PositionalSpec {
  return { name, role };
}

type Facts = Partial<ChainProgram> & Pick<ChainProgram, "synopsis" | "evidence">;

/** What an entry leaves out. */
const NOTHING = {
  reader: "none",
  options: [],
  positionals: [],
  does: "",
  notes: [],
  runsRest: false,
  usageExit: undefined,
  takesAssignments: false,
  order: "",
  groups: "all",
  renamesChild: false,
  startsOnlyWith: undefined,
  startsShell: undefined,
  numericIds: false,
  readsEnvironment: [],
  dropsRoot: undefined,
  needsRoot: false,
  perConnection: false,
  behindServerOnly: false,
} as const;

export function program(name: string, origin: string, kind: ProgramKind, facts: Facts): ChainProgram {
  return { ...NOTHING, ...facts, name, package: origin, kind };
}
