/** What neighbouring names of a data file end in: most end alike, and what is known need not be decoded again. */
import type { KnownEndings } from "../../compile/expand.js";
import { type NameId, NO_NAME } from "./name-table.js";

const MAX_LABEL = 63;
/** A name of 255 bytes has that many characters, dots between the labels. */
const MAX_TEXT = 253;
/** So many endings are remembered, by a few of their bytes. */
const REMEMBERED = 64;

/** Endings of the names of one table, and the names that they are. */
export class NameEndings implements KnownEndings {
  private readonly bytes = new Uint8Array(REMEMBERED << 8);
  private readonly sizes = new Uint8Array(REMEMBERED);
  private readonly ids = new Int32Array(REMEMBERED);

  /** Goes on with the names of another table. */
  forget(): this {
    this.sizes.fill(0);
    return this;
  }

  /**
   * The number of the name above a dotted name, when the first label is made of small letters, digits and inner hyphens
   * and what stands behind it is remembered; else `NO_NAME`.
   */
  parentOfPlain(text: Uint8Array, from: number, to: number): NameId {
    let at = from;
    let seen = 0;
    for (; at < to; at++) {
      const kind = PLAIN[text[at]];
      if (kind === 0) break;
      seen |= kind;
    }
    const rest = at + 1;
    const size = to - rest;
    if (size < 1 || text[at] !== DOT || at === from || at - from > MAX_LABEL || to - from > MAX_TEXT) return NO_NAME;
    if (seen >= HYPHENATED && !hasInnerHyphens(text, from, at)) return NO_NAME;
    const place = placeOf(text, rest, to);
    const { bytes } = this;
    if (this.sizes[place] !== size) return NO_NAME;
    const start = place << 8;
    for (let index = 0; index < size; index++) if (bytes[start + index] !== text[rest + index]) return NO_NAME;
    return this.ids[place];
  }

  /** Remembers what stands behind the first label of a name about which there was nothing to notice. */
  remember(text: Uint8Array, from: number, to: number, parent: NameId): void {
    let rest = from;
    while (rest < to && text[rest] !== DOT) rest++;
    rest++;
    // A name of digits alone is worth a notice.
    if (rest >= to || to - from > MAX_TEXT || !hasLetter(text, rest, to)) return;
    const place = placeOf(text, rest, to);
    for (let at = rest, index = place << 8; at < to; at++, index++) this.bytes[index] = text[at];
    this.sizes[place] = to - rest;
    this.ids[place] = parent;
  }
}

const DOT = 46;
const HYPHEN = 45;

/** Bytes of a label about which there is nothing to notice; a hyphen only where it stands between others. */
const DIGIT = 1;
const LETTER = 2;
const HYPHENATED = 4;
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) => kindOfByte(String.fromCharCode(byte)));

function kindOfByte(char: string): number {
  if (/[0-9]/.test(char)) return DIGIT;
  if (/[a-z]/.test(char)) return LETTER;
  return char === "-" ? HYPHENATED : 0;
}

function hasInnerHyphens(text: Uint8Array, from: number, to: number): boolean {
  if (text[from] === HYPHEN || text[to - 1] === HYPHEN) return false;
  for (let at = from + 1; at < to; at++) if (text[at] === HYPHEN && text[at - 1] === HYPHEN) return false;
  return true;
}

function hasLetter(text: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (PLAIN[text[at]] === LETTER) return true;
  return false;
}

function placeOf(text: Uint8Array, from: number, to: number): number {
  return (Math.imul(text[from], 31) + Math.imul(text[(from + to) >>> 1], 7) + to - from) & (REMEMBERED - 1);
}
