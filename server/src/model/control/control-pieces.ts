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
    public lines: readonly ControlLine[],
    /** Those of the lines that are looked up by domain. */
    public domains: readonly DomainEntry[],
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
    const before = this.lines;
    this.lines = before.map((line) => movedLine(line, bytes, lines));
    let at = 0;
    this.domains = this.domains.map((entry) => {
      // Entries stand in the order of their lines.
      while (before[at] !== entry.line) at++;
      return movedEntry(entry, this.lines[at] as DomainEntry["line"], bytes);
    });
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
  const lines = [
    ...old.filter(({ line }) => line < removed.first),
    ...read(removed.first, added),
    ...old.filter(({ line }) => line >= end).map((line) => movedLine(line, grown, shift)),
  ];
  const after = pieces.slice(next);
  for (const piece of after) piece.move(grown, shift);
  return [...pieces.slice(0, first), ...piecesOf(lines, findDomains), ...after];
}

/** A line of a file that is looked up by domain, in another place. */
export function movedLine(line: ControlLine, bytes: number, lines: number): ControlLine {
  const place = { line: line.line + lines, whole: movedField(line.whole, bytes) };
  // Most are entries, and copying what has no other parts takes longer.
  if (line.kind === "entry") return { kind: line.kind, ...place };
  const moved = { ...line, ...place };
  switch (moved.kind) {
    case "pair":
      return { ...moved, key: movedField(moved.key, bytes), value: movedField(moved.value, bytes) };
    case "route":
      return {
        ...moved,
        key: movedField(moved.key, bytes),
        relay: movedField(moved.relay, bytes),
        port: moved.port && movedField(moved.port, bytes),
      };
    default:
      return moved;
  }
}

/** Most names are fields of their lines, and need no copy of their own. */
function movedEntry({ line, name, trouble }: DomainEntry, moved: DomainEntry["line"], bytes: number): DomainEntry {
  if (name === line.whole) return { line: moved, name: moved.whole, trouble };
  const isKey = line.kind !== "entry" && moved.kind !== "entry" && name === line.key;
  return { line: moved, name: isKey ? moved.key : movedName(name, bytes), trouble };
}

function movedName(name: EntryText, bytes: number): EntryText {
  const { start, end, indent, comment } = name;
  const moved = { ...name, start: start + bytes, end: end + bytes };
  if (!indent && !comment) return moved;
  return { ...moved, indent: indent && movedField(indent, bytes), comment: comment && movedField(comment, bytes) };
}

function movedField({ start, end, text }: Field, bytes: number): Field {
  return { start: start + bytes, end: end + bytes, text };
}
