/**
 * The control files of one qmail and what its programs find in them: the one place that says which file, which line
 * or which default a value comes from. Specification sections 1 and 2.
 */
import { type ControlFileSpec, controlFile } from "djblint-grammars/control/files";
import { decodeLatin1 } from "djblint-grammars/text";
import { CdbReader } from "../../compile/cdb.js";
import { type ControlFile, foldCase, keysOf, readLine, readNumber } from "./control.js";

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

/** A file, or that the programs get an error when they open it (R1). Those that are missing are not in the map. */
export type ControlFiles = ReadonlyMap<string, ControlFile | "unreadable">;

/** The entries of a file by key, in lower case. */
export class ControlTable {
  static readonly EMPTY = new ControlTable(new Map());
  private readonly longest: number;

  constructor(readonly entries: ReadonlyMap<string, Listed>) {
    let longest = 0;
    for (const key of entries.keys()) longest = Math.max(longest, key.length);
    this.longest = longest;
  }

  /** A setting in place of a file: one entry, which may be empty, unlike a line of a file. */
  static ofSetting(setting: Setting): ControlTable {
    return new ControlTable(new Map([[foldCase(setting.text), { ...setting, key: setting.text, value: "" }]]));
  }

  /** R20. */
  find(key: string): Listed | undefined {
    return key.length > this.longest ? undefined : this.entries.get(foldCase(key));
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

export class ControlDirectory {
  private readonly tables = new Map<string, ControlTable>();

  constructor(readonly files: ControlFiles) {}

  has(name: string): boolean {
    return this.files.has(name);
  }

  isUnreadable(name: string): boolean {
    return this.files.get(name) === "unreadable";
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
    return readNumber(this.linesOf(name)) ?? Number(specOf(name).default ?? 0);
  }

  /** R11 to R21: the entries; undefined when the file is missing and nothing stands in for it. */
  table(name: string): ControlTable | undefined {
    const known = this.tables.get(name);
    if (known) return known;
    const table = this.readTable(name);
    if (table) this.tables.set(name, table);
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

  private readTable(name: string): ControlTable | undefined {
    const file = this.files.get(name);
    if (file === "unreadable") return undefined;
    if (file) return specOf(name).shape === "database" ? databaseTable(name, file) : lineTable(name, file);
    const me = specOf(name).usesMe ? this.me : undefined;
    return me && ControlTable.ofSetting(me);
  }

  private firstLine(name: string): Setting | undefined {
    const text = readLine(this.linesOf(name));
    return text === undefined ? undefined : { text, file: name, line: 0 };
  }

  private linesOf(name: string): ControlFile["lines"] | undefined {
    const file = this.files.get(name);
    return file === "unreadable" ? undefined : file?.lines;
  }
}

function specOf(name: string): ControlFileSpec {
  const spec = controlFile(name);
  if (!spec) throw new RangeError(`${name} is no control file`);
  return spec;
}

/** R19, R21. */
function lineTable(file: string, { lines }: ControlFile): ControlTable {
  const entries = new Map<string, Listed>();
  for (const [folded, line] of keysOf(lines)) {
    const key = line.kind === "entry" ? line.whole.text : line.key.text;
    const value = line.kind === "entry" ? "" : line.whole.text.slice(key.length + 1);
    entries.set(folded, { key, value, file, line: line.line });
  }
  return new ControlTable(entries);
}

/** The keys of a database were made lower-case when it was built (A9). */
function databaseTable(file: string, { text }: ControlFile): ControlTable {
  const entries = new Map<string, Listed>();
  for (const record of new CdbReader(text.bytes).records()) {
    const key = decodeLatin1(record.key);
    if (!entries.has(key)) entries.set(key, { key, value: decodeLatin1(record.data), file, line: undefined });
  }
  return new ControlTable(entries);
}
