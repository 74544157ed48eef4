/**
 * A list that is complete and will be kept, and changed no more. One that grows has room for some 16 more, and the trees of
 * all files are in memory together; those that are empty are one.
 */
export function trimmed<T>(grown: readonly T[]): readonly T[] {
  return grown.length === 0 ? NONE : grown.slice();
}

const NONE: readonly never[] = [];
