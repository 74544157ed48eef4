/** Splits the bytes of a tcprules source into lines and a line into tokens. Specification sections 1 and 2. */
import type { TokenType } from "chevrotain";
import { decodeLatin1 } from "../text.js";
import type { Dialect } from "./fields.js";
import { type LineShape, ShapeTree } from "./shape.js";
import { Address, Allow, Closing, Colon, Comma, Deny, Equals, Name, Opening, Stray, Value } from "./tokens.js";

const TAB = 9;
const LF = 10;
const BLANK = 32;
const HASH = 35;
export const COMMA = 44;
const COLON = 58;
const EQUALS = 61;

/** The current line of a source; one object for all lines. */
export class RuleScanner {
  /** First byte of the line. */
  start = 0;
  /** Behind the last byte that counts: blanks, tabs and the line feed at the end are gone (R4). */
  end = 0;
  /** 0-based number of the line. */
  line = -1;
  private next = 0;

  constructor(
    public bytes: Uint8Array,
    /** Behind the last byte to read. */
    private limit = bytes.length,
  ) {}

  /** Goes on with another buffer of whole lines; the line number keeps counting. */
  feed(bytes: Uint8Array, limit: number): void {
    this.bytes = bytes;
    this.limit = limit;
    this.next = 0;
  }

  /** Goes to the line of a number; `start` is its first byte. */
  seek(line: number, start: number): void {
    this.line = line - 1;
    this.next = start;
    this.advance();
  }

  /** Goes to the next line; false at the end. Comments and empty lines are lines too. */
  advance(): boolean {
    const { bytes, next, limit } = this;
    if (next >= limit) return false;
    let end = next;
    while (end < limit && bytes[end] !== LF) end++;
    this.start = next;
    this.next = end < limit ? end + 1 : limit;
    this.line++;
    while (end > next && isStripped(bytes[end - 1])) end--;
    this.end = end;
    return true;
  }

  /** Bytes as text, one character for each. */
  text(start = this.start, end = this.end): string {
    return decodeLatin1(this.bytes, start, end);
  }

  /** R3: only a line feed; a line of blanks is not empty. */
  get isEmpty(): boolean {
    return this.bytes[this.start] === LF;
  }

  /** R2. */
  get isComment(): boolean {
    return this.bytes[this.start] === HASH;
  }

  /** Position of a byte between two positions, -1 when it is not there. */
  find(byte: number, from: number, to: number): number {
    const { bytes } = this;
    for (let at = from; at < to; at++) if (bytes[at] === byte) return at;
    return -1;
  }

  /** Whether a word stands at a position of the line. */
  holds(word: string, at: number): boolean {
    if (at + word.length > this.end) return false;
    for (let n = 0; n < word.length; n++) if (this.bytes[at + n] !== word.charCodeAt(n)) return false;
    return true;
  }

  /**
   * R12: as `holds`, but in the memory of the IPv6 patch, which does not stop at the end of the line. Behind an
   * unterminated last line it sees what earlier lines left there.
   */
  holdsInMemory(word: string, at: number): boolean {
    for (let n = 0; n < word.length; n++) {
      const byte = at + n < this.next ? this.bytes[at + n] : this.leftover(at + n - this.start);
      if (byte !== word.charCodeAt(n)) return false;
    }
    return true;
  }

  /** Byte that the last line that was long enough left at a column; -1 for memory that was never written. */
  private leftover(column: number): number {
    let feed = this.start - 1;
    while (feed >= 0) {
      const start = feed === 0 ? 0 : this.bytes.lastIndexOf(LF, feed - 1) + 1;
      const length = feed + 1 - start;
      if (column < length) return this.bytes[start + column];
      // The reader of lines marks the end of each with a Z.
      if (column === length) return 90;
      feed = start - 1;
    }
    return -1;
  }
}

function isStripped(byte: number): boolean {
  return byte === LF || byte === BLANK || byte === TAB;
}

/** Where the address of the line ends; -1 when the program finds no such place. */
export function splitAt(line: RuleScanner, dialect: Dialect): number {
  if (dialect === "ucspi-tcp") return line.find(COLON, line.start, line.end);
  return dialect === "ucspi-tcp-ipv6" ? splitAtInstruction(line) : splitBeforeComma(line);
}

/** R11. */
function splitAtInstruction(line: RuleScanner): number {
  for (let at = line.start; at < line.end; at++) {
    if (line.bytes[at] !== COLON) continue;
    if (line.holdsInMemory("deny", at + 1) || line.holdsInMemory("allow", at + 1)) return at;
  }
  return -1;
}

/** Section 11: the last colon in front of the first comma, or else that comma. */
function splitBeforeComma(line: RuleScanner): number {
  const comma = line.find(COMMA, line.start, line.end);
  for (let at = (comma < 0 ? line.end : comma) - 1; at >= line.start; at--) if (line.bytes[at] === COLON) return at;
  return comma;
}

/** The tokens of the current line; one object for all lines, so that nothing is allocated for a token. */
export class RuleTokens<Plan> {
  readonly starts: number[] = [];
  /** Behind the last byte of each token. */
  readonly ends: number[] = [];
  count = 0;
  /** The types of all tokens. */
  shape: LineShape<Plan>;
  private readonly tree = new ShapeTree<Plan>();

  constructor() {
    this.shape = this.tree.start();
  }

  /** Takes a line apart that splits at a position. Text that fits nowhere becomes one stray token at the end. */
  scan(line: RuleScanner, split: number): void {
    this.count = 0;
    this.shape = this.tree.start();
    if (split > line.start) this.add(Address, line.start, split);
    this.add(Colon, split, split + 1);
    let at = this.addInstruction(line, split + 1);
    while (at < line.end) at = line.bytes[at] === COMMA ? this.addVariable(line, at) : this.addStray(line, at);
  }

  /** R13. Adds the instruction and says where it ends. */
  private addInstruction(line: RuleScanner, at: number): number {
    if (line.holds("deny", at)) return this.add(Deny, at, at + 4);
    return line.holds("allow", at) ? this.add(Allow, at, at + 5) : this.addStray(line, at);
  }

  /** R14. Adds what there is of a variable from its comma on and says where it ends. */
  private addVariable(line: RuleScanner, comma: number): number {
    this.add(Comma, comma, comma + 1);
    const equals = line.find(EQUALS, comma, line.end);
    if (equals < 0) return this.addStray(line, comma + 1);
    if (equals > comma + 1) this.add(Name, comma + 1, equals);
    const opening = this.add(Equals, equals, equals + 1);
    if (opening === line.end) return line.end;
    this.add(Opening, opening, opening + 1);
    const closing = line.find(line.bytes[opening], opening + 1, line.end);
    if (closing < 0) return this.addStray(line, opening + 1);
    if (closing > opening + 1) this.add(Value, opening + 1, closing);
    return this.add(Closing, closing, closing + 1);
  }

  private addStray(line: RuleScanner, at: number): number {
    return at < line.end ? this.add(Stray, at, line.end) : at;
  }

  private add(type: TokenType, start: number, end: number): number {
    this.starts[this.count] = start;
    this.ends[this.count++] = end;
    this.shape = this.tree.extend(this.shape, type);
    return end;
  }
}
