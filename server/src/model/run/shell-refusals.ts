/** What the commands of sh refuse and those of bash take. Each line was tried with dash 0.5.12. */
import type { Argument } from "./service-arguments.js";

export interface Refusal {
  /** `operator`: `==` in a test. `signal`: of trap. */
  readonly kind: "second-limit" | "option" | "last-option" | "exec-option" | "exported-append" | "signal" | "operator";
  readonly at: Argument;
  /** What is refused, as it is written. */
  readonly found: string;
}

/** The first word of a command that sh refuses. The first argument is the name of the command. */
export function refusalOf(args: readonly Argument[]): Refusal | undefined {
  const [command, ...rest] = args;
  switch (command?.text) {
    case "exec":
      // Other words with a hyphen are options of a program that is missing in front of them (RS126).
      return refused("exec-option", rest.slice(0, 1), (text) => /^-([cl]+|[cl]*a.*|-)$/.test(text));
    case "trap":
      return refused("signal", rest.slice(1), (text) => BASH_SIGNALS.test(text));
    case "[":
    case "test":
      return refused("operator", rest, (text, index) => text === "==" && OPERAND.test(rest[index - 1]?.text ?? "$"));
    case "set":
      return refusedSetting(rest);
    case "ulimit":
      return secondLimit(rest) ?? refusedOption("ulimit", rest);
    case "export":
    case "readonly":
      return refusedAppend(rest) ?? refusedOption(command.text, rest);
    default:
      return refusedOption(command?.text ?? "", rest);
  }
}

/** `export NAME+=VALUE` */
function refusedAppend(args: readonly Argument[]): Refusal | undefined {
  const at = args.find(({ head }) => /^[A-Za-z_]\w*\+=/.test(head));
  return at && { kind: "exported-append", at, found: at.head.slice(0, at.head.indexOf("+")) };
}

/** `ulimit -c 0 -n 1024`: sh takes one limit. */
function secondLimit(args: readonly Argument[]): Refusal | undefined {
  const [option, value, next] = args;
  const isSecond = /^-/.test(option?.text ?? "") && /^[^-]/.test(value?.text ?? "") && /^-/.test(next?.text ?? "");
  return isSecond ? { kind: "second-limit", at: next, found: next.text ?? "" } : undefined;
}

function refused(
  kind: Refusal["kind"],
  args: readonly Argument[],
  isRefused: (text: string, index: number) => boolean,
): Refusal | undefined {
  const at = args.find(({ text }, index) => text !== undefined && isRefused(text, index));
  return at && { kind, at, found: at.text ?? "" };
}

/** What may stand in front of an operator of a test. */
const OPERAND = /^(?!(!?=|!|\(|-[ao])$)/;

/** sh wants the names of signals without SIG, and traps nothing but signals and EXIT. */
const BASH_SIGNALS = /^(SIG[A-Z]+|ERR|DEBUG|RETURN)$/i;

/** An error of `set` ends the script, as that of any special command does. */
function refusedSetting(args: readonly Argument[]): Refusal | undefined {
  const name = args.find(
    ({ text }, index) => /^[-+][a-zA-Z]*o$/.test(args[index - 1]?.text ?? "") && BASH_SETTINGS.has(text ?? ""),
  );
  if (name) return { kind: "last-option", at: name, found: `-o ${name.text}` };
  return refused("last-option", args.slice(0, 1), (text) => /^[-+][a-zA-Z]*[BhHkTP]/.test(text));
}

const BASH_SETTINGS: ReadonlySet<string> = new Set(
  "braceexpand errtrace functrace hashall histexpand history keyword onecmd physical pipefail posix".split(" "),
);

/** Letters that bash takes and dash does not. */
const BASH_OPTIONS: ReadonlyMap<string, { readonly letters: RegExp; readonly ends: boolean }> = new Map([
  ["export", { letters: /^-[fn]+$/, ends: true }],
  ["readonly", { letters: /^-[aAf]+$/, ends: true }],
  ["read", { letters: /^-[r]*[adeinNstu]/, ends: false }],
  ["wait", { letters: /^-[nfp]$/, ends: false }],
  ["printf", { letters: /^-v$/, ends: false }],
  ["ulimit", { letters: /^-[HS]*[beiquxPRT]/, ends: false }],
  ["kill", { letters: /^-SIG[A-Z]+$/, ends: false }],
]);

function refusedOption(name: string, args: readonly Argument[]): Refusal | undefined {
  const entry = BASH_OPTIONS.get(name);
  const end = args.findIndex(({ text }) => text !== undefined && !text.startsWith("-"));
  const options = end < 0 ? args : args.slice(0, end);
  return entry && refused(entry.ends ? "last-option" : "option", options, (text) => entry.letters.test(text));
}
