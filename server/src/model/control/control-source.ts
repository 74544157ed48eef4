/** A control file in its place: with what its name, the settings and the files around it say. */
import { controlFile } from "djblint-grammars/control/files";
import { parseControl } from "djblint-grammars/control/parser";
import type { ControlLine } from "djblint-grammars/control/tree";
import { encodeLatin1, type LineRevision, SourceText, type Span } from "djblint-grammars/text";
import type { Settings } from "../../config.js";
import { areSameLists } from "../memo.js";
import { type FilePlace, type Placed, parentOf, type Tree } from "../tree.js";
import { type ControlFile, readControl } from "./control.js";
import { isQmailFolder } from "./control-names.js";
import { type ControlPiece, moveLine, piecesOf, revisedPieces } from "./control-pieces.js";
import { type DomainEntry, domainEntries, holdsDomains } from "./domain-entry.js";

export interface ControlSource extends Placed<ControlFile> {
  /** What the file is called among control files. */
  readonly name: string;
  /** Undefined: qmail 1.03, as far as nothing else is likely. */
  readonly dialect: Settings["dialect"]["qmail"];
  readonly ownAddresses: readonly string[];
  /** Entries that are domain names; none in files that hold others. */
  readonly domains: readonly DomainEntry[];
  /** The lines and domains once more, as they are looked at together. */
  readonly pieces: readonly ControlPiece[];
}

/** A control file for those who look at single lines: of the others they know nothing, for nobody tells them of changes. */
export type ControlPlace = Omit<ControlSource, "lines" | "domains" | "pieces">;

/** All lines of the file: who asks is told of each change. */
export function linesAround({ around, path }: Pick<ControlPlace, "around" | "path">): readonly ControlLine[] {
  return around.analysis("control", path)?.lines ?? [];
}

export function readControlSource(path: string, text: SourceText, settings: Settings, around: Tree): ControlSource {
  const name = controlNameOf(path.slice(path.lastIndexOf("/") + 1));
  const file = readControl(text, name, /([^/]*)\/[^/]*$/.exec(path)?.[1]);
  return placedSource(file, { path, around, name }, settings);
}

/** A text in another file that is written like a `.qmail` file, such as the argument of qmail-start (Q4). */
export function instructionsInside({ path, around }: FilePlace, text: string, settings: Settings): ControlSource {
  const name = ".qmail";
  const file = readControl(new SourceText(encodeLatin1(`${text}\n`)), name);
  return placedSource(file, { path, around, name }, settings);
}

function placedSource(
  { lines, ...file }: ControlFile,
  at: Pick<ControlPlace, "path" | "around" | "name">,
  { dialect, site }: Settings,
): ControlSource {
  const place = { ...at, dialect: dialect.qmail, ownAddresses: site.addresses };
  return sourceOf(
    { ...file, ...place },
    piecesOf(lines, (some) => domainEntries(file, some)),
  );
}

/**
 * The same out of the file as it was before some lines were replaced, which is of no use any more. Undefined for files in
 * which a line may decide about those behind it.
 */
export function revisedControlSource(
  before: ControlSource,
  text: SourceText,
  revision: LineRevision,
): ControlSource | undefined {
  if (!holdsDomains(before)) return undefined;
  const { lines: _lines, domains: _domains, pieces, ...place } = before;
  const grown = text.bytes.length - before.text.bytes.length;
  const read = (first: number, count: number) => linesIn(text, first, count, before);
  const find = (some: readonly ControlLine[]) => domainEntries(before, some);
  return sourceOf({ ...place, text }, revisedPieces(pieces, revision, grown, read, find));
}

function linesIn({ bytes, lines }: SourceText, first: number, count: number, { shape }: ControlFile): ControlLine[] {
  const start = lines.start(first);
  const some = parseControl(bytes.subarray(start, lines.start(first + count)), shape);
  for (const line of some) moveLine(line, start, first);
  return some;
}

function sourceOf(place: ControlPlace, pieces: readonly ControlPiece[]): ControlSource {
  const lines: ControlLine[] = [];
  const domains: DomainEntry[] = [];
  // A large file has thousands of lines, for which `flatMap` takes longer.
  for (const piece of pieces) {
    for (const line of piece.lines) lines.push(line);
    for (const entry of piece.domains) domains.push(entry);
  }
  const source = { ...place, lines, domains, pieces };
  for (const piece of pieces) piece.file = source;
  return source;
}

/**
 * The name of a control file inside that of one which was taken out of its place, such as `host--rcpthosts` or
 * `var_qmail_alias_.qmail-root`: the longest end behind something that is neither letter nor digit. Only files that
 * somebody says are control files have such names.
 */
export function controlNameOf(name: string): string {
  const delivery = /(?:^|[^A-Za-z0-9])(\.qmail([-_.].*)?)$/.exec(name);
  if (delivery) return delivery[1];
  const ends = [...name.matchAll(/[^A-Za-z0-9]/g)].map(({ index }) => name.slice(index + 1));
  return [name, ...ends].find((end) => controlFile(end) !== undefined || end === "assign") ?? name;
}

/** Names of the files beside it; undefined when nobody looked. */
export function namesBeside({ path, around }: ControlPlace): readonly string[] | undefined {
  const folder = parentOf(path);
  const find = () => around.children(folder)?.map((entry) => entry.path.slice(entry.path.lastIndexOf("/") + 1));
  return around.onceFor(namesBeside, folder, find, areSameNames);
}

function areSameNames(before: readonly string[] | undefined, now: readonly string[] | undefined): boolean {
  return before === now || (before !== undefined && now !== undefined && areSameLists(before, now));
}

/** Whether it is in a control folder of qmail, as far as the files beside it tell. */
export function isBesideQmail(place: ControlPlace): boolean {
  const look = () => isQmailFolder(namesBeside(place) ?? []);
  return place.around.onceFor(isBesideQmail, parentOf(place.path), look, Object.is);
}

/** Whether a program of qmail itself reads the file; what patches and scripts make of theirs is not known. */
export function isReadByQmail({ spec, shape }: Pick<ControlFile, "spec" | "shape">): boolean {
  return spec?.origin === "qmail" || shape === "instructions" || shape === "assignments";
}

/** I5: qmail-inject parses its names as addresses, which takes blanks and carriage returns away. */
export function isReadByInjectAlone({ spec }: Pick<ControlFile, "spec">): boolean {
  return spec?.readers.every((reader) => reader === "qmail-inject") ?? false;
}

/** A line with its line feed, so that it can be taken out. */
export function wholeLine({ text }: Pick<ControlFile, "text">, line: number): Span {
  return { start: text.lines.start(line), end: text.lines.start(line + 1) };
}

/** The value of a single-line file, which may be empty. */
export function valueSpan({ lines }: ControlFile): Span {
  return lines[0]?.whole ?? { start: 0, end: 0 };
}
