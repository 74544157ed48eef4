/** Stretches of numbers that lie on top of one another, and what of each can be seen from above. */
import { enlarged } from "./columns.js";

/** Takes a visible part; the end is exclusive. */
type Visit = (start: number, end: number, id: number) => void;

/** Layers and stretches are counted in one number that a double holds without loss. */
const MOST_STRETCHES = 2 ** 32;
const LEAST = 16;

/**
 * The borders of all stretches cut the numbers into cells, and the stretches fill cells from the top layer down, each
 * cell once: `n log n`, however they overlap. Kept in columns, because there may be many.
 */
export class Overlay {
  private starts = new Float64Array(LEAST);
  private ends = new Float64Array(LEAST);
  private ids = new Uint32Array(LEAST);
  /** The layer, and within it the order of addition. */
  private depths = new Float64Array(LEAST);
  private count = 0;

  /** Of two stretches that overlap the one with the smaller layer is on top, within a layer the one added first. */
  add(start: number, end: number, layer: number, id: number): void {
    const { count } = this;
    if (count === this.starts.length) this.grow();
    this.starts[count] = start;
    this.ends[count] = end;
    this.ids[count] = id;
    this.depths[count] = layer * MOST_STRETCHES + count;
    this.count++;
  }

  private grow(): void {
    this.starts = enlarged(this.starts, LEAST);
    this.ends = enlarged(this.ends, LEAST);
    this.ids = enlarged(this.ids, LEAST);
    this.depths = enlarged(this.depths, LEAST);
  }

  /** Shows the visible parts in the order of their numbers; parts of one id that touch are one. */
  look(visit: Visit): void {
    const borders = this.borders();
    const owners = new Int32Array(borders.length).fill(-1);
    const free = new FreeCells(borders.length);
    for (const depth of this.depths.slice(0, this.count).sort()) {
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

  /** Starts and ends in rising order, each once. */
  private borders(): Float64Array {
    const { count } = this;
    const sorted = new Float64Array(2 * count);
    sorted.set(this.starts.subarray(0, count));
    sorted.set(this.ends.subarray(0, count), count);
    sorted.sort();
    let kept = 0;
    for (const border of sorted) if (kept === 0 || border !== sorted[kept - 1]) sorted[kept++] = border;
    return sorted.subarray(0, kept);
  }
}

/** The index of a value that is among the sorted ones. */
function placeOf(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function joinCells(borders: Float64Array, owners: Int32Array, visit: Visit): void {
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
