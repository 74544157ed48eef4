import { pause } from "./pause.js";

/** Milliseconds that work may take before others have their turn. */
const SLICE = 5;

/** The time until others have their turn. */
export class TimeSlice {
  private end = performance.now() + SLICE;

  get isOver(): boolean {
    return performance.now() >= this.end;
  }

  /** Lets the others have it, and begins anew. */
  async next(): Promise<void> {
    await pause();
    this.end = performance.now() + SLICE;
  }
}

/** Does the steps of a piece of work; undefined when it was not wanted any more. */
export async function inSlices<T>(steps: Generator<void, T>, isWanted: () => boolean): Promise<T | undefined> {
  for (const slice = new TimeSlice(); ; ) {
    const { done, value } = steps.next();
    if (done) return value;
    if (!slice.isOver) continue;
    await slice.next();
    if (!isWanted()) return undefined;
  }
}
