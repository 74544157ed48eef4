type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | BigUint64Array;

/** A longer copy of a column. */
export function enlarged<C extends Column>(column: C, size: number): C {
  const grown = new (column.constructor as new (size: number) => C)(Math.max(size, column.length * 2));
  (grown as Uint8Array).set(column as Uint8Array);
  return grown;
}
