/** Writes a line back as source text, one character for each byte, without the line feed. */
import type { SourceLine, Variable } from "./tree.js";

/** What people write; the first that the value does not hold is taken. */
const DELIMITERS = ['"', "'", "/", "|", "+", "!", "%"];
const PRINTABLE = Array.from({ length: 94 }, (_, n) => String.fromCharCode(33 + n));

/** A line that compiles to the record of the given one; lines that make no record are written as they stood. */
export function print(line: SourceLine): string {
  if (line.kind !== "rule") return line.text;
  const variables = line.variables.map((variable, index) =>
    printVariable(variable, index === line.variables.length - 1),
  );
  return `${line.address.text}:${line.instruction.kind}${variables.join("")}`;
}

function printVariable(variable: Variable, last: boolean): string {
  const delimiter = delimiterFor(variable, last);
  return `,${variable.name.text}=${delimiter}${variable.value.text}${delimiter}`;
}

/** The delimiter as written, unless the value holds it or it would be stripped from the end of the line (R4). */
function delimiterFor({ delimiter, value }: Variable, last: boolean): string {
  if (!value.text.includes(delimiter) && !(last && /[ \t]/.test(delimiter))) return delimiter;
  return [...DELIMITERS, ...PRINTABLE].find((other) => !value.text.includes(other)) ?? delimiter;
}
