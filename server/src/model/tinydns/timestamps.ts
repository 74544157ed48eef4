import { enlarged, lowerBound, moveInto } from "../columns.js";
import type { Row } from "./records.js";

/** The TAI64 labels of the rows that have one: few rows of most files, and all rows are asked. */
export class Timestamps {
  size = 0;
  /** A bit for each row. */
  private marks = new Uint8Array(0);
  /** Rows in rising order. */
  private rows = new Uint32Array(0);
  /** High and low word of each. */
  private labels = new Uint32Array(0);

  /** Rows have to be added in rising order. */
  add(row: Row, high: number, low: number): void {
    if (this.size === this.rows.length) {
      this.rows = enlarged(this.rows, this.size + 1);
      this.labels = enlarged(this.labels, this.rows.length * 2);
    }
    this.mark(row);
    this.rows[this.size] = row;
    this.labels[this.size * 2] = high;
    this.labels[this.size * 2 + 1] = low;
    this.size++;
  }

  /** The rows behind `count` are put in the place of those from `from` to `to`, and what follows these is moved. */
  splice(from: Row, to: Row, count: number, added: number): void {
    const { rows, labels, size } = this;
    const [first, next, fresh] = [from, to, count].map((row) => lowerBound(rows, row, size));
    const came = size - fresh;
    moveInto(rows, first, next, fresh, came);
    moveInto(labels, first * 2, next * 2, fresh * 2, came * 2);
    this.size -= next - first;
    const behind = first + came;
    for (let index = first; index < behind; index++) rows[index] += from - count;
    for (let index = behind; index < this.size; index++) rows[index] += added - (to - from);
    this.marks.fill(0);
    for (let index = 0; index < this.size; index++) this.mark(rows[index]);
  }

  /** The labels when some of `count` rows are followed by a new one, which has the same label. */
  doubled(count: number, isDoubled: (row: Row) => boolean): Timestamps {
    const result = new Timestamps();
    let to = 0;
    for (let row = 0, index = 0; row < count && index < this.size; row++) {
      const copies = isDoubled(row) ? 2 : 1;
      if (this.rows[index] === row) {
        const [high, low] = [this.labels[index * 2], this.labels[index * 2 + 1]];
        for (let copy = 0; copy < copies; copy++) result.add(to + copy, high, low);
        index++;
      }
      to += copies;
    }
    return result;
  }

  private mark(row: Row): void {
    if (row >>> 3 >= this.marks.length) this.marks = enlarged(this.marks, (row >>> 3) + 1);
    this.marks[row >>> 3] |= 1 << (row & 7);
  }

  has(row: Row): boolean {
    return ((this.marks[row >>> 3] >>> (row & 7)) & 1) === 1;
  }

  get(row: Row): bigint | undefined {
    if (!this.has(row)) return undefined;
    const index = lowerBound(this.rows, row, this.size);
    return (BigInt(this.labels[index * 2]) << 32n) | BigInt(this.labels[index * 2 + 1]);
  }

  /** All rows with a label, in rising order. */
  all(): Uint32Array {
    return this.rows.subarray(0, this.size);
  }
}
