/** Forward addresses of `.qmail` files, and what their authors took them for (Q1, Q2). */
import type { ControlLine, Field, InstructionLine } from "djblint-grammars/control/tree";
import { withoutBlanks } from "djblint-grammars/text";
import { isCommand } from "./delivery-programs.js";
import { part } from "./entry-text.js";
import { addressLiteral, domainOf, isHostName, localPartOf } from "./mail-address.js";

export type ForwardTrouble =
  /** A path that does not begin with `.` or `/`. */
  | "path"
  /** `preline procmail`, which has no | in front. */
  | "program"
  /** `:include:`, `\joe`, `"|program"`. */
  | "sendmail"
  /** Begins with the sign that other programs have for comments. */
  | "comment"
  /** Blanks, brackets, commas, comments, quotes, `mailto:`. */
  | "not-one-address"
  /** A `$LOCAL` or `$HOST` that nobody fills in. */
  | "variable"
  /** What stands behind the last `@` is no host. */
  | "no-host"
  /** What stands in front of the last `@` is no user. */
  | "no-user"
  /** Without an `@`, and begins with a sign that no user has. */
  | "sign";

export interface Forward {
  readonly line: InstructionLine;
  /** Without the carriage return. */
  readonly address: Field;
  readonly trouble: ForwardTrouble | undefined;
}

/** Undefined for lines that are no forwards. */
export function forwardOf(line: ControlLine): Forward | undefined {
  if (line.kind !== "instruction" || line.instruction !== "forward") return undefined;
  const { argument } = line;
  const address = argument.text.endsWith("\r") ? part(argument, 0, argument.text.length - 1) : argument;
  const hasSign = argument.start > line.whole.start;
  return address.text === "" ? undefined : { line, address, trouble: troubleOf(address.text, hasSign) };
}

function troubleOf(address: string, hasSign: boolean): ForwardTrouble | undefined {
  const text = withoutBlanks(address);
  if (/^(:include:|\\[\w.-]+$|"?\s*\|)/.test(text) && !hasSign) return "sendmail";
  if (!hasSign && isCommand(address)) return "program";
  if (isPath(withoutQuotes(text), hasSign)) return "path";
  if (/^;/.test(text) && !hasSign) return "comment";
  // A quote or semicolon in the host, as of "joe@example.org".
  if (/^mailto:|@[^@]*["';]/i.test(address)) return "not-one-address";
  if (/[\t-\r <>,]/.test(address) && !/^[^\t-\r "]*"[^"]*"@[^\t-\r <>,]+$/.test(address)) return "not-one-address";
  if (/\$(\{?[A-Z][A-Z0-9]*\}?|\d|@)/.test(address)) return "variable";
  const host = domainOf(address);
  if (host === undefined) return /^[&=:^*?!%|-]/.test(address) ? "sign" : undefined;
  if (!isHostName(host) && addressLiteral(host) === undefined) return "no-host";
  return /^"[^"]*"$|^[^@|*&"][^@|*"]*$/.test(localPartOf(address)) ? undefined : "no-user";
}

/** A path in quotes, as a shell would want it. */
export function withoutQuotes(text: string): string {
  return /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;
}

/** A slash where an address has none, or the name that mailboxes have; behind a & it may well be a user. */
function isPath(text: string, hasSign: boolean): boolean {
  if (/^([Mm]aildir|Mailbox)$/.test(text)) return !hasSign;
  return !text.includes("@") && /^(\.{0,2}\/|~|\$\{?HOME|[\w.-]+\/)[^\t-\r <>,]*$/.test(text) && text.includes("/");
}
