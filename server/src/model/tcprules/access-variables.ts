/** What may be wrong with the variables of a rule. Specification R14, R15, R53 and section 9. */
import { VARIABLES } from "djblint-grammars/tcprules/fields";
import type { RuleLine, Variable } from "djblint-grammars/tcprules/tree";
import { isOneEditAway } from "../one-edit.js";

/** One bit each, so that a line can keep all of its variables. */
export const VariableFault = {
  /** Nothing. */
  None: 0,
  /** `deny` with variables: they are never used (R15). */
  OnDeny: 1 << 0,
  /** The name was set before in the same line (R53). */
  Repeated: 1 << 1,
  EmptyName: 1 << 2,
  /** A NUL byte: the rest of the variable is read as another item of the record (R53). */
  Nul: 1 << 3,
  /** `export` belongs to the name. */
  Export: 1 << 4,
  /** Blanks belong to the name. */
  BlankInName: 1 << 5,
  /** A letter or a digit stands where a quote was meant. */
  LetterAsQuote: 1 << 6,
  /** The value goes on to the quote of the next variable. */
  RunsOn: 1 << 7,
  /** A known name in other letters. */
  OtherSpelling: 1 << 8,
  /** A known name but for one letter. */
  Misspelt: 1 << 9,
  Dollar: 1 << 10,
  RelayClientValue: 1 << 11,
  DataBytesValue: 1 << 12,
  EmptyDataBytes: 1 << 13,
  RblSmtpdSwitch: 1 << 14,
  /** QMAILQUEUE is no path of a program. */
  QueueProgram: 1 << 15,
  /** A comma belongs to the name. */
  CommaInName: 1 << 16,
  /** What stands in AXFR is not a list of zones with `/` between them. */
  AxfrZones: 1 << 17,
} as const;

export type VariableFault = (typeof VariableFault)[keyof typeof VariableFault];

/** The faults of all variables of a rule, as bits. */
export function variableFaults({ instruction, variables }: Pick<RuleLine, "instruction" | "variables">): number {
  if (variables.length === 0) return VariableFault.None;
  if (instruction.kind === "deny") return VariableFault.OnDeny;
  const names = new Set(variables.map(({ name }) => name.text));
  const repeated = names.size < variables.length ? VariableFault.Repeated : VariableFault.None;
  return variables.reduce((bits, variable) => bits | variableFault(variable), repeated as number);
}

/** The variables of a rule that have a fault in themselves. */
export function faultyVariables({ variables }: RuleLine, fault: VariableFault): Variable[] {
  return variables.filter((variable) => variableFault(variable) === fault);
}

/** What is wrong with a variable in itself; the first cause counts. */
function variableFault(variable: Variable): VariableFault {
  return nameFault(variable) || valueFault(variable);
}

function nameFault({ name, delimiter, value }: Variable): VariableFault {
  if (/^[,\s]*$/.test(name.text)) return VariableFault.EmptyName;
  if (name.text.includes(",")) return VariableFault.CommaInName;
  if (name.text.includes("\0") || value.text.includes("\0")) return VariableFault.Nul;
  if (/^\s*(export|setenv|set|env|declare)\s/.test(name.text)) return VariableFault.Export;
  if (/\s/.test(name.text)) return VariableFault.BlankInName;
  if (/[a-z0-9]/i.test(delimiter)) return VariableFault.LetterAsQuote;
  if (/,\s*[a-z_]\w*=(['"]|$)/i.test(value.text)) return VariableFault.RunsOn;
  if (isKnown(name.text)) return VariableFault.None;
  return nameMeant(name.text)?.fault ?? VariableFault.None;
}

/** A name of the environment or a command in brackets, as a shell would replace it. */
export const SHELL_EXPANSION = /\$(\{?[A-Za-z_]\w*\}?|\([^)]*\)?)/;

function valueFault({ name, value }: Variable): VariableFault {
  switch (name.text) {
    case "RELAYCLIENT":
      return isAppendedBadly(value.text) ? VariableFault.RelayClientValue : VariableFault.None;
    case "DATABYTES":
      return dataBytesFault(value.text);
    case "RBLSMTPD":
      return SWITCH.test(value.text) ? VariableFault.RblSmtpdSwitch : VariableFault.None;
    case "QMAILQUEUE":
      return queueFault(value.text);
    case "AXFR":
      return axfrFault(value.text);
    default:
      return SHELL_EXPANSION.test(value.text) ? VariableFault.Dollar : VariableFault.None;
  }
}

/** Whether a value of this name may be at fault whatever it is made of. */
export function isReadClosely(name: string): boolean {
  return name === "RELAYCLIENT" || name === "DATABYTES" || name === "QMAILQUEUE" || name === "AXFR";
}

/** Longer values are no switches. */
const LONGEST_SWITCH = 8;
const DOLLAR = 36;
const COMMA = 44;

/**
 * Whether the bytes of a value cannot be at fault, unless it is read closely: `nameFault` and `valueFault` look for none
 * but short values and those with a NUL, a comma or a `$`.
 */
export function isHarmless(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte === 0 || byte === COMMA || byte === DOLLAR) return false;
  }
  return to - from > LONGEST_SWITCH;
}

