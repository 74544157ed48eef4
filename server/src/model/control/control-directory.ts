/**
 * The control files of one qmail and what its programs find in them: the one place that says which file, which line
 * or which default a value comes from. Specification sections 1 and 2.
 */
import { type ControlFileSpec, controlFile } from "djblint-grammars/control/files";
import { decodeLatin1 } from "djblint-grammars/text";
import { CdbReader } from "../../compile/cdb.js";
import { type Dictionary, isSameData, type Keeper, Memos } from "../memo.js";
import { type ControlFile, foldCase, type KeyedLine, keysOf, readLine, readNumber } from "./control.js";

/** Where a value was read. */
export interface Origin {
  /** Name of the control file; undefined for what is built into the program. */
  readonly file: string | undefined;
  /** 0-based. */
  readonly line: number | undefined;
}

/** The value of a single-line file, of `me` in its place, or the program's own. */
export interface Setting extends Origin {
  readonly text: string;
}

/** An entry that a look-up found. */
export interface Listed extends Origin {
  /** As it is written. */
  readonly key: string;
  /** Behind the first colon; empty for an entry of a set. */
  readonly value: string;
}

/** A file, or that the programs get an error when they open it (R1); undefined when it is missing. */
export interface ControlFiles {
  get(name: string): ControlFile | "unreadable" | undefined;
}

/** What holds an entry: a line of the file, or the entry itself where it is read from elsewhere. */
type Holder = KeyedLine | Listed;

/** The entries of a file by key, in lower case. */
export class ControlTable {
  static readonly EMPTY = ControlTable.of(new Map());
  private readonly dictionary: Dictionary<Holder>;

  /** Who looks an entry up is not concerned with the line that it stands in: see `lineOf`. */
  constructor(
    private readonly keeper: Keeper,
    /** Where the lines stand. */
    private readonly file: string | undefined,
    build: () => ReadonlyMap<string, Holder>,
  ) {
    this.dictionary = keeper.dictionary(build, isSameEntry);
  }

  static of(entries: ReadonlyMap<string, Listed>): ControlTable {
    return new ControlTable(new Memos(true), undefined, () => entries);
  }

  /** A setting in place of a file: one entry, which may be empty, unlike a line of a file. */
  static ofSetting(setting: Setting): ControlTable {
    return ControlTable.of(entryOfSetting(setting));
  }

  get size(): number {
    return this.dictionary.all().size;
  }

  /** In lower case. */
  keys(): IterableIterator<string> {
    return this.dictionary.all().keys();
  }

  entries(): Listed[] {
    return Array.from(this.dictionary.all().values(), (holder) => this.listed(holder));
  }

  /** R20. */
  find(key: string): Listed | undefined {
    if (key.length > LONG_KEY && key.length > this.longest) return undefined;
    const holder = this.dictionary.get(foldCase(key));
    return holder && this.listed(holder);
  }

  private listed(holder: Holder): Listed {
    if (!isLine(holder)) return holder;
    const { whole, line } = holder;
    const key = holder.kind === "entry" ? whole.text : holder.key.text;
    return { key, value: whole.text.slice(key.length + 1), file: this.file, line };
  }

  /** The line, 0-based, in which an entry is now. */
  lineOf({ key }: Listed): number | undefined {
    return this.dictionary.all().get(foldCase(key))?.line;
  }

  /** Length of the longest key. */
  private get longest(): number {
    return this.keeper.onceFor(this, "longest", () => longestOf(this.keys()), Object.is);
  }

  /** The whole host, then what is left from each of its dots on, long to short; the first that exists counts. */
  findHost(host: string): Listed | undefined {
    if (host === "") return undefined;
    let found = this.find(host);
    for (let dot = host.indexOf(".", 1); dot > 0 && !found; dot = host.indexOf(".", dot + 1)) {
      found = this.find(host.slice(dot));
    }
    return found;
  }

  /** As `findHost`; at last the empty key is asked for (T1). */
  findHostOrDefault(host: string): Listed | undefined {
    return this.findHost(host) ?? this.find("");
  }
}

/** Ends of longer names are not all worth a look. */
const LONG_KEY = 256;

function isLine(holder: Holder): holder is KeyedLine {
  return "whole" in holder;
}

function isSameEntry(before: Holder, now: Holder): boolean {
  if (isLine(before)) return isLine(now) && before.whole.text === now.whole.text;
  return !isLine(now) && before.value === now.value && before.key === now.key && before.file === now.file;
}

function longestOf(keys: Iterable<string>): number {
  let longest = 0;
  for (const key of keys) longest = Math.max(longest, key.length);
  return longest;
}

function entryOfSetting(setting: Setting): ReadonlyMap<string, Listed> {
  return new Map([[foldCase(setting.text), { ...setting, key: setting.text, value: "" }]]);
}

