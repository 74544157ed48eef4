/**
 * What djblint knows of the programs in run scripts: how they read their command line, what they change, which of them
 * give up root. One entry a program in `chain-programs-table.ts`, or in `chain-programs-system.ts` for those of the
 * system, one a daemon in `chain-programs-daemons.ts`; a new program is a new entry, which says how it is known (`Evidence`).
 */
import { DAEMONS } from "./chain-programs-daemons.js";
import { PROGRAMS } from "./chain-programs-table.js";

/** How a fact is known. */
export type Evidence = "measured" | "source" | "documentation" | "usage text" | "corpus" | "memory";

export type ProgramKind =
  | "chain" // runs the rest of its command line
  | "server" // runs it once per connection
  | "interpreter" // reads a script
  | "daemon"
  | "logger"
  | "wrapper" // stays as the parent of what it runs
  | "supervisor"
  | "control"
  | "filter"
  | "tool"
  | "compiler"
  | "shell-builtin";

/** How a program reads what stands in front of its fixed words. */
export type OptionReader =
  | "none" // not at all: `-x` is an ordinary word
  | "djb" // letters in front, combined, arguments joined or not; ends at `-` and behind `--` (C2)
  | "gnu"; // the same, and words with two dashes

/** What an option's argument or a fixed word is, in the terms of the chain model. */
export type Role =
  | "account" // the program becomes this account
  | "ids" // UID and GID of this account go into the environment
  | "ids-from-environment" // the program becomes $UID and $GID
  | "uid"
  | "gid"
  | "group" // of the account that the program becomes, by name or number
  | "limit"
  | "limits" // SOFT:HARD, of prlimit
  | "environment-directory"
  | "root-directory"
  | "working-directory"
  | "lock"
  | "clear-environment"
  | "unset"
  | "background" // starts the rest in a process of its own and ends
  | "parent" // starts the rest in a process of its own, and stays without handing signals on
  | "no-parent" // execs the rest in any case
  | "capabilities" // leaves, or gives, some of what root may do
  | "network" // takes the program out of the network of the host
  | "listen-address"
  | "listen-port"
  | "listen-path"
  | "rules"
  | "script"; // the first word behind the options is a script

export interface OptionSpec {
  /** The whole word for an option with two dashes. */
  readonly letter: string;
  /** Name of its argument; undefined for a flag. */
  readonly argument: string | undefined;
  /** The argument may be left out, and stands in the same word if it is there: `-m[FILE]`, `--mount[=FILE]`. */
  readonly joinedOnly: boolean;
  readonly meaning: string;
  readonly role: Role | undefined;
}

export interface PositionalSpec {
  readonly name: string;
  readonly role: Role | undefined;
}

export interface ChainProgram {
  readonly name: string;
  readonly package: string;
  readonly kind: ProgramKind;
  readonly evidence: readonly Evidence[];
  readonly synopsis: string;
  readonly reader: OptionReader;
  readonly options: readonly OptionSpec[];
  /** The words behind the options that are not the program to run. */
  readonly positionals: readonly PositionalSpec[];
  /** What it does, in words. */
  readonly does: string;
  readonly notes: readonly string[];
  /** Whether the rest of its words is a program with its arguments. */
  readonly runsRest: boolean;
  /** Without this among its options, or as the words behind them, it starts none: `-u` of runuser, `exec` of bundle. */
  readonly startsOnlyWith: string | undefined;
  /** What stands behind `--` are the arguments of this shell; without it, nothing is started. */
  readonly startsShell: string | undefined;
  /** Its exit code when it prints its usage, as for want of a program to run; undefined where nobody has tried. */
  readonly usageExit: number | undefined;
  /** NAME=VALUE words stand in front of the program. */
  readonly takesAssignments: boolean;
  /** Letters of options that it does first, and in this order, whatever theirs. */
  readonly order: string;
  /** Its groups when it becomes an account: that of the account alone, all that the account is in, or those from before. */
  readonly groups: "one" | "all" | "before";
  /** The word behind the program's name is its argv[0]. */
  readonly renamesChild: boolean;
  /** Words that `-u` and `-g` read as numbers: leading digits, 0 without any (C3). */
  readonly numericIds: boolean;
  readonly readsEnvironment: readonly string[];
  /** Gives up root itself: true or false where it is known (C7). */
  readonly dropsRoot: boolean | undefined;
  /** Cannot do its work without root (C7). */
  readonly needsRoot: boolean;
  /** Serves the connection on its descriptors 0 and 1, and ends with it. */
  readonly perConnection: boolean;
  /** This entry holds only for a program that a server starts; another has the same name. */
  readonly behindServerOnly: boolean;
}

/** A daemon and how it is kept in the foreground. */
export interface Daemon {
  readonly name: string;
  /** Flags that keep it in the foreground, each as the words of a command line; behind ^ as its first words. */
  readonly foreground: readonly string[];
  /** Those that do so too, and are no advice for a service: for looking for faults, for one connection, of other versions. */
  readonly debugging: readonly string[];
  /** What it does without any of these flags; `other`: it ends, or it depends, or nobody has looked. */
  readonly alone: "stays" | "forks" | "other";
  /** Flags that send it to the background. */
  readonly background: readonly string[];
  /** The same as a setting of its configuration file. */
  readonly setting: string;
  /** How each of this is known, in words. */
  readonly evidence: string;
  /** Options of it that take the next word: where an option follows, or nothing, it is another program of this name. */
  readonly takesWord: readonly string[];
  /** A folder in which another program of this name lives. */
  readonly namesakeIn: string | undefined;
  readonly note: string;
}

const programs: ReadonlyMap<string, ChainProgram> = new Map(PROGRAMS.map((program) => [program.name, program]));
const daemons: ReadonlyMap<string, Daemon> = new Map(DAEMONS.map((daemon) => [daemon.name, daemon]));

/** By the last part of its path. */
export function programNamed(name: string): ChainProgram | undefined {
  return programs.get(name);
}

/** Programs of busybox, which are other ones than those of the same name, stand in the table as `busybox NAME`. */
export function daemonNamed(name: string): Daemon | undefined {
  return daemons.get(VERSIONED.test(name) ? "php-fpm" : name);
}

/** A script of boot in init.d or rc.d. */
export function isBootScript(path: string): boolean {
  return /\/(init|rc)\.d\//.test(path);
}

/** `php-fpm8.2`, as Debian names it. */
const VERSIONED = /^php-fpm[0-9.]+$/;

/** By its letter, or by the whole word of one with two dashes. */
export function optionOf(program: ChainProgram, letter: string): OptionSpec | undefined {
  return program.options.find((option) => option.letter === letter);
}
