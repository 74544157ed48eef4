/** Typed lines back to text. */
import type { SourceText } from "../text.js";
import type { DataLine } from "./tree.js";

/** The bytes of a line, one character for each; trailing blanks and empty fields at the end are left out. */
export function printDataLine(line: DataLine, text: SourceText): string {
  if (!line.type) return text.slice(line);
  return joinFields(
    line.type.letter,
    line.fields.map((field) => text.slice(field)),
  );
}

/** A line from its letter and fields. Empty fields at the end say the same as none. */
export function joinFields(letter: string, fields: readonly string[]): string {
  let count = fields.length;
  while (count > 1 && fields[count - 1] === "") count--;
  const line = letter + fields.slice(0, count).join(":");
  // A colon protects blanks that would be taken away at the end of the line (L2).
  return /[ \t]$/.test(line) ? `${line}:` : line;
}

/** Printable ASCII without the colon and the backslash. */
const PLAIN_TEXT = /^[ -9;-[\]-~]$/;
const PLAIN_LABEL = /^[a-z0-9_*-]$/i;

/** Labels (one character for each byte) as the text of a name field; what would be misread is escaped. */
export function printName(labels: readonly string[]): string {
  if (labels.length === 0) return ".";
  return labels
    .map((label) => [...label].map((char) => (PLAIN_LABEL.test(char) ? char : octal(char))).join(""))
    .join(".");
}

/** Bytes (one character for each) as the text of a text or rdata field. */
export function printText(bytes: string): string {
  const escaped = [...bytes].map((char) => (PLAIN_TEXT.test(char) ? char : octal(char))).join("");
  // Blanks at the end of a line are taken away (L2).
  return escaped.replace(/ +$/, (blanks) => octal(" ").repeat(blanks.length));
}

function octal(char: string): string {
  return `\\${char.charCodeAt(0).toString(8).padStart(3, "0")}`;
}
