/**
 * What is made of the files of a tree, kept as long as nothing changes that was looked at to make it. Who reads is
 * noted while something is being made, so nobody has to say what depends on what.
 *
 * What is kept must not itself keep what it reads later: that has to be a memo of its own (`Keeper.onceFor`).
 */

/** Keeps what is made of things that can change. */
export interface Keeper {
  /**
   * What is known under a name of some object. Where `isSame` says that what was made anew is as it was, the old one is
   * kept and nothing that was made of it is made anew; it must not read what can change later. `build` is kept too, so it
   * has to ask for all that can change.
   */
  onceFor<T>(about: object, name: unknown, build: () => T, isSame?: (before: T, now: T) => boolean): T;
  /** A map of which it matters to nobody what becomes of entries that he did not look up. */
  dictionary<V>(build: () => ReadonlyMap<string, V>, isSame: (before: V, now: V) => boolean): Dictionary<V>;
}

/** A map of which a part can be read. */
export interface Dictionary<V> {
  get(key: string): V | undefined;
  /** The whole, for those to whom every entry matters. */
  all(): ReadonlyMap<string, V>;
}

/** Something that can change: an entry of a tree, a source, or what was made of them. */
export class Cell {
  /** Revision of the tree in which it changed last. */
  changedAt = 0;

  /** Whether it changed after a revision, as far as some keys are concerned; without keys, at all. */
  hasChanged(after: number, _keys: Keys): boolean {
    return this.changedAt > after;
  }
}

type Keys = ReadonlySet<string> | undefined;

/** What was read while something was made; of dictionaries, the keys that were looked up. */
type Reads = Map<Cell, Set<string> | undefined>;

const NOTHING: readonly never[] = [];

class Memo extends Cell {
  value: unknown;
  /** What was read to make it. A tree has thousands of memos, and most read little: lists take less than maps. */
  private cells: readonly Cell[] = NOTHING;
  /** By cell, where not every key of it matters. */
  private keys: ReadonlyMap<Cell, Keys> | undefined;
  /** Revision for which the value is known to be right; -1 before there is one. */
  rightAt = -1;
  isBusy = false;

  constructor(
    readonly build: () => unknown,
    readonly isSame: (before: never, now: never) => boolean,
  ) {
    super();
  }

  get isMade(): boolean {
    return this.rightAt >= 0;
  }

  takeReads(reads: Reads): void {
    this.cells = [...reads.keys()];
    const keyed = [...reads].filter(([, keys]) => keys);
    this.keys = keyed.length > 0 ? new Map(keyed) : undefined;
  }

  /** Whether something that was read has changed; memos among it are brought up to date by `refresh`. */
  isStale(refresh: (memo: Memo) => void): boolean {
    for (const cell of this.cells) {
      if (cell instanceof Memo) refresh(cell);
      if (cell.hasChanged(this.rightAt, this.keys?.get(cell))) return true;
    }
    return false;
  }

  take(value: unknown, revision: number): void {
    if (this.isMade && this.isSame(this.value as never, value as never)) return;
    this.value = value;
    this.changedAt = revision;
  }
}

class DictionaryMemo<V> extends Memo implements Dictionary<V> {
  override value: ReadonlyMap<string, V> = new Map();
  /** Revisions in which entries came, went or changed since the whole was first made. */
  private readonly changes = new Map<string, number>();

  constructor(
    private readonly memos: Memos,
    build: () => ReadonlyMap<string, V>,
    private readonly isSameEntry: (before: V, now: V) => boolean,
  ) {
    super(build, isNever);
  }

  get(key: string): V | undefined {
    this.memos.read(this, key);
    return this.value.get(key);
  }

  all(): ReadonlyMap<string, V> {
    this.memos.read(this);
    return this.value;
  }

  override hasChanged(after: number, keys: Keys): boolean {
    if (!super.hasChanged(after, keys) || !keys) return super.hasChanged(after, keys);
    for (const key of keys) if ((this.changes.get(key) ?? 0) > after) return true;
    return false;
  }

  override take(value: ReadonlyMap<string, V>, revision: number): void {
    if (this.isMade) this.compare(value, revision);
    super.take(value, revision);
  }

  private compare(now: ReadonlyMap<string, V>, revision: number): void {
    for (const [key, before] of this.value) {
      const entry = now.get(key);
      if (entry === undefined || !this.isSameEntry(before, entry)) this.changes.set(key, revision);
    }
    for (const key of now.keys()) if (!this.value.has(key)) this.changes.set(key, revision);
  }
}

/** The memos of a tree, by what they are about and by name. */
export class Memos implements Keeper {
  /** Another number after each change. */
  revision = 0;
  private readonly known = new WeakMap<object, Map<unknown, Memo>>();
  /** What was read for that which is being made. */
  private reads: Reads | undefined;

  /** Of what is not expected to change nobody notes what he reads: should it change, all is made anew. */
  constructor(private readonly areStill = false) {}

  /** Whether anything is being made of which it counts what was read. */
  get isNoting(): boolean {
    return this.reads !== undefined;
  }

  /** Whoever is making something has read this, or of a dictionary the entry of a key. */
  note(cell: Cell, key?: string): void {
    const { reads } = this;
    if (!reads) return;
    const keys = reads.get(cell);
    if (key === undefined) reads.set(cell, undefined);
    else if (keys) keys.add(key);
    else if (!reads.has(cell)) reads.set(cell, new Set([key]));
  }

  change(cell: Cell): void {
    cell.changedAt = ++this.revision;
  }

  onceFor<T>(about: object, name: unknown, build: () => T, isSame: (before: T, now: T) => boolean = isNever): T {
    const memo = this.known.get(about)?.get(name) ?? this.add(about, name, new Memo(build, isSame));
    this.read(memo);
    return memo.value as T;
  }

  private add(about: object, name: unknown, memo: Memo): Memo {
    const memos = this.known.get(about);
    if (memos) memos.set(name, memo);
    else this.known.set(about, new Map([[name, memo]]));
    return memo;
  }

  dictionary<V>(build: () => ReadonlyMap<string, V>, isSame: (before: V, now: V) => boolean): Dictionary<V> {
    return new DictionaryMemo(this, build, isSame);
  }

  /** Brings a memo, or all entries of a dictionary, up to date; what is being made has read it. */
  read(memo: Memo, key?: string): void {
    this.refresh(memo);
    this.note(memo, key);
  }

  private readonly refresh = (memo: Memo): void => {
    if (memo.rightAt === this.revision || memo.isBusy) return;
    memo.isBusy = true;
    try {
      if (!memo.isMade || this.areStill || memo.isStale(this.refresh)) this.make(memo);
    } finally {
      memo.isBusy = false;
    }
    memo.rightAt = this.revision;
  };

  private make(memo: Memo): void {
    const around = this.reads;
    const reads: Reads | undefined = this.areStill ? undefined : new Map();
    this.reads = reads;
    try {
      memo.take(memo.build(), this.revision);
    } finally {
      this.reads = around;
      if (reads) memo.takeReads(reads);
    }
  }
}

function isNever(): boolean {
  return false;
}

/** Whether plain data are the same. */
export function isSameData(before: unknown, now: unknown): boolean {
  return JSON.stringify(before) === JSON.stringify(now);
}

/** Whether lists have the same things in the same order. */
export function areSameLists(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && before.every((each, index) => each === now[index]);
}

export function areSameSets(before: ReadonlySet<unknown>, now: ReadonlySet<unknown>): boolean {
  return before.size === now.size && [...before].every((each) => now.has(each));
}
