/**
 * Text as bytes. Everything below the editor and the reporters counts in bytes from the start of a file; this module
 * is the one place that turns such offsets into lines and UTF-16 columns and back.
 */

/** A half-open stretch of bytes, counted from the start of the file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** 0-based line and column; the column counts UTF-16 units, as in the language server protocol. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/**
 * How the columns of a text are counted: `latin1` one for each byte, as in files read from the disk, and for an editor
 * that counts the bytes of UTF-8; `utf8` in UTF-16 units, the bytes being the UTF-8 of what an editor shows.
 */
export type ByteEncoding = "latin1" | "utf8";

const LF = 10;

/** Whole lines: the first, counted from 0, and how many. */
export interface LineRange {
  readonly first: number;
  readonly count: number;
}

/** Which lines of a text stand in the place of others. */
export interface LineRevision {
  readonly removed: LineRange;
  /** Where these lines stood in the text before, in bytes. */
  readonly stretch: Span;
  /** How many lines stand there now. */
  readonly added: number;
}

/** Where each line of a file starts. Lines end at byte 0A only, as for all the programs that read these files. */
export class LineTable {
  constructor(
    private readonly bytes: Uint8Array,
    /** With room behind the last. */
    private readonly starts: Uint32Array,
    /** Number of lines; a last line without a line feed counts, the nothing after a final line feed does not. */
    readonly count: number,
  ) {}

  static of(bytes: Uint8Array): LineTable {
    return findLineStarts(bytes).tableOf(bytes);
  }

  /** The bytes of a line without its line feed. A line past the end is empty. */
  span(line: number): Span {
    const start = this.start(line);
    let end = this.start(line + 1);
    if (end > start && this.bytes[end - 1] === LF) end--;
    return { start, end };
  }

  /** First byte of a line; the length of the file for the line after the last. */
  start(line: number): number {
    return line < this.count ? this.starts[line] : this.bytes.length;
  }

  /** The line that holds a byte; the position just behind the last line feed is a line of its own. */
  lineAt(offset: number): number {
    if (offset >= this.bytes.length && this.endsWithFeed()) return this.count;
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * The lines of a text in which some whole lines stand in the place of others: those from byte `start` to `end`. Takes
   * the place of this one, which is of no use any more, unless it is to be spared.
   */
  replaced(bytes: Uint8Array, { first, count }: LineRange, end: number, isSpared: boolean): LineTable {
    const added = findLineStarts(bytes, this.start(first), end);
    const grown = end - this.start(first + count);
    const total = this.count - count + added.count;
    const isMoved = isSpared || total > this.starts.length;
    const starts = isMoved ? new Uint32Array(total + (total >>> 5) + 16) : this.starts;
    if (isMoved) starts.set(this.starts.subarray(0, first));
    starts.set(this.starts.subarray(first + count, this.count), first + added.count);
    starts.set(added.all(), first);
    for (let line = first + added.count; grown !== 0 && line < total; line++) starts[line] += grown;
    return new LineTable(bytes, starts, total);
  }

  private endsWithFeed(): boolean {
    return this.bytes.length > 0 && this.bytes[this.bytes.length - 1] === LF;
  }
}

function findLineStarts(bytes: Uint8Array, from = 0, end = bytes.length): LineStarts {
  const starts = new LineStarts(end - from);
  let at = from;
  while (at < end) {
    starts.add(at);
    const feed = bytes.indexOf(LF, at);
    at = feed < 0 ? end : feed + 1;
  }
  return starts;
}

/** The starts of the lines of a file, gathered from the first line to the last. */
export class LineStarts {
  private starts: Uint32Array;
  count = 0;

  constructor(fileSize: number) {
    this.starts = new Uint32Array(Math.max(16, fileSize >>> 5));
  }

  add(start: number): void {
    if (this.count === this.starts.length) {
      const grown = new Uint32Array(this.starts.length * 2);
      grown.set(this.starts);
      this.starts = grown;
    }
    this.starts[this.count++] = start;
  }

  all(): Uint32Array {
    return this.starts.subarray(0, this.count);
  }

  tableOf(bytes: Uint8Array): LineTable {
    return new LineTable(bytes, this.starts, this.count);
  }
}

/** Buffers with the bytes of one text at their start and room behind them. */
const ROOMY = new WeakSet<ArrayBufferLike>();

/** For the bytes of a text that may be edited: in place, until it has grown by a thirtieth. */
export function bytesWithRoom(length: number): Uint8Array {
  const { buffer } = new Uint8Array(length + (length >>> 5) + 256);
  ROOMY.add(buffer);
  return new Uint8Array(buffer, 0, length);
}

/** A file as the scanners see it. */
export class SourceText {
  private table: LineTable | undefined;
  private isShared = false;
  private replacedInPlace = false;

  constructor(
    readonly bytes: Uint8Array,
    readonly encoding: ByteEncoding = "latin1",
  ) {}

  static fromString(text: string): SourceText {
    return new SourceText(new TextEncoder().encode(text), "utf8");
  }

  get lines(): LineTable {
    this.table ??= LineTable.of(this.bytes);
    return this.table;
  }

  /** Who has gone through all lines anyway hands in where they start, which saves another pass. */
  takeLineStarts(starts: LineStarts): void {
    this.table ??= starts.tableOf(this.bytes);
  }

