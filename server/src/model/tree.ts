/**
 * The files of a run as they see one another: what is there, what each says, and which file a path means. Everything
 * was read before the rules run; nothing here asks the machine.
 */
import type { SourceText, Span } from "djblint-grammars/text";
import type { Settings } from "../config.js";
import type { EntryKind } from "../host.js";
import type { ControlSource } from "./control/control-source.js";
import { areSameLists, Cell, type Dictionary, type Keeper, Memos } from "./memo.js";
import type { RunScript } from "./run/run-script.js";
import type { AccessFile } from "./tcprules/access-file.js";
import type { ZoneData } from "./tinydns/zone-data.js";

/** Where a file stands. */
export interface FilePlace {
  /** Absolute, with `/`. */
  readonly path: string;
  /** The files around it. */
  readonly around: Tree;
}

/** What a file says, and where it stands. */
export type Placed<T> = T & FilePlace;

/** What analysis makes of a file of each language. */
export interface Analyses {
  readonly tinydns: ZoneData;
  readonly tcprules: Placed<AccessFile>;
  readonly control: ControlSource;
  readonly run: RunScript;
}

export interface TreeEntry {
  /** Absolute, with `/`. */
  readonly path: string;
  /** What the entry leads to: links are followed, but not those out of a copy of a host: what is there is not known. */
  readonly kind: EntryKind | "outside";
  /** Where a link leads, as an absolute path. */
  readonly target?: string;
  /** Permission bits, where they are known. */
  readonly mode?: number;
  /** Seconds since 1970, where it is known. */
  readonly mtime?: number;
  /** In bytes, where it is known. */
  readonly size?: number;
}

/** A file of one of our languages, or several that are joined. */
export interface TreeSource {
  readonly language: { readonly id: keyof Analyses };
  readonly parts: readonly { readonly path: string; readonly text: SourceText }[];
  /** Made when it is first asked for. */
  readonly analysis: unknown;
  readonly context: { readonly settings: Settings };
  /** Path of the compiled file, when the configuration names it. */
  readonly target?: string;
  /** A stretch of what was analysed, in the part where it begins. */
  locate(span: Span): FileSpan;
}

/** Where something is written. */
export interface FileSpan {
  /** Absolute path. */
  readonly file: string;
  readonly span: Span;
}

/** Longer chains of links are taken for a circle. */
export const MOST_LINKS = 16;

export class Tree implements Keeper {
  private readonly entries = new Map<string, TreeEntry>();
  private readonly folders = new Map<string, TreeEntry[]>();
  private readonly sourcesByPath = new Map<string, TreeSource>();
  private readonly texts = new Map<string, SourceText>();
  private readonly memos: Memos;
  /** What each file says, as far as somebody asked. */
  private readonly contents = new Cells();
  /** What is known of each path beside that. */
  private readonly stats = new Cells();
  /** Which files and folders there are, and where links lead. */
  private readonly layout = new Cell();
  /** Which files are sources, and of which language. */
  private readonly sourceList = new Cell();
  private hasLinks = false;

  /** Still: no file is expected to change once something was made of it. */
  constructor(isStill = false) {
    this.memos = new Memos(isStill);
  }

  /** Another number after each change. */
  get revision(): number {
    return this.memos.revision;
  }

  /** Enters a folder with all that is in it. */
  addFolder(path: string, children: readonly TreeEntry[]): void {
    this.folders.set(path, [...children]);
    this.memos.change(this.layout);
    if (!this.entries.has(path)) this.addEntry({ path, kind: "directory" });
    for (const child of children) this.addEntry(child);
  }

  addEntry(entry: TreeEntry): void {
    const before = this.entries.get(entry.path);
    this.entries.set(entry.path, entry);
    this.hasLinks ||= entry.target !== undefined;
    const isPlaced = before?.kind === entry.kind && before.target === entry.target;
    this.memos.change(isPlaced ? this.stats.at(entry.path) : this.layout);
  }