export class ControlDirectory {
  private readonly tables = new Map<string, ControlTable>();
  /** What is kept of each file. */
  private readonly kept = { state: {}, firstLine: {}, number: {} };

  constructor(
    readonly files: ControlFiles,
    /** For files that can change. */
    private readonly keeper: Keeper = new Memos(true),
  ) {}

  has(name: string): boolean {
    return this.stateOf(name) !== "missing";
  }

  isUnreadable(name: string): boolean {
    return this.stateOf(name) === "unreadable";
  }

  /** R7: the file, `me` where it may stand in, the fallback; undefined when all are missing. */
  value(name: string): Setting | undefined {
    const spec = specOf(name);
    const own = this.firstLine(name) ?? (spec.usesMe ? this.firstLine("me") : undefined);
    if (own) return own;
    return typeof spec.default === "string" ? { text: spec.default, file: undefined, line: undefined } : undefined;
  }

  /** R8 to R10: the number, or the program's default. */
  number(name: string): number {
    const fallback = Number(specOf(name).default ?? 0);
    const read = () => readNumber(this.linesOf(name)) ?? fallback;
    return this.keeper.onceFor(this.kept.number, name, read, Object.is);
  }

  /** R11 to R21: the entries; undefined when the file is missing and nothing stands in for it. */
  table(name: string): ControlTable | undefined {
    const state = this.stateOf(name);
    if (state === "unreadable" || (state === "missing" && !(specOf(name).usesMe && this.me))) return undefined;
    const table = this.tables.get(name) ?? new ControlTable(this.keeper, name, () => this.holdersOf(name));
    this.tables.set(name, table);
    return table;
  }

  get me(): Setting | undefined {
    return this.firstLine("me");
  }

  /** D3; without the file, `me` alone. */
  get locals(): ControlTable | undefined {
    return this.table("locals");
  }

  /** Undefined: mail to every domain is taken from anybody (A5). */
  get rcpthosts(): ControlTable | undefined {
    return this.table("rcpthosts");
  }

  /** What qmail-smtpd reads besides: not the text, but what qmail-newmrh has made of it (A9). */
  get moreRcpthosts(): ControlTable | undefined {
    return this.table("morercpthosts.cdb");
  }

  get percenthack(): ControlTable {
    return this.table("percenthack") ?? ControlTable.EMPTY;
  }

  get virtualdomains(): ControlTable {
    return this.table("virtualdomains") ?? ControlTable.EMPTY;
  }

  get smtproutes(): ControlTable {
    return this.table("smtproutes") ?? ControlTable.EMPTY;
  }

  get badmailfrom(): ControlTable {
    return this.table("badmailfrom") ?? ControlTable.EMPTY;
  }

  /** Undefined: qmail-remote delivers nothing (M2). */
  get helohost(): Setting | undefined {
    return this.value("helohost");
  }

  private stateOf(name: string): "file" | "unreadable" | "missing" {
    return this.keeper.onceFor(this.kept.state, name, () => stateOf(this.files.get(name)), Object.is);
  }

  private holdersOf(name: string): ReadonlyMap<string, Holder> {
    const file = this.files.get(name);
    if (file === "unreadable") return NO_ENTRIES;
    if (file) return specOf(name).shape === "database" ? databaseEntries(name, file) : keysOf(file.lines);
    return this.me ? entryOfSetting(this.me) : NO_ENTRIES;
  }

  private firstLine(name: string): Setting | undefined {
    const read = () => {
      const text = readLine(this.linesOf(name));
      return text === undefined ? undefined : { text, file: name, line: 0 };
    };
    return this.keeper.onceFor(this.kept.firstLine, name, read, isSameData);
  }

  private linesOf(name: string): ControlFile["lines"] | undefined {
    const file = this.files.get(name);
    return file === "unreadable" ? undefined : file?.lines;
  }
}

const NO_ENTRIES: ReadonlyMap<string, Listed> = new Map();

function stateOf(file: ControlFile | "unreadable" | undefined): "file" | "unreadable" | "missing" {
  if (file === undefined) return "missing";
  return file === "unreadable" ? file : "file";
}

function specOf(name: string): ControlFileSpec {
  const spec = controlFile(name);
  if (!spec) throw new RangeError(`${name} is no control file`);
  return spec;
}

/** The keys of a database were made lower-case when it was built (A9). */
function databaseEntries(file: string, { text }: ControlFile): ReadonlyMap<string, Listed> {
  const entries = new Map<string, Listed>();
  for (const record of new CdbReader(text.bytes).records()) {
    const key = decodeLatin1(record.key);
    if (!entries.has(key)) entries.set(key, { key, value: decodeLatin1(record.data), file, line: undefined });
  }
  return entries;
}
