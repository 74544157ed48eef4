/** Commands that were meant to set a variable, and are read as something else (RS115). */
import { literalText } from "djblint-grammars/run/words";
import { printable, type Span } from "djblint-grammars/text";
import type { ScriptCommand } from "./service.js";
import { onceForService } from "./service-once.js";

export interface MisreadAssignment {
  readonly message: "blank" | "value" | "apart" | "dollar" | "exported";
  readonly name: string;
  /** What `NAME=` is to stand in place of; of a name behind a `$`, that alone. */
  readonly span: Span;
  readonly at: Span;
}

export function misreadAssignment(command: ScriptCommand): MisreadAssignment | undefined {
  return blankIn(command) ?? blankBehind(command) ?? blankInExport(command) ?? dollarIn(command);
}

/** The variables that were meant. */
export const misreadNames = onceForService(
  ({ commands }): ReadonlySet<string> => new Set(commands.flatMap((each) => misreadAssignment(each)?.name ?? [])),
);

/** `NAME = VALUE`, `NAME =VALUE` */
function blankIn({ command: { words, assignments } }: ScriptCommand): MisreadAssignment | undefined {
  const [first, second, third] = words;
  const name = first && literalText(first.parts);
  const [sign] = second?.parts ?? [];
  if (assignments.length > 0 || name === undefined || !/^[A-Za-z_]\w*$/.test(name) || sign?.kind !== "bare")
    return undefined;
  if (!/^=(?!=)/.test(sign.text)) return undefined;
  const isApart = sign.text === "=" && second.parts.length === 1;
  const end = isApart ? (third?.start ?? second.end) : second.start + 1;
  return { message: "blank", name: printable(name), span: { start: first.start, end }, at: first };
}

/** `PORT= 8080` */
function blankBehind({ command: { words, assignments } }: ScriptCommand): MisreadAssignment | undefined {
  const [at] = words;
  const last = assignments.at(-1);
  if (at === undefined || last === undefined || last.value.parts.length > 0) return undefined;
  if (!/^[0-9][0-9.:]*$/.test(literalText(at.parts) ?? "")) return undefined;
  return { message: "value", name: last.name, span: { start: last.start, end: at.start }, at };
}

/** `export NAME = VALUE`, `export NAME =VALUE`, `export PORT= 8080` */
function blankInExport({ command: { words }, name: program }: ScriptCommand): MisreadAssignment | undefined {
  if (program !== "export" && program !== "readonly") return undefined;
  for (const [index, at] of words.entries()) {
    const [, name, sign] = /^([A-Za-z_]\w*)(=?)$/.exec(literalText(words[index - 1]?.parts ?? []) ?? "") ?? [];
    const [first] = at.parts;
    if (index < 2 || name === undefined || first?.kind !== "bare") continue;
    const start = words[index - 1].start;
    if (sign === "" && first.text.startsWith("=")) {
      const isApart = first.text === "=" && at.parts.length === 1;
      const end = isApart ? (words[index + 1]?.start ?? at.end) : at.start + 1;
      return { message: "apart", name, span: { start, end }, at };
    }
    if (sign === "=" && /^[0-9/]/.test(first.text)) {
      return { message: "apart", name, span: { start, end: at.start }, at };
    }
  }
  return undefined;
}

/** `$NAME=VALUE`, `export $NAME=VALUE` */
function dollarIn({ command: { words }, name: program }: ScriptCommand): MisreadAssignment | undefined {
  const isExport = program === "export" || program === "readonly";
  for (const word of isExport ? words.slice(1) : words.slice(0, 1)) {
    const [first, second] = word.parts;
    const isSlip = first?.kind === "parameter" && second?.kind === "bare" && second.text.startsWith("=");
    if (!isSlip || first.operator !== undefined || !/^[A-Za-z_]\w*$/.test(first.name)) continue;
    const span = { start: first.start, end: first.end };
    return { message: isExport ? "exported" : "dollar", name: first.name, span, at: word };
  }
  return undefined;
}
