/**
 * The Unicode of editors as bytes and back. They count in UTF-16 units and may send one half of a pair, the other later:
 * a lone half is kept as the three bytes that UTF-8 would give it (WTF-8), so that nothing is lost.
 */
import { decodeLatin1 } from "djblint-grammars/text";

const LONE_HALF = /\p{Surrogate}/u;
const NOT_ASCII = /[^\0-\x7f]/;
const LATIN1_HALF = /\xed[\xa0-\xbf]/;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export function encodeUnicode(text: string): Uint8Array {
  if (!LONE_HALF.test(text)) return encoder.encode(text);
  const bytes: number[] = [];
  for (const char of text) {
    const unit = char.charCodeAt(0);
    if (char.length === 1 && unit >= 0xd800 && unit < 0xe000) {
      bytes.push(0xe0 | (unit >>> 12), 0x80 | ((unit >>> 6) & 63), 0x80 | (unit & 63));
    } else bytes.push(...encoder.encode(char));
  }
  return Uint8Array.from(bytes);
}

/** Characters that are encoded at once to be compared. */
const PIECE = 1 << 14;

/** Whether bytes are what `encodeUnicode` makes of a text, without making all of it. */
export function isUnicode(bytes: Uint8Array, text: string): boolean {
  let at = 0;
  for (let from = 0; from < text.length; ) {
    const end = Math.min(from + PIECE, text.length);
    const piece = text.slice(from, endsInPair(text, end) ? end + 1 : end);
    const encoded = encodeUnicode(piece);
    if (!areSame(bytes.subarray(at, at + encoded.length), encoded)) return false;
    at += encoded.length;
    from += piece.length;
  }
  return at === bytes.length;
}

/** Whether a pair stands around a place. */
function endsInPair(text: string, at: number): boolean {
  return text.codePointAt(at - 1)! > 0xffff;
}

export function areSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

export function decodeUnicode(bytes: Uint8Array, start = 0, end = bytes.length): string {
  const latin1 = decodeLatin1(bytes, start, end);
  if (!NOT_ASCII.test(latin1)) return latin1;
  if (!LATIN1_HALF.test(latin1)) return decoder.decode(bytes.subarray(start, end));
  let text = "";
  let from = start;
  for (let at = start; at + 2 < end; at++) {
    if (bytes[at] !== 0xed || bytes[at + 1] < 0xa0) continue;
    text += decoder.decode(bytes.subarray(from, at));
    text += String.fromCharCode(((bytes[at] & 15) << 12) | ((bytes[at + 1] & 63) << 6) | (bytes[at + 2] & 63));
    from = at + 3;
    at += 2;
  }
  return text + decoder.decode(bytes.subarray(from, end));
}
