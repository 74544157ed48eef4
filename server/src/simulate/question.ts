/** What is asked: reading type and name of a question as tinydns-get does (G2). */
import { TYPE } from "../compile/expand.js";
import { ScannedNumber, scanNumber } from "../model/tinydns/scalars.js";
import { RECORD_TYPES, typeNumber } from "../model/tinydns/stored-record.js";
import { WireWriter } from "../model/tinydns/wire.js";

export interface Question {
  /** Wire form, with its case. */
  readonly name: Uint8Array;
  readonly type: number;
}

/** A question for all types. */
export const ANY = 255;

const TYPE_WORDS: ReadonlyMap<string, number> = new Map([
  ["any", ANY],
  ["a", TYPE.A],
  ["ns", TYPE.NS],
  ["mx", TYPE.MX],
  ["ptr", TYPE.PTR],
  ["txt", TYPE.TXT],
  ["cname", TYPE.CNAME],
  ["soa", TYPE.SOA],
  ["hinfo", 13],
  ["rp", 17],
  ["sig", 24],
  ["key", 25],
  ["aaaa", TYPE.AAAA],
  ["axfr", TYPE.AXFR],
]);

/** The type that tinydns-get takes a word for: digits modulo 65536 (none: 0), or one of its words in any case. */
export function parseType(word: string): number | undefined {
  const bytes = new TextEncoder().encode(word);
  const number = new ScannedNumber();
  scanNumber(bytes, 0, bytes.length, number);
  if (number.end === bytes.length) return number.low & 0xffff;
  return TYPE_WORDS.get(lowerCase(word));
}

/** As `parseType`, but with some words more, for commands of our own. */
export function parseTypeWord(word: string): number | undefined {
  return parseType(word) ?? typeNumber(word);
}

/** The word for a type, in capitals; its number when it has none. */
export function formatType(type: number): string {
  return type === ANY ? "ANY" : (RECORD_TYPES.get(type) ?? String(type));
}

/** D1 to D3: a dotted name in wire form; undefined when it is too long. */
export function parseName(name: string): Uint8Array | undefined {
  const bytes = ENCODER.encode(name);
  WIRE.at = 0;
  return WIRE.name(bytes, 0, bytes.length) ? WIRE.copy(0) : undefined;
}

const ENCODER = new TextEncoder();
/** Thousands of names are asked for. */
const WIRE = new WireWriter(512);

/** djb's programs know the letters of ASCII only; no other letter may become one. */
function lowerCase(word: string): string {
  return word.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