  /** Enters a source, in the place of one that has the same files. */
  addSource(source: TreeSource): void {
    for (const { path } of source.parts) {
      const before = this.sourcesByPath.get(path);
      this.sourcesByPath.set(path, source);
      if (before?.language.id !== source.language.id) this.memos.change(this.sourceList);
      this.memos.change(this.contents.at(path));
    }
  }

  /** Enters a small file of none of our languages, such as those of an `env` folder. */
  addText(path: string, text: SourceText): void {
    this.texts.set(path, text);
    this.memos.change(this.contents.at(path));
  }

  /** What was entered so by that very path. */
  ownText(path: string): SourceText | undefined {
    return this.texts.get(path);
  }

  /** What is at a path, links on the way followed; undefined when there is nothing, or nobody looked. */
  entry(path: string): TreeEntry | undefined {
    const located = this.located(path);
    this.noteAt(this.stats, located);
    return this.entries.get(located);
  }

  /** What is in a folder; undefined when nobody looked into it. */
  children(folder: string): readonly TreeEntry[] | undefined {
    return this.folders.get(this.real(folder));
  }

  /** The file that a path names in the mouth of a program that runs in a folder. */
  find(path: string, folder: string): TreeEntry | undefined {
    for (const candidate of this.candidates(path, folder)) {
      const entry = this.entry(candidate);
      if (entry) return entry;
    }
    return undefined;
  }

  /** Whether the place of a file was looked at, and the file is not there. */
  isMissing(path: string, folder: string): boolean {
    const found = this.find(path, folder);
    if (found) return found.kind === "missing";
    return [...this.candidates(path, folder)].some((candidate) => this.children(parentOf(candidate)) !== undefined);
  }

  /** Every path that one may mean in the mouth of a program that runs in a folder, whether anything is there or not. */
  places(path: string, folder: string): string[] {
    return [...this.candidates(path, folder)].map((candidate) => {
      const above = parentOf(candidate);
      return this.real(above) + candidate.slice(above.length);
    });
  }

  /** All files of a language in the order in which they were found; joined ones come once. */
  sources<L extends keyof Analyses>(language: L): readonly { path: string; analysis: Analyses[L] }[] {
    return this.onceFor(this, `sources of ${language}`, () =>
      this.sourcePaths(language).map((path) => ({ path, analysis: this.analysis(language, path)! })),
    );
  }

  /** What a file says, when it is of that language. */
  analysis<L extends keyof Analyses>(language: L, path: string): Analyses[L] | undefined {
    const source = this.source(path);
    return source?.language.id === language ? (source.analysis as Analyses[L]) : undefined;
  }

  /** Whether a file is a source of a language, whatever it says. */
  isSource(language: keyof Analyses, path: string): boolean {
    return this.sourcesByPath.get(this.known(path))?.language.id === language;
  }

  /** The path of each source, or of the first file of those that are joined, in the order in which they were found. */
  sourcePaths(language?: keyof Analyses): readonly string[] {
    return this.onceFor(this.sourceList, language, () => {
      this.memos.note(this.sourceList);
      const sources = [...new Set(this.sourcesByPath.values())];
      return sources.filter(({ language: { id } }) => !language || id === language).map(({ parts }) => parts[0].path);
    });
  }

  /** The source that a file is, or is a part of. */
  source(path: string): TreeSource | undefined {
    const known = this.known(path);
    this.noteAt(this.contents, known);
    return this.sourcesByPath.get(known);
  }

  /** The files that the source at a path consists of. */
  partPaths(path: string): readonly string[] {
    const find = () => this.source(path)?.parts.map((part) => part.path) ?? [];
    return this.onceFor(this.contents, path, find, areSameLists);
  }

  /** Where a stretch of an analysed source is written: the source may be joined of several files. */
  locate(path: string, span: Span): FileSpan {
    return this.source(path)?.locate(span) ?? { file: path, span };
  }

  /** All folders that were looked into. */
  folderPaths(): Iterable<string> {
    this.memos.note(this.layout);
    return this.folders.keys();
  }

