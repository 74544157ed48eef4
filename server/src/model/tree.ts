/**
 * The files of a run as they see one another: what is there, what each says, and which file a path means. Everything
 * was read before the rules run; nothing here asks the machine.
 */
import type { SourceText, Span } from "djblint-grammars/text";
import type { Settings } from "../config.js";
import type { EntryKind } from "../host.js";
import type { AccessFile } from "./access-file.js";
import type { ControlSource } from "./control-source.js";
import type { RunScript } from "./run-script.js";
import type { ZoneData } from "./zone-data.js";

/** Where a file stands. */
export interface Place {
  /** Absolute, with `/`. */
  readonly path: string;
  /** The files around it. */
  readonly around: Tree;
}

/** What a file says, and where it stands. */
export type Placed<T> = T & Place;

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
  /** What the entry leads to: links are followed. */
  readonly kind: EntryKind;
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
const MOST_LINKS = 16;

export class Tree {
  private readonly entries = new Map<string, TreeEntry>();
  private readonly folders = new Map<string, TreeEntry[]>();
  private readonly sourcesByPath = new Map<string, TreeSource>();
  private readonly texts = new Map<string, SourceText>();
  private readonly made = new Map<unknown, unknown>();
  private hasLinks = false;
  /** Another number after each change. */
  revision = 0;

  /** Enters a folder with all that is in it. */
  addFolder(path: string, children: readonly TreeEntry[]): void {
    this.folders.set(path, [...children]);
    if (!this.entries.has(path)) this.addEntry({ path, kind: "directory" });
    for (const child of children) this.addEntry(child);
  }

  addEntry(entry: TreeEntry): void {
    this.entries.set(entry.path, entry);
    this.hasLinks ||= entry.target !== undefined;
    this.changed();
  }

  /** Enters a source, in the place of one that has the same files. */
  addSource(source: TreeSource): void {
    for (const { path } of source.parts) this.sourcesByPath.set(path, source);
    this.changed();
  }

  /** Enters a small file of none of our languages, such as those of an `env` folder. */
  addText(path: string, text: SourceText): void {
    this.texts.set(path, text);
  }

  /** What is at a path, links on the way followed; undefined when there is nothing, or nobody looked. */
  entry(path: string): TreeEntry | undefined {
    return this.entries.get(this.located(path));
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
    return this.madeOnce(`sources of ${language}`, () =>
      this.allSources()
        .filter((source) => source.language.id === language)
        .map((source) => ({ path: source.parts[0].path, analysis: source.analysis as Analyses[L] })),
    );
  }

  /** What a file says, when it is of that language. */
  analysis<L extends keyof Analyses>(language: L, path: string): Analyses[L] | undefined {
    const source = this.sourcesByPath.get(this.real(path));
    return source?.language.id === language ? (source.analysis as Analyses[L]) : undefined;
  }

  /** Every source as it is, without what analysis makes of it, in the order in which they were found. */
  allSources(): readonly TreeSource[] {
    return this.madeOnce("all sources", () => [...new Set(this.sourcesByPath.values())]);
  }

  /** Where a stretch of an analysed source is written: the source may be joined of several files. */
  locate(path: string, span: Span): FileSpan {
    return this.sourcesByPath.get(this.real(path))?.locate(span) ?? { file: path, span };
  }

  /** All folders that were looked into. */
  folderPaths(): Iterable<string> {
    return this.folders.keys();
  }

  /** The text of a file that was read. */
  text(path: string): SourceText | undefined {
    const real = this.real(path);
    return this.texts.get(real) ?? this.sourcesByPath.get(real)?.parts.find((part) => part.path === real)?.text;
  }

  private changed(): void {
    this.revision++;
    if (this.made.size > 0) this.made.clear();
  }

  /** What is made of the whole tree, once. */
  once<T>(build: (tree: Tree) => T): T {
    return this.madeOnce(build, () => build(this));
  }

  private madeOnce<T>(key: unknown, build: () => T): T {
    if (!this.made.has(key)) this.made.set(key, build());
    return this.made.get(key) as T;
  }

  /** A path with a link at its end followed too. */
  private real(path: string): string {
    const located = this.located(path);
    const target = this.entries.get(located)?.target;
    return target === undefined ? located : this.located(target);
  }

  /** A path with the links on the way followed. */
  private located(path: string, links = 0): string {
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

/** The folder of an absolute path; of the root, and of what is in it, the empty text. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
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
