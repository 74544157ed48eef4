type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array | BigUint64Array;

/** A size with some room for a column that grows by a few at a time. */
export function withRoom(size: number): number {
  return size + (size >>> 4) + 64;
}

/** A longer copy of a column of numbers of rows or names, -1 behind its end, with some room. */
export function padded(column: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(withRoom(size)).fill(-1, column.length);
  grown.set(column);
  return grown;
}

/** The room of a column that was empty: most files do not need it at all. */
const LEAST = 64;

/** A longer copy of a column. */
export function enlarged<C extends Column>(column: C, size: number): C {
  const grown = new (column.constructor as new (size: number) => C)(Math.max(size, column.length * 2 || LEAST));
  (grown as Uint8Array).set(column as Uint8Array);
  return grown;
}

/** The first index of a rising column, up to a count, that holds a value or more. */
export function lowerBound(column: Uint32Array, value: number, count: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (column[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Puts the values behind `count` in the place of those from `from` to `to`. */
export function moveInto(
  column: Uint8Array | Uint16Array | Uint32Array,
  from: number,
  to: number,
  count: number,
  added: number,
) {
  const fresh = column.slice(count, count + added);
  column.copyWithin(from + added, to, count);
  column.set(fresh, from);
}
