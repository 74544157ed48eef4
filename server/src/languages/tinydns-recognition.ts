/** Which files are tinydns data, by their name and place and by what they hold. */
import { decodeLatin1, type SourceText } from "djblint-grammars/text";
import { RBLDNS_ADDRESS, RBLDNS_ANSWER } from "../model/tinydns/foreign-format.js";
import { placeOf } from "./language.js";

const LF = 10;

/** As much of a file as tells what it is. */
const LOOKED_AT = 1 << 12;
/** A letter of a type, a name, and a field that begins where the colon ends, unlike that of `Subject: text`; a location. */
const RECORD = /^([.&=+@'^CZ:36SN-][^\s:]*:\S|%)/;

/** In the `data` of pickdns: locations and addresses, each with an optional location as its last field (pickdns-data.c). */
const PICKED = /^(\+[^:]+:[\d.]+(:[^:]{0,2})?$|%|-)/;
/** Two characters where tinydns-data reads a ttl. */
const PICKED_BY_LOCATION = /^\+[^:]+:[\d.]+:[^:]?[^:\d]$/;

export function hasUsualName(path: string): boolean {
  const { name } = placeOf(path);
  return name.endsWith(".tinydns") || name === "data";
}

/** Files of many kinds are called `data`; in a folder `root` it is that of tinydns, or of rbldns, or of pickdns. */
export function hasCommonName(path: string): boolean {
  const { name, folders } = placeOf(path);
  return name === "data" && folders[0] !== "root";
}

export function looksLikeData(text: SourceText, path: string): boolean {
  if (placeOf(path).name !== "data") return true;
  const statements = firstStatements(text.bytes);
  if (!hasCommonName(path)) return !isForRbldns(statements) && !isForPickdns(statements);
  const [first = "", ...others] = statements;
  // The last may not be finished yet.
  return RECORD.test(first) && others.slice(0, -1).every((line) => RECORD.test(line));
}

/** Whole lines at the beginning of a file that are neither blank nor comments. */
function firstStatements(bytes: Uint8Array): string[] {
  const statements: string[] = [];
  for (let start = 0; start < bytes.length; ) {
    const feed = bytes.indexOf(LF, start);
    const end = feed < 0 ? bytes.length : feed;
    if (end > LOOKED_AT) break;
    const line = decodeLatin1(bytes, start, end);
    if (/^[^#\s]/.test(line)) statements.push(line);
    start = end + 1;
  }
  return statements;
}

function isForRbldns(statements: readonly string[]): boolean {
  const isListed = (line: string) => RBLDNS_ADDRESS.test(line);
  return statements.some(isListed) && statements.every((line) => isListed(line) || RBLDNS_ANSWER.test(line));
}

/** Without zones, tinydns would answer nothing from such a file. */
function isForPickdns(statements: readonly string[]): boolean {
  return statements.every((line) => PICKED.test(line)) && statements.some((line) => PICKED_BY_LOCATION.test(line));
}
