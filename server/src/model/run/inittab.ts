/** The lines of an inittab: `id:runlevels:action:command`. Source: inittab(5) of sysvinit. */
import type { SourceText, Span } from "djblint-grammars/text";

export interface InittabEntry {
  readonly id: string;
  readonly action: string;
  readonly actionAt: Span;
  /** Without the plus sign that switches accounting off. */
  readonly command: string;
  readonly commandAt: Span;
}

/** Comments, blank lines and lines with too few fields are left out. */
export function readInittab(text: SourceText): InittabEntry[] {
  return Array.from({ length: text.lines.count }, (_, number) => readEntry(text, text.lines.span(number))).flatMap(
    (entry) => entry ?? [],
  );
}

function readEntry(text: SourceText, { start, end }: Span): InittabEntry | undefined {
  const line = text.slice({ start, end });
  const [id, levels, action, ...command] = line.split(":");
  if (command.length === 0 || line.startsWith("#")) return undefined;
  const at = start + id.length + levels.length + 2;
  const actionAt = { start: at, end: at + action.length };
  const written = command.join(":");
  const plain = written.trim().replace(/^\+/, "");
  const commandStart = actionAt.end + 1 + written.indexOf(plain);
  const commandAt = { start: commandStart, end: commandStart + plain.length };
  return { id, action: action.trim(), actionAt, command: plain, commandAt };
}
