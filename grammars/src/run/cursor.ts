/** A place in shell source. What it reads has its continued lines joined already. */
import { decodeLatin1, type Span } from "../text.js";
import { BACKSLASH, type ByteSet, END, LF } from "./bytes.js";
import { type Excerpt, originOf } from "./excerpt.js";

export class Cursor {
  at: number;

  constructor(public excerpt: Excerpt) {
    this.at = excerpt.start;
  }

  /** Goes on in another excerpt. */
  move(excerpt: Excerpt, at: number): void {
    this.excerpt = excerpt;
    this.at = at;
  }

  get end(): number {
    return this.excerpt.end;
  }

  /** The next byte that the shell sees: a backslash and a line feed join lines anywhere but in single quotes. */
  byte(): number {
    const { bytes, end } = this.excerpt;
    while (bytes[this.at] === BACKSLASH && this.at + 1 < end && bytes[this.at + 1] === LF) this.at += 2;
    return this.at < end ? bytes[this.at] : END;
  }

  /** The next byte as it stands in the file. */
  rawByte(): number {
    return this.at < this.excerpt.end ? this.excerpt.bytes[this.at] : END;
  }

  /** The byte behind the next one. */
  second(): number {
    const from = this.at;
    this.byte();
    this.at++;
    const byte = this.byte();
    this.at = from;
    return byte;
  }

  /** Takes a byte when it is the next one. */
  take(byte: number): boolean {
    if (this.byte() !== byte) return false;
    this.at++;
    return true;
  }

  /** Takes a text when it comes next. */
  takeText(text: string): boolean {
    const from = this.at;
    for (let index = 0; index < text.length; index++) {
      if (!this.take(text.charCodeAt(index))) {
        this.at = from;
        return false;
      }
    }
    return true;
  }

  /** Takes the next byte, which must be there. */
  takeAny(): string {
    const byte = this.byte();
    this.at++;
    return String.fromCharCode(byte);
  }

  /** Takes bytes up to the first of a set. */
  takeUntil(set: ByteSet): string {
    return this.takeRun(set, 0, Number.POSITIVE_INFINITY);
  }

  /** Takes bytes as long as they are in a set. */
  takeWhile(set: ByteSet, most = Number.POSITIVE_INFINITY): string {
    return this.takeRun(set, 1, most);
  }

  private takeRun(set: ByteSet, inside: 0 | 1, most: number): string {
    let text = "";
    let end = this.at;
    for (let byte = this.byte(); byte !== END && set[byte] === inside && text.length < most; byte = this.byte()) {
      const start = this.at;
      this.at = this.stretchEnd(start + 1, set, inside, start + most - text.length);
      text += this.slice(start, this.at);
      end = this.at;
    }
    // Joined lines behind the run are no part of it.
    this.at = end;
    return text;
  }

  /** How far bytes of a run follow each other in the file. */
  private stretchEnd(from: number, set: ByteSet, inside: 0 | 1, most: number): number {
    const { bytes, end } = this.excerpt;
    let at = from;
    while (at < end && at < most && set[bytes[at]] === inside && bytes[at] !== BACKSLASH) at++;
    return at;
  }

  /** Where a byte stands next, as it is in the file; -1 when there is none. */
  indexOf(byte: number, from = this.at): number {
    const found = this.excerpt.bytes.indexOf(byte, from);
    return found < this.excerpt.end ? found : -1;
  }

  /** The bytes as they stand in the file. */
  slice(start: number, end: number): string {
    return decodeLatin1(this.excerpt.bytes, start, end);
  }

  /** Where bytes of the excerpt stand in the file. */
  span(start: number, end = this.at): Span {
    return originOf(this.excerpt, start, end);
  }
}
