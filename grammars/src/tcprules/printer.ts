/** Writes a line back as source text, one character for each byte, without the line feed. */
import type { Instruction, SourceLine } from "./tree.js";

/** What people write; the first that the value does not hold is taken, and then any byte. */
const DELIMITERS = ['"', "'", "/", "|", "+", "!", "%"];
const ANY = Array.from({ length: 255 }, (_, n) => String.fromCharCode(((n + 32) % 255) + 1));

/** A variable as it is to be set. */
export interface Assignment {
  readonly name: string;
  readonly value: string;
  /** The byte that is to stand around the value if it can. */
  readonly delimiter?: string;
}

/** A line that compiles to the record of the given one; lines that make no record are written as they stood. */
export function print(line: SourceLine): string {
  if (line.kind !== "rule") return line.text;
  const variables = line.variables.map(({ name, value, delimiter }) => ({
    name: name.text,
    value: value.text,
    delimiter,
  }));
  return printRule(line.address.text, line.instruction.kind, variables);
}

export function printRule(address: string, instruction: Instruction["kind"], variables: readonly Assignment[]): string {
  const last = variables.length - 1;
  return `${address}:${instruction}${variables.map((variable, n) => printVariable(variable, n === last)).join("")}`;
}

function printVariable(variable: Assignment, last: boolean): string {
  const delimiter = delimiterFor(variable, last);
  return `,${variable.name}=${delimiter}${variable.value}${delimiter}`;
}

/** The delimiter that is wanted, unless the value holds it or it would be stripped from the end of the line (R4). */
function delimiterFor({ delimiter, value }: Assignment, last: boolean): string {
  const fits = (byte: string) => byte !== "\n" && !value.includes(byte) && !(last && /[ \t]/.test(byte));
  if (delimiter !== undefined && fits(delimiter)) return delimiter;
  return [...DELIMITERS, ...ANY].find(fits) ?? DELIMITERS[0];
}
