/** Standard output and standard error: the only place that writes to them. */
import pc from "picocolors";
import type { Colors } from "picocolors/types.js";
import { reasonOf } from "../node-host.js";
import type { Style } from "./reporters/reporter.js";
import { EXIT_USAGE } from "./usage.js";

export type ColorChoice = "auto" | "always" | "never";

const guarded = new Set<NodeJS.WriteStream>();

/**
 * A reader that has seen enough closes the pipe; that is no error of ours. On a full disk there is nothing left to do but
 * to say so. Node opens a standard stream when it is first asked for it, which takes a while: a program that says nothing
 * does not ask.
 */
function guard(stream: NodeJS.WriteStream): void {
  if (guarded.has(stream)) return;
  guarded.add(stream);
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    if (stream === process.stdout) complain(`djblint: standard output cannot be written: ${reasonOf(error)}\n`);
    process.exit(EXIT_USAGE);
  });
}

export function print(text: string | Uint8Array): void {
  Progress.clear();
  guard(process.stdout);
  process.stdout.write(text);
}

export function complain(text: string | Uint8Array): void {
  Progress.clear();
  guard(process.stderr);
  process.stderr.write(text);
}

/** What is wrong, each line of it behind the name of the program. */
export function complainOf(message: string): void {
  complain(message.replace(/^/gm, "djblint: ").concat("\n"));
}

/** Colours on standard output: asked for, or a terminal that was not told otherwise (https://no-color.org). */
export function colorsFor(choice: ColorChoice): Colors {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const wanted = FORCE_COLOR !== undefined && FORCE_COLOR !== "0";
  const usual = !NO_COLOR && (wanted || (Boolean(process.stdout.isTTY) && TERM !== "dumb"));
  return pc.createColors(choice === "always" || (choice === "auto" && usual));
}

/** What standard output can show. Links (OSC 8) are for terminals only: a pipe may lead to a file. */
export function styleFor(choice: ColorChoice, quiet = false): Style {
  const { isTTY, columns } = process.stdout;
  const hasLinks = Boolean(isTTY) && process.env.TERM !== "dumb" && choice !== "never" && !process.env.NO_COLOR;
  return {
    colors: colorsFor(choice),
    link: hasLinks ? (text, address) => `\u001b]8;;${address}\u001b\\${text}\u001b]8;;\u001b\\` : (text) => text,
    columns: isTTY ? widthOf(columns) : undefined,
    quiet,
  };
}

/** What standard error can show; findings only. */
export function errorStyle(): Style {
  const { isTTY, columns } = process.stderr;
  const { NO_COLOR, TERM } = process.env;
  const isColored = Boolean(isTTY) && !NO_COLOR && TERM !== "dumb";
  return { ...plainStyle(true), colors: pc.createColors(isColored), columns: isTTY ? widthOf(columns) : undefined };
}

/** Terminals whose size nobody has told, as those of containers, say 0. */
function widthOf(columns: number | undefined): number | undefined {
  return columns || undefined;
}

/** For files: no colours, no links. */
export function plainStyle(quiet: boolean): Style {
  return { colors: pc.createColors(false), link: (text) => text, columns: undefined, quiet };
}

/** A line on standard error that tells how far long work has come; only on a terminal, and gone before anything else. */
export class Progress {
  private static readonly DELAY = 300;
  private static readonly INTERVAL = 100;
  private static isOn = false;
  private readonly isShown: boolean;
  private next = Date.now() + Progress.DELAY;

  constructor(quiet: boolean) {
    this.isShown = !quiet && Boolean(process.stderr.isTTY) && process.env.TERM !== "dumb";
    if (this.isShown) guard(process.stderr);
  }

  static clear(): void {
    if (Progress.isOn) process.stderr.write("\r\u001b[K");
    Progress.isOn = false;
  }

  /** What stands in the line is made only when it is shown. */
  readonly tell = (line: () => string): void => {
    if (!this.isShown || Date.now() < this.next) return;
    this.next = Date.now() + Progress.INTERVAL;
    Progress.isOn = true;
    process.stderr.write(`\r\u001b[K${line().slice(0, (widthOf(process.stderr.columns) ?? 80) - 1)}`);
  };
}
