/** Stretches of numbers that lie on top of one another, and what of each can be seen from above. */

/** Takes a visible part; the end is exclusive. */
export type Visit<N> = (start: N, end: N, id: number) => void;

/** Layers and stretches are counted in one number that a double holds without loss. */
const MOST_STRETCHES = 2 ** 32;

/**
 * The borders of all stretches cut the numbers into cells, and the stretches fill cells from the top layer down, each
 * cell once: `n log n`, however they overlap. Kept in columns, because there may be many.
 */
export class Overlay<N extends number | bigint> {
  private readonly starts: N[] = [];
  private readonly ends: N[] = [];
  private readonly ids: number[] = [];
  /** The layer, and within it the order of addition. */
  private readonly depths: number[] = [];

  /** Of two stretches that overlap the one with the smaller layer is on top, within a layer the one added first. */
  add(start: N, end: N, layer: number, id: number): void {
    this.depths.push(layer * MOST_STRETCHES + this.ids.length);
    this.starts.push(start);
    this.ends.push(end);
    this.ids.push(id);
  }

  /** Shows the visible parts in the order of their numbers; parts of one id that touch are one. */
  look(visit: Visit<N>): void {
    const borders = sortedDistinct([...this.starts, ...this.ends]);
    const owners = new Int32Array(borders.length).fill(-1);
    const free = new FreeCells(borders.length);
    for (const depth of Float64Array.from(this.depths).sort()) {
      const stretch = depth % MOST_STRETCHES;
      const end = placeOf(borders, this.ends[stretch]);
      let cell = free.from(placeOf(borders, this.starts[stretch]));
      while (cell < end) {
        owners[cell] = this.ids[stretch];
        free.take(cell);
        cell = free.from(cell);
      }
    }
    joinCells(borders, owners, visit);
  }
}

function sortedDistinct<N extends number | bigint>(values: readonly N[]): N[] {
  const sorted = sort(values);
  return sorted.filter((value, index) => index === 0 || value !== sorted[index - 1]);
}

function sort<N extends number | bigint>(values: readonly N[]): N[] {
  // Ten times as fast as with a comparison.
  if (typeof values[0] === "number") return Array.from(Float64Array.from(values as readonly number[]).sort()) as N[];
  return [...values].sort((a, b) => (a < b ? -1 : Number(a > b)));
}

/** The index of a value that is among the sorted ones. */
function placeOf<N extends number | bigint>(sorted: readonly N[], value: N): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function joinCells<N extends number | bigint>(borders: readonly N[], owners: Int32Array, visit: Visit<N>): void {
  for (let cell = 0; cell < owners.length; ) {
    const start = cell;
    const id = owners[start];
    while (cell < owners.length && owners[cell] === id) cell++;
    if (id >= 0) visit(borders[start], borders[cell], id);
  }
}

/** Finds the next cell that nobody has taken, past any number of taken ones in hardly more than one step. */
class FreeCells {
  private readonly next: Uint32Array;

  constructor(count: number) {
    this.next = new Uint32Array(count + 1);
    for (let cell = 0; cell <= count; cell++) this.next[cell] = cell;
  }

  from(cell: number): number {
    const { next } = this;
    let at = cell;
    while (next[at] !== at) {
      next[at] = next[next[at]];
      at = next[at];
    }
    return at;
  }

  take(cell: number): void {
    this.next[cell] = cell + 1;
  }
}
