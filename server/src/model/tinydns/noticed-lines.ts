import { enlarged, lowerBound, moveInto } from "../columns.js";
import type { ReplacedLines } from "./replaced-lines.js";

/** Lines in which something is read otherwise than it looks, and what (`Notice`), in file order. */
export class NoticedLines {
  count = 0;
  lines = new Uint32Array(0);
  bits = new Uint32Array(0);

  add(line: number, bits: number): void {
    if (this.count === this.lines.length) {
      this.lines = enlarged(this.lines, this.count + 1);
      this.bits = enlarged(this.bits, this.count + 1);
    }
    this.lines[this.count] = line;
    this.bits[this.count++] = bits;
  }

  /** What was noticed in a line. */
  of(line: number): number {
    const index = lowerBound(this.lines, line, this.count);
    return index < this.count && this.lines[index] === line ? this.bits[index] : 0;
  }

  /** Puts those behind `count` in the place of those on lines that were replaced. */
  splice({ first, end, shift }: ReplacedLines, count: number): void {
    const from = lowerBound(this.lines, first, count);
    const to = lowerBound(this.lines, end, count);
    const added = this.count - count;
    moveInto(this.lines, from, to, count, added);
    moveInto(this.bits, from, to, count, added);
    this.count = count - (to - from) + added;
    for (let index = from + added; shift !== 0 && index < this.count; index++) this.lines[index] += shift;
  }
}
