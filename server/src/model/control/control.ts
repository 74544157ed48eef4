/**
 * What qmail's programs make of a control file: the value, the number, the entries, and what a look-up finds.
 * A file that does not exist is `undefined` here. Specification section 1.
 */
import { type ControlFileSpec, controlFile, type Shape } from "djblint-grammars/control/files";
import { parseControl } from "djblint-grammars/control/parser";
import type { ControlLine, EntryLine, PairLine, RouteLine } from "djblint-grammars/control/tree";
import type { SourceText } from "djblint-grammars/text";

/** A file and its lines. */
export interface ControlFile {
  readonly text: SourceText;
  readonly shape: Shape;
  /** Undefined for `.qmail` files, `users/assign`, and files that qmail does not know. */
  readonly spec: ControlFileSpec | undefined;
  readonly lines: readonly ControlLine[];
}

type Lines = readonly ControlLine[];

/** Reads a file; its name says how, and that of its folder. */
export function readControl(text: SourceText, name: string, folder?: string): ControlFile {
  const shape = shapeOfName(name, folder);
  return { text, shape, spec: controlFile(name), lines: parseControl(text.bytes, shape) };
}

/** How a file is read; one that is not in the table is taken for a list, as the files of patches mostly are. */
export function shapeOfName(name: string, folder?: string): Shape {
  if (/\.qmail([-_.].*)?$/.test(name)) return "instructions";
  const ofUsers = folder === "control" ? undefined : USERS_FILES.get(name);
  return ofUsers ?? controlFile(name)?.shape ?? "list";
}

/** What qmail-newu reads, and what qmail-pw2u makes that of, beside a passwd file (U1, U5, U6). */
export const USERS_FILES: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ["assign", "assignments"],
  ["append", "assignments"],
  ["include", "users"],
  ["exclude", "users"],
  ["mailnames", "mailnames"],
  ["subusers", "subusers"],
]);

/** R1 to R6: the first line; undefined when the file is missing, which an empty file is not. */
export function readLine(file: Lines | undefined): string | undefined {
  return file && (file[0]?.whole.text ?? "");
}

/** R8 to R10: the number; undefined when the file has none, and the program keeps its default without a word. */
export function readNumber(file: Lines | undefined): number | undefined {
  const first = file?.[0];
  if (first?.kind !== "number" || first.digits.text === "") return undefined;
  // R10: scanned with 64 bits, kept in 32. Piece by piece, so that a long row of digits takes no longer than to read it.
  let number = 0n;
  for (const [piece] of first.digits.text.matchAll(/\d{1,15}/g)) {
    number = BigInt.asUintN(64, number * 10n ** BigInt(piece.length) + BigInt(piece));
  }
  return Number(BigInt.asIntN(32, number));
}

/** R11 to R18: the lines that survive reading. A map entry without a colon does; it is dropped later (R19). */
export function entriesOf(file: Lines): ControlLine[] {
  return file.filter(({ kind }) => kind !== "comment" && kind !== "blank" && kind !== "unread" && kind !== "end");
}

/** A line that says something of a key. */
export type MapLine = PairLine | RouteLine;

/** A line that is looked up by a key. */
export type KeyedLine = EntryLine | MapLine;

/** Keys in lower case to the entries that count for them. */
export type KeyTable = ReadonlyMap<string, KeyedLine>;

/** Several ask of the same lines. */
const KNOWN_KEYS = new WeakMap<Lines, KeyTable>();

/** R19, R21: of equal keys the last counts. */
export function keysOf(file: Lines): KeyTable {
  const keys = KNOWN_KEYS.get(file) ?? findKeys(file);
  KNOWN_KEYS.set(file, keys);
  return keys;
}

function findKeys(file: Lines): KeyTable {
  const table = new Map<string, KeyedLine>();
  for (const line of file) {
    if (line.kind === "entry") table.set(foldCase(line.whole.text), line);
    else if (line.kind === "pair" || line.kind === "route") table.set(foldCase(line.key.text), line);
  }
  return table;
}

/** R21: keys, in small letters, for which an earlier line says otherwise: it would count if the last one were gone. */
export function contestedKeys(file: Lines): ReadonlySet<string> {
  const values = new Map<string, string>();
  const contested = new Set<string>();
  for (const line of file) {
    if (line.kind !== "pair" && line.kind !== "route") continue;
    const key = foldCase(line.key.text);
    const value = valueBehindKey(line);
    if ((values.get(key) ?? value) !== value) contested.add(key);
    values.set(key, value);
  }
  return contested;
}

/** What a line says of its key, with the colon in front. */
export function valueBehindKey({ whole, key }: MapLine): string {
  return whole.text.slice(key.text.length);
}

/** R20. */
export function findKey(table: KeyTable, key: string): KeyedLine | undefined {
  return table.get(foldCase(key));
}

/** R20: only A to Z have two cases. */
export function foldCase(text: string): string {
  return HAS_CAPITAL.test(text) ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text;
}

const HAS_CAPITAL = /[A-Z]/;
