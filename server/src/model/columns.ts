type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array | BigUint64Array;

/** A longer copy of a column of numbers of rows or names, -1 behind its end, with some room. */
export function padded(column: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(size + (size >>> 4) + 64).fill(-1, column.length);
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
