/** Sources that are read block by block, so that a compiler need not hold them in memory. */

/** Fills a buffer from an offset on; returns the number of bytes, 0 at the end. */
export type BlockSource = (buffer: Uint8Array, offset: number) => number;

/** Stands at a line of a buffer of whole lines. */
interface Scanner {
  advance(): boolean;
  /** Goes on with another buffer. */
  feed(bytes: Uint8Array, limit: number): void;
}

export const BLOCK = 1 << 20;
const LF = 10;

/** Lines of a source that is read block by block; an unfinished line moves to the front of the next block. */
export class BlockLines<S extends Scanner> {
  private buffer: Uint8Array;
  private filled = 0;
  private whole = 0;
  private ended = false;

  constructor(
    private readonly source: BlockSource,
    readonly scanner: S,
    /** Bytes of the source; 0 when they are not known. One more leaves room to see its end. */
    size = 0,
  ) {
    this.buffer = new Uint8Array(Math.min(BLOCK, (size || BLOCK) + 1));
  }

  advance(): boolean {
    while (!this.scanner.advance()) {
      if (this.ended) return false;
      this.refill();
    }
    return true;
  }

  private refill(): void {
    this.buffer.copyWithin(0, this.whole, this.filled);
    this.filled -= this.whole;
    for (;;) {
      if (this.filled === this.buffer.length) {
        const grown = new Uint8Array(this.buffer.length * 2);
        grown.set(this.buffer);
        this.buffer = grown;
      }
      const length = this.source(this.buffer, this.filled);
      const before = this.filled;
      this.filled += length;
      if (length === 0) {
        this.ended = true;
        this.whole = this.filled;
        break;
      }
      const feed = this.buffer.subarray(before, this.filled).lastIndexOf(LF);
      if (feed >= 0) {
        this.whole = before + feed + 1;
        break;
      }
    }
    this.scanner.feed(this.buffer, this.whole);
  }
}
