/** A growing buffer that names, numbers and texts are written to in the form of DNS messages and cdb records. */
import { Notice } from "./scalars.js";

const DOT = 46;
const BACKSLASH = 92;
const MAX_LABEL = 63;
const MAX_NAME = 255;

/** D6: capitals of ASCII as small letters, every other byte as it is. */
export const LOWER = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));

/** The same for four bytes in one number: 128 is in each byte that, without its top bit, reaches A but not [. */
export function lowerFour(bytes: number): number {
  const low = bytes & 0x7f7f7f7f;
  const capitals = (low + 0x3f3f3f3f) & ~(low + 0x25252525) & ~bytes & 0x80808080;
  return bytes | (capitals >>> 2);
}

/** What a name's bytes give away, by byte; ORed together over the name. */
const BYTE_NOTICE = new Int32Array(256);
/** Set for bytes that are neither digit nor dot. */
const NOT_NUMERIC = 1 << 30;
/** Set for bytes that may not stand for themselves, or not everywhere. */
const SPECIAL = 1 << 31;
for (let byte = 0; byte < 256; byte++) BYTE_NOTICE[byte] = noticeOfByte(byte);

function noticeOfByte(byte: number): number {
  const char = String.fromCharCode(byte);
  if (/[0-9]/.test(char)) return 0;
  if (char === ".") return SPECIAL;
  if (/[a-z]/.test(char)) return NOT_NUMERIC;
  if (/[A-Z]/.test(char)) return NOT_NUMERIC | Notice.UpperCase;
  if (char === "-") return SPECIAL | NOT_NUMERIC | Notice.Hyphen;
  if (char === "_") return NOT_NUMERIC | Notice.Underscore;
  if (char === "*") return NOT_NUMERIC | Notice.Star;
  if (char === "\\") return SPECIAL | NOT_NUMERIC | Notice.Escape;
  return NOT_NUMERIC | (byte > 0x7f ? Notice.HighByte : Notice.OddByte);
}

/** The labels of the numbers below 256, as four bytes in one number: the length, then the digits. */
const OCTETS = Uint32Array.from({ length: 256 }, (_, value) => {
  const digits = String(value).padEnd(3, "\0");
  return (
    (String(value).length << 24) | (digits.charCodeAt(0) << 16) | (digits.charCodeAt(1) << 8) | digits.charCodeAt(2)
  );
});

const REVERSE_END_TEXT = "\x07in-addr\x04arpa\0";
const REVERSE_END_SIZE = REVERSE_END_TEXT.length;
/** Padded, so that it can be copied four bytes at a time. */
const REVERSE_END = new DataView(
  Uint8Array.from(REVERSE_END_TEXT.padEnd(16, "\0"), (char) => char.charCodeAt(0)).buffer,
);

export class WireWriter {
  bytes: Uint8Array;
  view: DataView;
  /** Where the next byte goes. */
  at = 0;
  /** Gathered from all that was written since it was last cleared. */
  notices = 0;

  constructor(capacity = 1024) {
    this.bytes = new Uint8Array(capacity);
    this.view = new DataView(this.bytes.buffer);
  }

