/**
 * The generator behind the order of addresses in an answer: specification A1 to A3. tinydns-get never seeds it, so
 * what it prints can be reproduced.
 */

/** Where the answering engine takes its random numbers from. */
export interface RandomSource {
  /** A number from 0 to n - 1; `n` is at least 1. */
  below(n: number): number;
}

const BLOCK = 8;
const SEED_WORDS = 32;
const COUNTER_WORDS = 12;
const DELTA = 0x9e3779b9;
const ROTATIONS = [5, 7, 9, 13, 5, 7, 9, 13, 5, 7, 9, 13] as const;

export class DjbRandom implements RandomSource {
  private readonly seed = new Int32Array(SEED_WORDS);
  private readonly counter = new Uint32Array(COUNTER_WORDS);
  private readonly mixed = new Int32Array(COUNTER_WORDS);
  private readonly out = new Int32Array(BLOCK);
  private left = 0;
  /** The block that `left` counts down was not computed yet. */
  private due = false;

  /** Both in 32-bit words: up to 32 of seed, up to 12 of counter; what is missing is 0. */
  constructor(seed: ArrayLike<number> = [], counter: ArrayLike<number> = []) {
    this.seed.set(seed);
    this.counter.set(counter);
  }

  below(n: number): number {
    if (this.left === 0) {
      this.count();
      this.left = BLOCK;
      this.due = true;
    }
    this.left--;
    // A number is consumed, but its value cannot matter. Blocks do not depend on each other, so most answers with a
    // single address cost no computation.
    if (n === 1) return 0;
    if (this.due) this.surf();
    return (this.out[this.left] >>> 0) % n;
  }

  private count(): void {
    const { counter } = this;
    for (let word = 0; word < 4; word++) {
      counter[word]++;
      if (counter[word] !== 0) return;
    }
  }

  /** A2: the next eight words. */
  private surf(): void {
    const { counter, mixed, out, seed } = this;
    for (let index = 0; index < COUNTER_WORDS; index++) mixed[index] = counter[index] ^ seed[12 + index];
    for (let index = 0; index < BLOCK; index++) out[index] = seed[24 + index];
    let x = mixed[COUNTER_WORDS - 1];
    let sum = 0;
    for (let pass = 0; pass < 2; pass++) {
      for (let round = 0; round < 16; round++) {
        sum = (sum + DELTA) | 0;
        for (let index = 0; index < COUNTER_WORDS; index++) {
          const rotation = ROTATIONS[index];
          const rotated = (x << rotation) | (x >>> (32 - rotation));
          x = (mixed[index] + (((x ^ seed[index]) + sum) ^ rotated)) | 0;
          mixed[index] = x;
        }
      }
      for (let index = 0; index < BLOCK; index++) out[index] ^= mixed[index + 4];
    }
    this.due = false;
  }
}
