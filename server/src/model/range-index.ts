/** Finds the first range that makes a key, without writing ranges out: a file may hold many (R21 to R24). */
import type { AddressRange } from "djblint-grammars/tcprules/tree";
import type { Span } from "djblint-grammars/text";
import { LAST_NUMBER } from "./access-address.js";
import { hashBytes, mixHash } from "./key-index.js";
import { RangeGroups } from "./range-groups.js";

const DOT = 46;
const ZERO = 48;

/** Bits of the filter: enough for a hundred thousand ranges of ten numbers. */
const FILTER_BITS = 1 << 22;

/** Whether some rule has these bytes as its key. */
type IsTaken = (bytes: Uint8Array, length: number, hash: number) => boolean;

export class RangeIndex {
  private readonly groups: RangeGroups;
  /** How many dots stand in front of the numbers, each once. */
  private readonly depths: number[] = [];
  /** A bit for the hash of each key of a range: most keys of single rules are in none. */
  private filter: Uint32Array | undefined;
  /** A key of the range that is added. */
  private key = new Uint8Array(64);

  constructor(private readonly bytes: Uint8Array) {
    this.groups = new RangeGroups(bytes);
  }

  /** Adds a range, and says whether one of its keys is taken. */
  add(rule: number, address: Span, { bottom, top }: AddressRange, isTaken: IsTaken): boolean {
    const last = Math.min(top.value, LAST_NUMBER);
    if (bottom.value > last) return false;
    const { start, end } = address;
    const left = bottom.start;
    const right = top.end;
    const found = this.takeKeys(start, left, right, end, bottom.value, last, isTaken);
    this.groups.add(start, left, right, end, bottom.value, last, rule);
    const depth = countDots(this.bytes, start, left);
    if (!this.depths.includes(depth)) this.depths.push(depth);
    return found;
  }

  /** Notes the keys of a range in the filter. */
  private takeKeys(
    start: number,
    left: number,
    right: number,
    end: number,
    bottom: number,
    last: number,
    isTaken: IsTaken,
  ): boolean {
    this.filter ??= new Uint32Array(FILTER_BITS / 32);
    const headLength = left - start;
    if (end - start + 3 > this.key.length) this.key = new Uint8Array(2 * (end - start + 3));
    const { bytes, key, filter } = this;
    for (let n = 0; n < headLength; n++) key[n] = bytes[start + n];
    const headHash = hashBytes(key, 0, headLength);
    let found = false;
    for (let number = bottom; number <= last; number++) {
      let length = writeNumber(number, key, headLength);
      for (let at = right; at < end; at++) key[length++] = bytes[at];
      const hash = hashBytes(key, headLength, length, headHash);
      found ||= isTaken(key, length, hash);
      filter[filterPlace(hash)] |= 1 << (hash & 31);
    }
    return found;
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

/** Three digits at most; says where they end. */
function writeNumber(number: number, bytes: Uint8Array, at: number): number {
  let end = at;
  if (number > 99) bytes[end++] = ZERO + Math.floor(number / 100);
  if (number > 9) bytes[end++] = ZERO + (Math.floor(number / 10) % 10);
  bytes[end++] = ZERO + (number % 10);
  return end;
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
