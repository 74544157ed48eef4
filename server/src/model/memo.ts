/**
 * What is made of the files of a tree, kept as long as nothing changes that was looked at to make it. Who reads is
 * noted while something is being made, so nobody has to say what depends on what.
 *
 * What is kept must not itself keep what it reads later: that has to be a memo of its own (`Tree.onceFor`).
 */

/** Something that can change: an entry of a tree, a source, or what was made of them. */
export class Cell {
  /** Revision of the tree in which it changed last. */
  changedAt = 0;
}

class Memo extends Cell {
  value: unknown;
  /** What was read to make it. */
  reads = new Set<Cell>();
  /** Revision for which the value is known to be right; -1 before there is one. */
  rightAt = -1;
  isBusy = false;

  constructor(
    readonly build: () => unknown,
    readonly isSame: (before: never, now: never) => boolean,
  ) {
    super();
  }
}

/** The memos of a tree, by what they are about and by name. */
export class Memos {
  /** Another number after each change. */
  revision = 0;
  private readonly known = new WeakMap<object, Map<unknown, Memo>>();
  /** What is being made. */
  private maker: Memo | undefined;

  /** Whoever is making something has read this. */
  note(cell: Cell): void {
    this.maker?.reads.add(cell);
  }

  change(cell: Cell): void {
    cell.changedAt = ++this.revision;
  }

  /** With `isSame`, what is made anew and is the same as before counts as unchanged, and the old value is kept. */
  once<T>(about: object, name: unknown, build: () => T, isSame: (before: T, now: T) => boolean = isNever): T {
    const memos = this.known.get(about) ?? new Map<unknown, Memo>();
    this.known.set(about, memos);
    const memo = memos.get(name) ?? new Memo(build, isSame);
    memos.set(name, memo);
    this.refresh(memo);
    this.note(memo);
    return memo.value as T;
  }

  private refresh(memo: Memo): void {
    if (memo.rightAt === this.revision || memo.isBusy) return;
    memo.isBusy = true;
    try {
      if (memo.rightAt < 0 || this.isStale(memo)) this.make(memo);
    } finally {
      memo.isBusy = false;
    }
    memo.rightAt = this.revision;
  }

  private isStale({ reads, rightAt }: Memo): boolean {
    for (const cell of reads) {
      if (cell instanceof Memo) this.refresh(cell);
      if (cell.changedAt > rightAt) return true;
    }
    return false;
  }

  private make(memo: Memo): void {
    const { maker } = this;
    this.maker = memo;
    memo.reads = new Set();
    try {
      const value = memo.build();
      if (memo.rightAt >= 0 && memo.isSame(memo.value as never, value as never)) return;
      memo.value = value;
      memo.changedAt = this.revision;
    } finally {
      this.maker = maker;
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
