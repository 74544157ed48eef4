/** The `#!` line: which program the kernel starts to read the file. Specification X1. */
import { decodeLatin1, type Span } from "../text.js";
import { LF } from "./bytes.js";

/** How a script is read: as POSIX sh (dash and its kin), or with the forms of bash. */
export type Shell = "sh" | "bash";

export interface Shebang extends Span {
  /** As the kernel takes it, a CR at its end included. */
  readonly interpreter: string;
  readonly interpreterSpan: Span;
  /** Everything behind the interpreter is one argument. */
  readonly argument: string | undefined;
  /** Name of the program that reads the file, behind `env` or `with-contenv` when that starts it. */
  readonly program: string;
  readonly shell: Shell | undefined;
  /** The carriage return in front of the line feed, which belongs to the interpreter's name or argument. */
  readonly carriageReturn: Span | undefined;
}

const SHELLS: Readonly<Record<string, Shell>> = {
  // That of busybox reads most of the forms of bash: measured with 1.35.
  ash: "bash",
  bash: "bash",
  // Of Home Assistant: bash with functions of its own.
  bashio: "bash",
  busybox: "bash",
  dash: "sh",
  // Of runit on Debian: sets the environment and goes on with /bin/sh.
  "invoke-run": "sh",
  ksh: "bash",
  ksh93: "bash",
  mksh: "bash",
  posh: "sh",
  rbash: "bash",
  sh: "sh",
  zsh: "bash",
};

/** Of s6-overlay: reads the environment of the container, and starts its arguments. */
const CONTAINER = "with-contenv";

/** The `#!` line of a file; only its very first bytes count. */
export function readShebang(bytes: Uint8Array): Shebang | undefined {
  if (bytes[0] !== 0x23 || bytes[1] !== 0x21) return undefined;
  const feed = bytes.indexOf(LF);
  const end = feed < 0 ? bytes.length : feed;
  const line = decodeLatin1(bytes, 2, end);
  const [head, blanks, interpreter] = /^([ \t]*)([^ \t]*)[ \t]*/.exec(line)!;
  const rest = withoutBlanksAtEnd(line.slice(head.length));
  const start = 2 + blanks.length;
  const program = programOf(interpreter, rest);
  return {
    start: 0,
    end,
    interpreter,
    interpreterSpan: { start, end: start + interpreter.length },
    argument: rest === "" ? undefined : rest,
    program,
    // In the images of s6-overlay sh may be that of busybox.
    shell: baseName(interpreter) === CONTAINER && SHELLS[program] ? "bash" : SHELLS[program],
    carriageReturn: line.endsWith("\r") ? { start: end - 1, end } : undefined,
  };
}

/** Whether a file without a `#!` line was meant for execlineb: a damaged line names it, or programs of execline and s6 stand without exec. */
export function isForExecline(bytes: Uint8Array): boolean {
  const head = decodeLatin1(bytes, 0, Math.min(bytes.length, HEAD));
  return EXECLINE_NAMED.test(head) || (EXECLINE.test(head) && !/^[ \t]*exec[ \t]/m.test(head));
}

const HEAD = 512;
const EXECLINE_NAMED = /^[#! \t]*\S*\/execlineb\b/m;
/** A shell script hardly begins a line with one of these. */
const EXECLINE =
  /^(backtick|define|elgetpositionals|fdmove|foreground|importas|multisubstitute|redirfd|s6-(applyuidgid|envdir|setuidgid|softlimit))[ \t]/m;

/** A CR is left out: the file is not started because of it, but it is clear what was meant. */
function programOf(interpreter: string, argument: string): string {
  const name = baseName(interpreter.replace(/\r$/, ""));
  if (name !== "env" && name !== CONTAINER) return name;
  const program = argument.split(/[ \t\r]+/).find((word) => !word.startsWith("-") && !word.includes("="));
  return program === undefined ? name : baseName(program);
}

function withoutBlanksAtEnd(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === " " || text[end - 1] === "\t")) end--;
  return text.slice(0, end);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
