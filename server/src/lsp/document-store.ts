/**
 * A document that an editor has open, as bytes with a table of lines: what analysis reads is what is kept, and an edit
 * costs the lines that it touches and a move of what follows, not a reading of the whole text.
 */
import {
  type ByteEncoding,
  type LineRange,
  type LineRevision,
  type Position,
  type Range,
  SourceText,
  type Span,
} from "djblint-grammars/text";
import { areSame, decodeUnicode, encodeUnicode, isUnicode } from "./unicode.js";

export interface TextChange {
  /** Undefined when the whole text is replaced. */
  readonly range?: Range;
  readonly text: string;
}

/** How a text came from an earlier one: some lines stand in the place of others. */
export interface Revision extends LineRevision {
  readonly base: SourceText;
}

export class OpenDocument {
  /** What the editor sent, until its bytes are asked for: the same text may be known already. */
  private held: string | SourceText;
  /** The way to the text from the one that was analysed last; undefined when there is none. */
  private revision: Revision | undefined;

  constructor(
    public version: number,
    text: string,
    /** What the editor counts columns in: UTF-16 units (`utf8`), or bytes of UTF-8 (`latin1`). */
    private readonly columns: ByteEncoding = "utf8",
  ) {
    this.held = text;
  }

  /** The text as it is in the editor; another one after each change, when the bytes of this one may be overwritten. */
  get text(): SourceText {
    if (typeof this.held === "string") this.held = new SourceText(encodeUnicode(this.held), this.columns);
    return this.held;
  }

  /** Takes a known text in the place of the own if it is the same, so that what is known of it holds. */
  adopt(known: SourceText): boolean {
    const { held } = this;
    if (held === known) return true;
    // What became of it by edits is told by the revision, unless that was told already.
    if (this.revision?.base === known || known.isOverwritten) return false;
    const isSame = typeof held === "string" ? isUnicode(known.bytes, held) : areSame(known.bytes, held.bytes);
    if (!isSame) return false;
    // Who keeps the own text keeps the bytes of both.
    if (typeof held !== "string" && held.bytes === known.bytes) known.share();
    this.held = known;
    this.takeRevision();
    return true;
  }

  apply(changes: readonly TextChange[], version: number): void {
    for (const change of changes) this.applyOne(change);
    this.version = version;
  }

  /** The whole text as the editor has it. */
  get content(): string {
    return decodeUnicode(this.text.bytes);
  }

  /** How the text came from the one for which this was asked last, if it did so by changes of lines. */
  takeRevision(): Revision | undefined {
    const taken = this.revision;
    this.revision = { base: this.text, removed: { first: 0, count: 0 }, stretch: { start: 0, end: 0 }, added: 0 };
    return taken;
  }

  private applyOne({ range, text }: TextChange): void {
    if (!range) {
      this.held = text;
      this.revision = undefined;
      return;
    }
    const before = this.text;
    const [first, last] = inOrder(range);
    const start = this.pieceBefore(first);
    const end = this.pieceBehind(last);
    const removed = { first: start.line, count: Math.min(end.line + 1, before.lines.count) - start.line };
    const stretch = this.stretchOf(removed);
    this.held = before.withLines(removed, joined(start.piece, text, end.piece));
    const added = this.text.lines.count - before.lines.count + removed.count;
    this.revision &&= followedBy(this.revision, { removed, stretch, added }, before.bytes.length);
  }

  private stretchOf({ first, count }: LineRange): Span {
    const { lines } = this.text;
    return { start: lines.start(first), end: lines.start(first + count) };
  }

  private pieceBefore(position: Position): { line: number; piece: Piece } {
    const { line, span, column } = this.place(position);
    return { line, piece: this.pieceOf(span.start, span.end, 0, column) };
  }

  /** What stands behind a position in its line, with the line feed. */
  private pieceBehind(position: Position): { line: number; piece: Piece } {
    const { line, column } = this.place(position);
    const { lines } = this.text;
    return { line, piece: this.pieceOf(lines.start(line), lines.start(line + 1), column) };
  }

  /** A position outside the text means its nearest end, as the protocol demands. */
  private place({ line, character }: Position): { line: number; span: { start: number; end: number }; column: number } {
    const { lines, bytes } = this.text;
    const hasRest = bytes.length === 0 || bytes[bytes.length - 1] === LF;
    const last = hasRest ? lines.count : lines.count - 1;
    if (line < 0) return { line: 0, span: lines.span(0), column: 0 };
    if (line > last) return { line: last, span: lines.span(last), column: this.widthOf(lines.span(last)) };
    const span = lines.span(line);
    return { line, span, column: Math.max(0, Math.min(character, this.widthOf(span))) };
  }

  private widthOf({ start, end }: { start: number; end: number }): number {
    return this.columns === "latin1" ? end - start : decodeUnicode(this.text.bytes, start, end).length;
  }

  /** A part of a stretch of bytes, by columns. */
  private pieceOf(start: number, end: number, from: number, to?: number): Piece {
    const { bytes } = this.text;
    if (this.columns === "utf8") return decodeUnicode(bytes, start, end).slice(from, to);
    return bytes.subarray(start + from, to === undefined ? end : start + to);
  }
}

const LF = 10;

function inOrder({ start, end }: Range): [Position, Position] {
  const isForward = start.line < end.line || (start.line === end.line && start.character <= end.character);
  return isForward ? [start, end] : [end, start];
}

/** Text where columns are UTF-16 units: an edit may join two halves of a pair. Bytes where columns are bytes. */
type Piece = string | Uint8Array;

function joined(before: Piece, text: string, behind: Piece): Uint8Array {
  if (typeof before === "string") return encodeUnicode(before + text + behind);
  const inserted = encodeUnicode(text);
  const bytes = new Uint8Array(before.length + inserted.length + behind.length);
  bytes.set(before);
  bytes.set(inserted, before.length);
  bytes.set(behind as Uint8Array, before.length + inserted.length);
  return bytes;
}

/** One revision for two: from the first line that either touched to the last. `size` is that of the text between. */
function followedBy(revision: Revision, next: LineRevision, size: number): Revision {
  const { base, removed, stretch, added } = revision;
  const grown = size - base.bytes.length;
  if (removed.count === 0 && added === 0) return { base, ...next };
  const first = Math.min(removed.first, next.removed.first);
  const end = Math.max(removed.first + added, next.removed.first + next.removed.count);
  // Lines between the two count as replaced by themselves.
  const between = end - (removed.first + added);
  const baseEnd = removed.first + removed.count + between;
  return {
    base,
    removed: { first, count: baseEnd - first },
    stretch: {
      start: Math.min(stretch.start, next.stretch.start),
      end: Math.max(stretch.end, next.stretch.end - grown),
    },
    added: end - first + next.added - next.removed.count,
  };
}
