/** Splits the bytes of tinydns `data` into lines and fields. Specification sections 2 and 3 (L1 to L6, F1, F2). */

import { MAX_FIELDS } from "./fields.js";

const LF = 10;
const TAB = 9;
const CR = 13;
const BLANK = 32;
const COLON = 58;
export const HASH = 35;
export const MINUS = 45;

/** The current line of a buffer of whole lines; one object for all lines, so nothing is allocated per line. */
export class LineScanner {
  /** First byte of the line. */
  start = 0;
  /** Behind the last byte that counts: trailing blanks and the line feed are gone. */
  end = 0;
  /** 0-based number of the line. */
  line = -1;
  /** Number of fields, also those behind the last that tinydns-data keeps. */
  fieldCount = 0;
  /** Bit n is set when field n is there and not empty; of the fields that tinydns-data keeps. */
  present = 0;
  /**
   * Whether carriage returns at the end of a line are passed over. tinydns-data keeps them; a check of a file whose
   * lines end in CR LF says so once and then looks at what was meant.
   */
  ignoresReturns = false;
  /** Where fields start; a field ends one byte (the colon) before the next starts. */
  private readonly starts = new Int32Array(MAX_FIELDS + 2);
  private next = 0;

  constructor(
    public bytes: Uint8Array,
    /** Behind the last byte to read. */
    private limit = bytes.length,
  ) {}

  /** Goes on with another buffer; the line number keeps counting. */
  feed(bytes: Uint8Array, limit: number): void {
    this.bytes = bytes;
    this.limit = limit;
    this.next = 0;
  }

  /** Goes to the line that starts at an offset. */
  seek(offset: number, line: number): boolean {
    this.next = offset;
    this.line = line - 1;
    return this.advance();
  }

  /** Goes to the next line; false at the end. Comment lines and blank lines are lines too. */
  advance(): boolean {
    const { bytes, limit, starts } = this;
    let at = this.next;
    if (at >= limit) return false;
    this.start = at;
    this.line++;
    let count = 1;
    let present = 0;
    let field = at + 1;
    starts[0] = field;
    const first = bytes[at];
    if (first === HASH || first === MINUS) {
      const feed = bytes.indexOf(LF, at);
      at = feed < 0 || feed > limit ? limit : feed;
    } else {
      if (first !== LF) at++;
      for (; at < limit; at++) {
        const byte = bytes[at];
        // Most bytes are letters and dots: one comparison rules out both bytes that matter.
        if (byte > COLON) continue;
        if (byte === COLON) {
          if (count <= MAX_FIELDS) {
            if (at > field) present |= 1 << (count - 1);
            field = at + 1;
            starts[count] = field;
          }
          count++;
        } else if (byte === LF) break;
      }
    }
    this.next = at + 1;
    while (at > this.start && (isBlank(bytes[at - 1]) || (this.ignoresReturns && bytes[at - 1] === CR))) at--;
    this.end = at;
    this.fieldCount = count;
    if (count <= MAX_FIELDS) {
      starts[count] = at + 1;
      if (at > field) present |= 1 << (count - 1);
    }
    this.present = present;
    return true;
  }

  /** First byte of the line, or -1 when it is blank. */
  get code(): number {
    return this.end > this.start ? this.bytes[this.start] : -1;
  }

  /** First byte of a field; the end of the line for a field that is not there. */
  from(field: number): number {
    return field < this.fieldCount ? this.starts[field] : this.end;
  }

  /** Behind the last byte of a field. */
  to(field: number): number {
    return field < this.fieldCount ? this.starts[field + 1] - 1 : this.end;
  }
}

export function isBlank(byte: number): boolean {
  return byte === BLANK || byte === TAB;
}
