/**
 * The lines of a control file in pieces. What is found in a piece is kept for as long as its lines stay, wherever edits
 * of others move them.
 */
import type { ControlLine, Field } from "djblint-grammars/control/tree";
import type { LineRevision } from "djblint-grammars/text";
import type { ControlSource } from "./control-source.js";
import type { DomainEntry } from "./domain-entry.js";
import type { EntryText } from "./entry-text.js";

/** So many lines are looked at together: when other files change, only where these matter is looked again. */
const LINES_TOGETHER = 64;

/** Lines that follow one another, at least one. */
export class ControlPiece {
  /** The file as it is now. */
  file!: ControlSource;

  constructor(
    readonly lines: readonly ControlLine[],
    /** Those of the lines that are looked up by domain. */
    readonly domains: readonly DomainEntry[],
  ) {}

  /** First byte. */
  get start(): number {
    return this.lines[0].whole.start;
  }

  get firstLine(): number {
    return this.lines[0].line;
  }

  get lastLine(): number {
    return this.lines[this.lines.length - 1].line;
  }

  /** The same lines stand elsewhere now. */
  move(bytes: number, lines: number): void {
    if (bytes === 0 && lines === 0) return;
    for (const line of this.lines) moveLine(line, bytes, lines);
    for (const { line, name } of this.domains) if (!isFieldOf(line, name)) moveName(name, bytes);
  }
}

type FindDomains = (lines: readonly ControlLine[]) => readonly DomainEntry[];

/** Lines as pieces; the entries that one line splits into stay together. */
export function piecesOf(lines: readonly ControlLine[], findDomains: FindDomains): ControlPiece[] {
  const pieces: ControlPiece[] = [];
  for (let first = 0; first < lines.length; ) {
    let end = Math.min(first + LINES_TOGETHER, lines.length);
    while (end < lines.length && lines[end].line === lines[end - 1].line) end++;
    const together = lines.slice(first, end);
    pieces.push(new ControlPiece(together, findDomains(together)));
    first = end;
  }
  return pieces;
}

/**
 * The pieces after an edit: those that it does not touch are the same, those behind it stand elsewhere.
 *
 * @param grown by how many bytes the file is longer
 * @param read gives some lines of the file as it is now
 */
export function revisedPieces(
  pieces: readonly ControlPiece[],
  { removed, added }: LineRevision,
  grown: number,
  read: (first: number, count: number) => readonly ControlLine[],
  findDomains: FindDomains,
): ControlPiece[] {
  const end = removed.first + removed.count;
  const shift = added - removed.count;
  const behind = pieces.findIndex(({ firstLine }) => firstLine >= end);
  const next = behind < 0 ? pieces.length : behind;
  const touched = pieces.findIndex(({ lastLine }) => lastLine >= removed.first);
  // Lines between two pieces are put to the one before, so that there are not more and more small ones.
  const first = touched < 0 || touched === next ? Math.max(0, next - 1) : touched;
  const old = pieces.slice(first, next).flatMap(({ lines }) => lines);
  const behindEdit = old.filter(({ line }) => line >= end);
  for (const line of behindEdit) moveLine(line, grown, shift);
  const lines = [...old.filter(({ line }) => line < removed.first), ...read(removed.first, added), ...behindEdit];
  const after = pieces.slice(next);
  for (const piece of after) piece.move(grown, shift);
  return [...pieces.slice(0, first), ...piecesOf(lines, findDomains), ...after];
}

/**
 * A line of a file that is looked up by domain stands elsewhere now. It stays the same object: thousands can stand behind
 * an edit, and copies of all of them take long.
 */
export function moveLine(line: ControlLine, bytes: number, lines: number): void {
  const place: { line: number } = line;
  place.line += lines;
  for (const field of fieldsOf(line)) moveSpan(field, bytes);
}

function fieldsOf(line: ControlLine): Field[] {
  switch (line.kind) {
    case "pair":
      return [line.whole, line.key, line.value];
    case "route":
      return [line.whole, line.key, line.relay, ...(line.port ? [line.port] : [])];
    default:
      return [line.whole];
  }
}

/** Most names are fields of their lines. */
function isFieldOf(line: DomainEntry["line"], name: EntryText): boolean {
  return name === line.whole || (line.kind !== "entry" && name === line.key);
}

function moveName(name: EntryText, bytes: number): void {
  moveSpan(name, bytes);
  if (name.indent) moveSpan(name.indent, bytes);
  if (name.comment) moveSpan(name.comment, bytes);
}

function moveSpan(span: { start: number; end: number }, bytes: number): void {
  span.start += bytes;
  span.end += bytes;
}
