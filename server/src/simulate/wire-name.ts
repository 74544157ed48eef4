/** Names in wire form: reading them out of a message or a stored value, comparing, printing. */
import { LOWER } from "../model/tinydns/wire.js";

/** Longest name in wire form, with the root. */
export const MAX_NAME = 255;
/** Bytes that may be read for one name, pointers followed; more is taken for a loop of pointers. */
const MAX_STEPS = 1000;
const POINTER = 192;
const MAX_LABEL = 63;

/** A name that was read; one object is used over and over. */
export class NameBuffer {
  readonly bytes = new Uint8Array(MAX_NAME + 1);
  readonly view = new DataView(this.bytes.buffer);
  length = 0;

  copy(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  toLowerCase(): void {
    const { bytes, length } = this;
    for (let at = 0; at < length; at++) bytes[at] = LOWER[bytes[at]];
  }
}

/**
 * Reads the name at `at` into `out`, following pointers, which count from `base`. Returns the offset behind the name
 * as it stands at `at`, or -1 for what is no name.
 */
export function readName(src: Uint8Array, base: number, end: number, at: number, out: NameBuffer): number {
  const { bytes } = out;
  let length = 0;
  let steps = 0;
  let behindPointer = -1;
  let from = at;
  for (;;) {
    if (from >= end) return -1;
    let label = src[from++];
    steps++;
    while (label >= POINTER) {
      if (from >= end) return -1;
      const target = base + ((label - POINTER) << 8) + src[from++];
      if (behindPointer < 0) behindPointer = from;
      if (target >= end || ++steps >= MAX_STEPS) return -1;
      label = src[target];
      from = target + 1;
    }
    if (label === 0) break;
    steps += label;
    const stop = from + label;
    // One byte must be left for the root.
    if (label > MAX_LABEL || stop > end || length + label + 1 >= MAX_NAME || steps >= MAX_STEPS) return -1;
    bytes[length++] = label;
    while (from < stop) bytes[length++] = src[from++];
  }
  if (steps >= MAX_STEPS) return -1;
  bytes[length] = 0;
  out.length = length + 1;
  return behindPointer < 0 ? from : behindPointer;
}

/** Offset behind a name, without looking at what its pointer points to; -1 for what is no name. */
export function skipName(src: Uint8Array, end: number, at: number): number {
  let from = at;
  while (from < end) {
    const byte = src[from++];
    if (byte >= POINTER) return from + 1;
    if (byte > MAX_LABEL) return -1;
    if (byte === 0) return from;
    from += byte;
  }
  return -1;
}

/** The offset behind the name at `at` when it has no pointers and lies before `end`; -1 otherwise. */
export function plainNameEnd(src: Uint8Array, end: number, at: number): number {
  for (let from = at; from < end; ) {
    const length = src[from++];
    if (length === 0) return from - at <= MAX_NAME ? from : -1;
    if (length > MAX_LABEL) return -1;
    from += length;
  }
  return -1;
}

/**
 * As tinydns-get prints it (G5): lower-case, without the final dot; bytes other than letters, digits, `-` and `_` as \ooo.
 * `formatName` of the model leaves the `*` of a wildcard as people write it.
 */
export function printName(name: Uint8Array): string {
  if (name[0] === 0) return ".";
  const text: number[] = [];
  for (let at = 0; name[at] !== 0 && at < name.length; at += name[at] + 1) {
    if (at > 0) text.push(DOT);
    for (let index = at + 1; index <= at + name[at]; index++) addNameByte(text, LOWER[name[index]]);
  }
  return String.fromCharCode.apply(null, text);
}

const DOT = 46;

function addNameByte(text: number[], byte: number): void {
  const plain = (byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57) || byte === 45 || byte === 95;
  if (plain) text.push(byte);
  else for (const char of formatOctal(byte)) text.push(char.charCodeAt(0));
}

export function formatOctal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, "0")}`;
}
