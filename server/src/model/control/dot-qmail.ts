/** What qmail-local does with a message: which `.qmail` file counts, and what its lines say. Specification section 7. */
import { parseControl } from "djblint-grammars/control/parser";
import type { InstructionLine } from "djblint-grammars/control/tree";
import { encodeLatin1, type SourceText } from "djblint-grammars/text";
import { isOneEditAway } from "../one-edit.js";
import { foldCase } from "./control.js";

export interface DotQmailFile {
  readonly text: SourceText;
  /** Permission bits; undefined when they are not known. */
  readonly mode: number | undefined;
}

export interface Mailbox {
  /** A file of the home by its name. */
  readonly file: (name: string) => DotQmailFile | undefined;
  /** Permission bits of the home; undefined when they are not known. */
  readonly homeMode: number | undefined;
  /** `-`, or empty for the user's own address. */
  readonly dash: string;
  readonly extension: string;
  /** Argument of qmail-start: instructions that stand in for an empty or missing file. */
  readonly defaultDelivery: string;
}

/** A text that qmail-local says and ends with. */
export interface LocalFailure {
  readonly message: string;
  /** Whether the message is tried again. */
  readonly temporary: boolean;
}

export interface LocalDelivery {
  /** Name of the file that counts; undefined when there is none, and the default delivery is made. */
  readonly file: string | undefined;
  /** What is done, in order; up to the failure, if there is one: then no forward of them is made. */
  readonly instructions: readonly InstructionLine[];
  /** Whether the instructions are those of the default delivery. */
  readonly byDefault: boolean;
  readonly failure: LocalFailure | undefined;
  /** 0-based line of the file at which it failed. */
  readonly failedLine: number | undefined;
}

const OTHERS_WRITE = 0o002;
const STICKY = 0o1000;
const OWNER_EXECUTES = 0o100;

/** No file system has longer names. */
const LONGEST_NAME = 255;

/** Q5: the names that are tried, in order. */
export function* dotQmailNames(dash: string, extension: string): Generator<string> {
  const safe = safeExtension(extension);
  if (safe.length < LONGEST_NAME) yield `.qmail${dash}${safe}`;
  for (let end = Math.min(safe.length, LONGEST_NAME); end >= 0; end--) {
    if (end === 0 || safe[end - 1] === "-") yield `.qmail${dash}${safe.slice(0, end)}default`;
  }
}

/** Q5: an extension as it stands in the name of a file. */
export function safeExtension(extension: string): string {
  return foldCase(extension).replaceAll(".", ":");
}

/** A `.qmail` file that qmail-local does not find for the addresses that it is meant for (QM808). */
export interface Misnamed {
  readonly wanted: string;
  readonly slip:
    | "letters"
    /** `.qmail_joe` */
    | "sign"
    /** `.qmail-shop.default` */
    | "dotted-default"
    /** `.qmail-shop:default`, `.qmail-shop-defualt` */
    | "default";
}

/** Q5; the names beside decide where the name could be meant as it stands. */
export function misnamedFile(name: string, beside: () => readonly string[]): Misnamed | undefined {
  const [, sign, extension] = /^\.qmail([-_.])(.+)$/.exec(name) ?? [];
  if (extension === undefined) return undefined;
  const safe = safeExtension(extension);
  const isFree = (wanted: string) => wanted !== name && !beside().includes(wanted);
  const meant = `.qmail-${withDefault(safe)}`;
  if (sign !== "-") {
    const isMeant = isFree(meant) && beside().some((other) => other.startsWith(".qmail-"));
    return isMeant ? { wanted: meant, slip: "sign" } : undefined;
  }
  const isOfDefault = meant !== `.qmail-${safe}` && isFree(meant);
  if (safe === extension) return isOfDefault ? { wanted: meant, slip: "default" } : undefined;
  return isOfDefault ? { wanted: meant, slip: "dotted-default" } : { wanted: `.qmail-${safe}`, slip: "letters" };
}

/** The names of a home as they are meant. */
export function meantNames(names: readonly string[]): readonly string[] {
  return names.map((name) => misnamedFile(name, () => names)?.wanted ?? name);
}

/** The extension with `default`, and a hyphen in front, where its last word is a slip for that. */
function withDefault(safe: string): string {
  const [, stem, word] = /^(?:(.*)[-:])?([a-z]+)$/.exec(safe) ?? [];
  if (word === undefined || !isOneEditAway(word, "default")) return safe;
  return stem === undefined ? "default" : `${stem}-default`;
}

