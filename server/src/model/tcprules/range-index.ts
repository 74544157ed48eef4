/** Finds the first range that makes a key, without writing ranges out: a file may hold many (R21 to R24). */
import type { AddressRange } from "djblint-grammars/tcprules/tree";
import type { Span } from "djblint-grammars/text";
import { topOf } from "./access.js";
import { LAST_NUMBER } from "./access-address.js";
import { writeNumber } from "./ipv4-key.js";
import { hashBytes, mixHash } from "./key-index.js";
import { RangeGroups } from "./range-groups.js";

const DOT = 46;
const ZERO = 48;

/** Of a number that makes a key. */
const MOST_DIGITS = 3;

/** Bits of the filter: enough for a hundred thousand ranges of ten numbers. */
const FILTER_BITS = 1 << 22;

/** Takes a key as the first bytes of a buffer, and its hash. */
type VisitKey = (bytes: Uint8Array, length: number, hash: number) => void;

export class RangeIndex {
  private readonly groups: RangeGroups;
  /** How many dots stand in front of the numbers, each once. */
  private readonly depths: number[] = [];
  /** A bit for the hash of each key of a range: most keys of single rules are in none. */
  private filter: Uint32Array | undefined;
  /** A key of the range that is looked at. */
  private key = new Uint8Array(64);

  constructor(private readonly bytes: Uint8Array) {
    this.groups = new RangeGroups(bytes);
  }

  add(rule: number, address: Span, range: AddressRange): void {
    const filter = this.filter ?? new Uint32Array(FILTER_BITS / 32);
    this.filter = filter;
    this.eachKey(address, range, (_bytes, _length, hash) => {
      filter[filterPlace(hash)] |= 1 << (hash & 31);
    });
    const { start, end } = address;
    const left = range.bottom.start;
    this.groups.add(start, left, range.top.end, end, range.bottom.value, topOf(range), rule);
    const depth = countDots(this.bytes, start, left);
    if (!this.depths.includes(depth)) this.depths.push(depth);
  }

  /** The keys of a range (R24), many times faster than as texts. */
  eachKey({ start, end }: Span, range: AddressRange, visit: VisitKey): void {
    const left = range.bottom.start;
    const right = range.top.end;
    const headLength = left - start;
    const longest = headLength + MOST_DIGITS + end - right;
    if (longest > this.key.length) this.key = new Uint8Array(2 * longest);
    const { bytes, key } = this;
    for (let n = 0; n < headLength; n++) key[n] = bytes[start + n];
    const headHash = hashBytes(key, 0, headLength);
    const last = topOf(range);
    for (let number = range.bottom.value; number <= last; number++) {
      let length = writeNumber(number, key, headLength);
      for (let at = right; at < end; at++) key[length++] = bytes[at];
      visit(key, length, hashBytes(key, headLength, length, headHash));
    }
  }

  /** The first range that makes these bytes. */
  find(bytes: Uint8Array, from: number, to: number, hash: number): number | undefined {
    if (!this.filter || (this.filter[filterPlace(hash)] & (1 << (hash & 31))) === 0) return undefined;
    let first: number | undefined;
    for (const depth of this.depths) {
      const rule = this.findAt(bytes, from, to, depth);
      if (rule !== undefined && (first === undefined || rule < first)) first = rule;
    }
    return first;
  }

  /** The first range with its number behind so many dots. */
  private findAt(bytes: Uint8Array, start: number, end: number, depth: number): number | undefined {
    let left = start;
    for (let dots = 0; dots < depth; left++) {
      if (left === end) return undefined;
      if (bytes[left] === DOT) dots++;
    }
    let right = left;
    let number = 0;
    while (right < end && right < left + 4 && isDigit(bytes[right])) number = number * 10 + bytes[right++] - ZERO;
    if (right === left || (right < end && bytes[right] !== DOT) || number > LAST_NUMBER) return undefined;
    // R24: numbers are written without leading zeros.
    if (bytes[left] === ZERO && right > left + 1) return undefined;
    return this.groups.find(bytes, start, left, right, end, number);
  }
}

function countDots(bytes: Uint8Array, start: number, end: number): number {
  let dots = 0;
  for (let at = start; at < end; at++) if (bytes[at] === DOT) dots++;
  return dots;
}

function filterPlace(hash: number): number {
  return mixHash(hash) % (FILTER_BITS / 32);
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9;
}
