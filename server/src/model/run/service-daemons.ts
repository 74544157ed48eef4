/** Which programs of a chain stay in the foreground, and which leave it. Specification R06, R09, R10. */
import { literalText } from "djblint-grammars/run/words";
import { type Daemon, daemonNamed, isBootScript } from "./chain-programs.js";
import { BOOT_SCRIPT } from "./chain-programs-daemons.js";
import type { Argument, Chain, OptionUse, Step } from "./service.js";
import { endsAtOptions } from "./service-refused.js";

/** Programs that are daemons in one place and do a job and end in another. */
const GENERAL_PURPOSE: ReadonlySet<string> = new Set(["java", "node"]);

/**
 * The step at which a chain stays: a server, a logger that reads to the end of its input, a daemon that is known to
 * keep to the foreground. Undefined when nothing says that it stays.
 */
export function stayingStep({ steps }: Chain): Step | undefined {
  return steps.find((step, index) => (index === 0 || steps[index - 1].certain) && stays(step));
}

function stays(step: Step): boolean {
  switch (step.program?.kind) {
    case "server":
    case "logger":
    case "supervisor":
      return true;
    case "daemon":
      return !step.program.perConnection;
    default:
      return !GENERAL_PURPOSE.has(step.name) && behaviourOf(step)?.does === "stays";
  }
}

export interface DaemonBehaviour {
  readonly daemon: Daemon;
  readonly does: "stays" | "forks" | "unknown";
  /** The flag that sends it to the background, and all its words. */
  readonly flag: Argument | undefined;
  readonly flagWords: string;
}

/** What a daemon of the table does with the flags that it gets; undefined for any other program. */
export function behaviourOf(step: Step): DaemonBehaviour | undefined {
  const { arguments: args, word } = step;
  const daemon = daemonOf(step);
  if (daemon === undefined || isNamesake(daemon, word, args)) return undefined;
  const { foreground, debugging, background, alone } = daemon;
  const found = background.find((words) => findFlag(args, words) !== undefined);
  const flag = found === undefined ? undefined : findFlag(args, found);
  const flagWords = found?.replace("^", "") ?? "";
  if ([...foreground, ...debugging].some((words) => keepsInForeground(args, words, background)))
    return { daemon, does: "stays", flag: undefined, flagWords: "" };
  if (flag !== undefined) return { daemon, does: "forks", flag, flagWords };
  const isOpen = args.some(({ text }) => text === undefined);
  return { daemon, does: alone === "other" || (isOpen && alone === "forks") ? "unknown" : alone, flag, flagWords };
}

/** A program of the other table is no daemon, nor is one in the folder of the service, which may be a script; busybox has its own of many a name. */
function daemonOf({ name, program, inBusybox, word }: Step): Daemon | undefined {
  if (program !== undefined || literalText(word.parts)?.startsWith("./")) return undefined;
  return inBusybox ? daemonNamed(`busybox ${name}`) : (bootScript(name, word) ?? daemonNamed(name));
}

/** A word that is a flag for the background as it stands has no other letters in it, as `-bd` of Exim has no `-d`. */
function keepsInForeground(args: readonly Argument[], words: string, background: readonly string[]): boolean {
  const found = findFlag(args, words)?.text;
  return found !== undefined && (found === words || words.includes(" ") || !background.includes(found));
}

function isNamesake({ namesakeIn, takesWord }: Daemon, word: Step["word"], args: readonly Argument[]): boolean {
  const isOption = (argument: Argument | undefined) => argument === undefined || argument.head.startsWith("-");
  const isOther = args.some(({ text }, index) => takesWord.includes(text ?? "") && isOption(args[index + 1]));
  return isOther || (namesakeIn !== undefined && isBelow(word, namesakeIn));
}

function bootScript(name: string, word: Step["word"]): Daemon | undefined {
  return word.parts.some((part) => "text" in part && isBootScript(part.text)) ? { ...BOOT_SCRIPT, name } : undefined;
}

function isBelow({ parts }: Step["word"], folder: string): boolean {
  return parts.some((part) => "text" in part && part.text.includes(`/${folder}/`));
}

/** Finds the words of a flag as the table writes them; a single letter may stand among others, as in `-De`. */
function findFlag(args: readonly Argument[], flag: string): Argument | undefined {
  if (flag.startsWith("^")) {
    const words = flag.slice(1).split(" ");
    return words.every((word, index) => args[index]?.text === word) ? args[0] : undefined;
  }
  const words = flag.replaceAll("'", "").split(" ");
  if (words.length === 1) {
    const exact = args.find(({ text }) => text === flag);
    return exact ?? args.find(({ text }) => text !== undefined && isFlag(text, flag));
  }
  const line = args.map(({ text }) => text ?? "");
  return args.find((_, index) => ` ${line.slice(index).join(" ")} `.startsWith(` ${words.join(" ")} `));
}

function isFlag(text: string, flag: string): boolean {
  if (text === flag || text.startsWith(`${flag}=`)) return true;
  return /^-[A-Za-z]$/.test(flag) && /^-[A-Za-z0-9]+$/.test(text) && text.includes(flag[1]);
}

/** What starts a daemon that leaves it alone, or minds its going to the background. */
const MINDERS: ReadonlySet<string> = new Set(["fghack", "s6-fghack"]);

/**
 * The behaviour of the daemon that a service ends up as. Undefined when the chain is not what the service ends up as,
 * when its words are not certain, and when something in front of the daemon makes it behave otherwise.
 */
export function serviceBehaviour({ steps, place, replacesShell }: Chain): DaemonBehaviour | undefined {
  const step = steps[steps.length - 1];
  const isService = (replacesShell || place.last) && !place.inFunction && !place.nested;
  if (!isService || !step.certain || steps.slice(0, -1).some(endsAtOptions)) return undefined;
  const isMinded = steps.some(
    (each) =>
      MINDERS.has(each.name) ||
      each.program?.kind === "server" ||
      each.program?.kind === "wrapper" ||
      parentOption(each) !== undefined,
  );
  return isMinded ? undefined : behaviourOf(step);
}

/** The option that makes a program of a chain stay as the parent of the rest, to which it hands no signal on. */
export function parentOption({ options }: Step): OptionUse | undefined {
  const execs = options.some(({ spec }) => spec?.role === "no-parent");
  return execs ? undefined : options.find(({ spec }) => spec?.role === "parent");
}