/** Q6: why qmail-local refuses a home with these permissions. */
export function troubleOfHome(mode = 0): "writable" | "sticky" | undefined {
  if (mode & OTHERS_WRITE) return "writable";
  return mode & STICKY ? "sticky" : undefined;
}

/** Q6: whether qmail-local refuses a .qmail file with these permissions. */
export function isWritableFile(mode = 0): boolean {
  return (mode & OTHERS_WRITE) !== 0;
}

/** Q6: whether a .qmail file with these permissions may hold forwards only. */
export function isForForwards(mode = 0): boolean {
  return (mode & OWNER_EXECUTES) !== 0;
}

const HOME_TROUBLES = {
  writable: "Uh-oh: home directory is writable. (#4.7.0)",
  sticky: "Home directory is sticky: user is editing his .qmail file. (#4.2.1)",
} as const;

/** Q1 to Q6. */
export function deliverLocally(mailbox: Mailbox): LocalDelivery {
  const { homeMode, dash, extension, defaultDelivery } = mailbox;
  const nothing = { file: undefined, instructions: [], byDefault: false, failedLine: undefined };
  const trouble = troubleOfHome(homeMode);
  if (trouble) return { ...nothing, failure: temporary(HOME_TROUBLES[trouble]) };
  const found = findFile(mailbox, dash, extension);
  if (!found) {
    if (dash === "") return follow(undefined, instructionsOf(defaultDelivery), false, true);
    return { ...nothing, failure: { message: "Sorry, no mailbox here by that name. (#5.1.1)", temporary: false } };
  }
  const { name, text, mode } = found;
  if (isWritableFile(mode)) {
    return { ...nothing, file: name, failure: temporary("Uh-oh: .qmail file is writable. (#4.7.0)") };
  }
  // Q4: an empty file is as good as none, whatever its mode.
  if (text.bytes.length === 0) return follow(name, instructionsOf(defaultDelivery), false, true);
  return follow(name, text.bytes, isForForwards(mode), false);
}

/**
 * Whether mail is to be appended to the null device: qmail-local ends with fsync, which Linux refuses there (EINVAL), and
 * so defers the mail.
 */
export function goesToNullDevice({ instruction, argument }: InstructionLine): boolean {
  return instruction === "mbox" && argument.text === "/dev/null";
}

/** An empty argument is an empty first line. */
function instructionsOf(defaultDelivery: string): Uint8Array {
  return encodeLatin1(`${defaultDelivery}\n`);
}

function temporary(message: string): LocalFailure {
  return { message, temporary: true };
}

function findFile(
  { file }: Mailbox,
  dash: string,
  extension: string,
): (DotQmailFile & { readonly name: string }) | undefined {
  for (const name of dotQmailNames(dash, extension)) {
    const found = file(name);
    if (found) return { ...found, name };
  }
  return undefined;
}

/** Goes through the lines; `+list` and the execute bit leave forwards only. */
function follow(file: string | undefined, bytes: Uint8Array, executable: boolean, byDefault: boolean): LocalDelivery {
  const instructions: InstructionLine[] = [];
  const result = { file, instructions, byDefault, failure: undefined, failedLine: undefined };
  let forwardsOnly = executable;
  for (const line of parseControl(bytes, "instructions")) {
    if (line.kind === "blank" && line.line === 0) {
      const failure = temporary("Uh-oh: first line of .qmail file is blank. (#4.2.1)");
      return { ...result, failure, failedLine: line.line };
    }
    if (line.kind !== "instruction" || line.instruction === "none") continue;
    if (line.instruction === "list") {
      forwardsOnly = true;
      continue;
    }
    if (forwardsOnly && line.instruction !== "forward") {
      const what = line.instruction === "program" ? "prog" : "file";
      const failure = temporary(`Uh-oh: .qmail has ${what} delivery but has x bit set. (#4.7.0)`);
      return { ...result, failure, failedLine: line.line };
    }
    if (goesToNullDevice(line)) {
      const failure = temporary("Unable to write /dev/null: invalid argument. (#4.3.0)");
      return { ...result, failure, failedLine: line.line };
    }
    instructions.push(line);
  }
  return result;
}