/** Values that mean on or off elsewhere, and blanks, which are meant for nothing. */
const SWITCH = /^(\s+|no|off|false|disabled?|none|yes|on|true|enabled?|[01])$/i;

/** qmail-smtpd appends it to each recipient: an address stays one only behind these bytes. */
function isAppendedBadly(value: string): boolean {
  return value !== "" && !/^[@.%]./.test(value);
}

/** qmail-smtpd reads leading digits. */
function dataBytesFault(value: string): VariableFault {
  if (value === "") return VariableFault.EmptyDataBytes;
  return /^\d+$/.test(value) ? VariableFault.None : VariableFault.DataBytesValue;
}

/** The program is started by execv, in the home of qmail: there is no search for it, and there are no arguments. */
function queueFault(value: string): VariableFault {
  if (SHELL_EXPANSION.test(value)) return VariableFault.Dollar;
  return /^(\/|s?bin\/)\S*$/.test(value) ? VariableFault.None : VariableFault.QueueProgram;
}

/** axfrdns parts the value at `/` and takes each piece as it stands for the name of a zone. */
function axfrFault(value: string): VariableFault {
  if (SHELL_EXPANSION.test(value)) return VariableFault.Dollar;
  return /[\s,;:|*]/.test(value) ? VariableFault.AxfrZones : VariableFault.None;
}

export interface NameMeant {
  readonly fault: typeof VariableFault.OtherSpelling | typeof VariableFault.Misspelt;
  readonly name: string;
}

/** Short names are close to many others. */
const SHORTEST_MISSPELT = 8;
const KNOWN = VARIABLES.filter(({ family }) => !family).map(({ name }) => name);
/** Those whose absence does something, however short, and the long ones. */
const MISSPELT = VARIABLES.filter(({ name, family, unset }) => {
  return !family && (unset !== undefined || name.length >= SHORTEST_MISSPELT);
}).map(({ name }) => name);

/** Of a family that has members which are known by name, not one that is a letter away from such a member. */
function isKnown(name: string): boolean {
  if (KNOWN.includes(name)) return true;
  const isOfFamily = VARIABLES.some((spec) => spec.family && name.startsWith(spec.name));
  return isOfFamily && !MISSPELT.some((known) => fold(known) !== fold(name) && isOneEditAway(name, known));
}

/** The known variable that an unknown name was certainly or very likely meant for. */
export function nameMeant(name: string): NameMeant | undefined {
  const folded = fold(name);
  const same = KNOWN.find((known) => fold(known) === folded);
  if (same !== undefined) return { fault: VariableFault.OtherSpelling, name: same };
  // The IPv6 patch has names of its own that are one digit longer.
  if (name.startsWith("TCP6")) return undefined;
  const near = MISSPELT.find((known) => isOneEditAway(folded, fold(known)));
  return near === undefined ? undefined : { fault: VariableFault.Misspelt, name: near };
}

/** A quote around the name belongs to it as well. */
function fold(name: string): string {
  return name.replace(/[_-]|^['"]+|['"]$/g, "").toUpperCase();
}