  /** The text of a file that was read. */
  text(path: string): SourceText | undefined {
    const known = this.known(path);
    this.noteAt(this.contents, known);
    return this.texts.get(known) ?? this.source(known)?.parts.find((part) => part.path === known)?.text;
  }

  /** What is made of the tree, once for as long as nothing changes that was looked at; `isSame` as for `onceFor`. */
  once<T>(build: (tree: Tree) => T, isSame?: (before: T, now: T) => boolean): T {
    return this.memos.onceFor(build, "", () => build(this), isSame);
  }

  onceFor<T>(about: object, name: unknown, build: () => T, isSame?: (before: T, now: T) => boolean): T {
    return this.memos.onceFor(about, name, build, isSame);
  }

  /** What is read in each source of a language, in one list: after a change of one, only that is read again. */
  collect<L extends keyof Analyses, T>(
    language: L,
    read: (analysis: Analyses[L], path: string) => readonly T[],
  ): readonly T[] {
    const readIn = (path: string) => () => read(this.analysis(language, path)!, path);
    const collect = () =>
      this.sourcePaths(language).flatMap((path) => this.onceFor(read, path, readIn(path), areSameLists));
    return this.onceFor(read, this, collect, areSameLists);
  }

  dictionary<V>(build: () => ReadonlyMap<string, V>, isSame: (before: V, now: V) => boolean): Dictionary<V> {
    return this.memos.dictionary(build, isSame);
  }

  /** Paths are as many as files name them: where nobody asks what was read, none is kept. */
  private noteAt(cells: Cells, path: string): void {
    if (this.memos.isNoting) this.memos.note(cells.at(path));
  }

  /** By which path a file is known: what was read by the name of a link by that name, anything else by its own. */
  private known(path: string): string {
    this.memos.note(this.sourceList);
    if (this.sourcesByPath.has(path)) return path;
    const located = this.located(path);
    return this.sourcesByPath.has(located) || this.texts.has(located) ? located : this.real(path);
  }

  /** A path with a link at its end followed too. */
  real(path: string): string {
    const located = this.located(path);
    const target = this.entries.get(located)?.target;
    return target === undefined ? located : this.located(target);
  }

  /** A path with the links on the way followed. */
  private located(path: string, links = 0): string {
    this.memos.note(this.layout);
    if (!this.hasLinks || this.entries.has(path) || links === MOST_LINKS) return path;
    for (let folder = parentOf(path); folder !== ""; folder = parentOf(folder)) {
      const target = this.entries.get(folder)?.target;
      if (target === undefined) continue;
      // A link may be meant for the host whose files these are, and lead nowhere on this machine.
      const meant = [...this.candidates(target, parentOf(folder))].find((candidate) => this.entries.has(candidate));
      return this.located((meant ?? target) + path.slice(folder.length), links + 1);
    }
    return path;
  }

  /**
   * What a path may mean: relative to the folder; an absolute one below the root of the host, which is one of the
   * folders above, nearest first, when the tree is a copy, or the machine's own.
   */
  private *candidates(path: string, folder: string): Generator<string> {
    if (!path.startsWith("/")) {
      yield normalPath(`${folder}/${path}`);
      return;
    }
    for (let root = folder; root !== ""; root = parentOf(root)) yield normalPath(root + path);
    yield normalPath(path);
  }
}

class Cells {
  private readonly byPath = new Map<string, Cell>();

  at(path: string): Cell {
    const cell = this.byPath.get(path) ?? new Cell();
    this.byPath.set(path, cell);
    return cell;
  }
}

/** The folder of an absolute path; of the root, and of what is in it, the empty text. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** The path of what is in a folder. */
export function childOf(folder: string, name: string): string {
  return `${folder === "/" ? "" : folder}/${name}`;
}

/** Whether a path is that of a folder, or of something in it. */
export function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** An absolute path without `.`, `..` and doubled slashes. */
export function normalPath(path: string): string {
  if (!ODD.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

/** What is no absolute path yet, or has a part that `normalPath` takes out. */
const ODD = /^(?!\/)|\/(\/|\.\.?(\/|$))|.\/$/;