  /** Makes room for a number of bytes behind `at`. Everything below writes without a check. */
  reserve(size: number): void {
    if (this.at + size <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.at + size));
    grown.set(this.bytes.subarray(0, this.at));
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }

  u8(value: number): void {
    this.bytes[this.at++] = value;
  }

  u16(value: number): void {
    this.view.setUint16(this.at, value);
    this.at += 2;
  }

  u32(value: number): void {
    this.view.setUint32(this.at, value);
    this.at += 4;
  }

  /** Appends a stretch of another buffer, four bytes at a time: up to three behind its end are written too, and are written again by what follows. */
  copyFrom({ view: source }: WireWriter, from: number, to: number): void {
    const { view } = this;
    for (let index = from, { at } = this; index < to; index += 4, at += 4) view.setUint32(at, source.getUint32(index));
    this.at += to - from;
  }

  /** Writes the name d.c.b.a.in-addr.arpa for the address a.b.c.d (big-endian); with `from` 8 that of its /24 network. */
  reverseName(address: number, from = 0): void {
    for (let shift = from; shift < 32; shift += 8) this.octet((address >>> shift) & 255);
    const { view, at } = this;
    for (let index = 0; index < REVERSE_END_SIZE; index += 4) {
      view.setUint32(at + index, REVERSE_END.getUint32(index));
    }
    this.at = at + REVERSE_END_SIZE;
  }

  /** Writes a number below 256 as a label of decimal digits; up to two bytes behind it are written too. */
  octet(value: number): void {
    const label = OCTETS[value];
    this.view.setUint32(this.at, label);
    this.at += 1 + (label >>> 24);
  }

  /** Writes ASCII text. */
  ascii(text: string): void {
    for (let index = 0; index < text.length; index++) this.bytes[this.at++] = text.charCodeAt(index);
  }

  /**
   * D1 to D3: dotted text with escapes as a sequence of labels. False when a label has more than 63 bytes or the name
   * more than 255; what was written then is of no use. Needs room for 512 bytes.
   */
  name(src: Uint8Array, from: number, to: number): boolean {
    const out = this.bytes;
    const start = this.at;
    let lengthAt = start;
    let at = start + 1;
    let seen = 0;
    for (let index = from; index < to; index++) {
      let byte = src[index];
      const notice = BYTE_NOTICE[byte];
      seen |= notice;
      if (notice & SPECIAL) {
        if (byte === DOT) {
          const length = at - lengthAt - 1;
          if (length === 0) {
            if (to - from > 1) seen |= Notice.EmptyLabel;
            continue;
          }
          if (at - start > MAX_NAME) return false;
          if (out[at - 1] === HYPHEN) seen |= EDGE_HYPHEN;
          out[lengthAt] = length;
          lengthAt = at++;
          continue;
        }
        if (byte === BACKSLASH) {
          if (index + 1 >= to) break;
          byte = src[++index];
          if (isOctal(byte)) {
            byte -= 48;
            for (let digits = 1; digits < 3 && index + 1 < to && isOctal(src[index + 1]); digits++) {
              byte = (byte << 3) | (src[++index] - 48);
            }
            byte &= 255;
          }
        } else if (at === lengthAt + 1 || out[at - 1] === HYPHEN) seen |= EDGE_HYPHEN;
      }
      if (at - lengthAt > MAX_LABEL) return false;
      out[at++] = byte;
    }
    if (at - lengthAt > 1) {
      if (out[at - 1] === HYPHEN) seen |= EDGE_HYPHEN;
      out[lengthAt] = at - lengthAt - 1;
      lengthAt = at++;
    } else if (lengthAt > start && src[to - 1] === DOT) seen |= Notice.TrailingDot;
    if (at - start > MAX_NAME) return false;
    out[lengthAt] = 0;
    this.at = at;
    this.notices |= nameNotices(seen, at - start);
    return true;
  }

  /**
   * X1: text with escapes, every other byte literal. True when a backslash is read otherwise than it looks: the number
   * behind it is above \377, or it stands in front of a letter and is lost.
   */
  escaped(src: Uint8Array, from: number, to: number): boolean {
    const { bytes } = this;
    let { at } = this;
    let misleads = false;
    for (let index = from; index < to; index++) {
      let byte = src[index];
      if (byte === BACKSLASH) {
        if (++index >= to) break;
        byte = src[index];
        if (isOctal(byte)) {
          byte -= 48;
          for (let digits = 1; digits < 3 && index + 1 < to && isOctal(src[index + 1]); digits++) {
            byte = (byte << 3) | (src[++index] - 48);
          }
          if (byte > 255) misleads = true;
        } else if (isLetter(byte)) misleads = true;
      }
      bytes[at++] = byte;
    }
    this.at = at;
    return misleads;
  }

  /** The bytes between two positions, as a copy. */
  copy(from: number, to = this.at): Uint8Array {
    return this.bytes.slice(from, to);
  }
}

const HYPHEN = 45;
/** A hyphen that stands where none belongs; a hyphen inside a label is no notice. */
const EDGE_HYPHEN = 1 << 29;

/** Turns what a name's bytes gave away into notices. A wire name of one byte is the root. */
function nameNotices(seen: number, length: number): number {
  let notices = seen & ~(SPECIAL | NOT_NUMERIC | EDGE_HYPHEN | Notice.Hyphen);
  if (seen & EDGE_HYPHEN) notices |= Notice.Hyphen;
  if (!(seen & NOT_NUMERIC) && length > 1) notices |= Notice.AllDigits;
  return notices;
}

function isOctal(byte: number): boolean {
  return byte >= 48 && byte <= 55;
}

function isLetter(byte: number): boolean {
  return (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
}