  /** For somebody who keeps the text over changes: these spare its bytes. */
  share(): this {
    this.isShared = true;
    return this;
  }

  /** Whether a later text stands in its bytes: nothing can be said of this one any more. */
  get isOverwritten(): boolean {
    return this.replacedInPlace;
  }

  /**
   * The text in which some whole lines stand in the place of others, with a line feed at their end unless nothing follows.
   * Takes the place of this one, whose bytes may be overwritten unless it is shared.
   */
  withLines(replaced: LineRange, inserted: Uint8Array): SourceText {
    const { bytes, lines, isShared } = this;
    const start = lines.start(replaced.first);
    const rest = lines.start(replaced.first + replaced.count);
    const end = start + inserted.length;
    const length = end + bytes.length - rest;
    const isInPlace = !isShared && ROOMY.has(bytes.buffer) && length <= bytes.buffer.byteLength;
    const edited = isInPlace ? new Uint8Array(bytes.buffer, 0, length) : bytesWithRoom(length);
    if (isInPlace) this.replacedInPlace = true;
    else edited.set(bytes.subarray(0, start));
    edited.set(bytes.subarray(rest), end);
    edited.set(inserted, start);
    const text = new SourceText(edited, this.encoding);
    text.table = lines.replaced(edited, replaced, end, isShared);
    return text;
  }

  /** Bytes as text, one byte one character. */
  slice(span: Span): string {
    return decodeLatin1(this.bytes, span.start, span.end);
  }

  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.bytes.length));
    const line = this.lines.lineAt(at);
    const start = this.lines.start(line);
    return { line, character: this.encoding === "latin1" ? at - start : utf16Length(this.bytes, start, at) };
  }

  /** A column behind the end of its line counts as the end of the line, as the protocol demands. */
  offsetAt(position: Position): number {
    const { start, end } = this.lines.span(Math.max(0, position.line));
    const wanted = Math.max(0, position.character);
    if (this.encoding === "latin1") return Math.min(start + wanted, end);
    let at = start;
    for (let units = 0; at < end && units < wanted; ) {
      const length = sequenceLength(this.bytes[at]);
      units += length === 4 ? 2 : 1;
      at += length;
    }
    return Math.min(at, end);
  }

  rangeOf(span: Span): Range {
    return { start: this.positionAt(span.start), end: this.positionAt(span.end) };
  }
}

/** One character for each byte. */
export function decodeLatin1(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = "";
  for (let at = start; at < end; at += 4096) {
    // Spreading the bytes takes six times as long.
    text += String.fromCharCode.apply(null, bytes.subarray(at, Math.min(at + 4096, end)) as unknown as number[]);
  }
  return text;
}

/** One byte for each character; the characters must be below U+0100. */
export function encodeLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** Without blanks at both ends, as programs know them: `trim` takes the byte a0 for one too, which ends "à" in UTF-8. */
export function withoutBlanks(text: string): string {
  const end = withoutBlanksBehind(text);
  return end.slice(/^[\t-\r ]*/.exec(end)![0].length);
}

/** Without blanks at the end. A regular expression would look at long rows of blanks once for each of them. */
export function withoutBlanksBehind(text: string): string {
  let end = text.length;
  while (end > 0 && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(0, end);
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

function utf16Length(bytes: Uint8Array, start: number, end: number): number {
  let units = 0;
  for (let at = start; at < end; ) {
    const length = sequenceLength(bytes[at]);
    units += length === 4 ? 2 : 1;
    at += length;
  }
  return units;
}

/** Length of the UTF-8 sequence that a byte starts. */
function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

const SHOWN = 72;

/**
 * Control characters, and those of text from web pages that nobody sees, or takes for a blank: soft hyphens, joiners, marks
 * of direction, blanks of all widths.
 */
const UNSEEN = /[\0-\x1f\x7f-\xa0\xad\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]/g;

/** Whether a character of text (not of bytes) cannot be seen, or is taken for a blank. */
export function isUnseen(char: string): boolean {
  return char.search(UNSEEN) >= 0;
}

/**
 * Bytes as a person can read them: UTF-8 where they are that, Latin-1 otherwise, what cannot be seen as `\ooo`, the end
 * of long texts left out.
 */
export function printable(latin1: string): string {
  const unicode = decodeUtf8(latin1);
  const show = unicode === undefined ? octal : escapeUtf8;
  const text = unicode ?? latin1;
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  return shown.replace(UNSEEN, show);
}

/** A printable text between quotes that do not stand in it. */
export function inQuotes(text: string): string {
  return text.includes('"') ? `'${text}'` : `"${text}"`;
}

/** The name of a file, with the bytes of what cannot be seen as `\ooo`: a terminal does what control characters say. */
export function printableName(name: string): string {
  return name.replace(UNSEEN, escapeUtf8);
}

/** The text that UTF-8 bytes mean; undefined when they are not UTF-8. */
export function decodeUtf8(latin1: string): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(encodeLatin1(latin1));
  } catch {
    return undefined;
  }
}

function escapeUtf8(char: string): string {
  return decodeLatin1(new TextEncoder().encode(char)).replace(/./gs, octal);
}

function octal(byte: string): string {
  return `\\${byte.charCodeAt(0).toString(8).padStart(3, "0")}`;
}
