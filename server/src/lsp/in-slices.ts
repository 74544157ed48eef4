import { pause } from "./pause.js";

/** Milliseconds that steps may take before others have their turn. */
const SLICE = 5;

/** Does the steps of a piece of work; undefined when it was not wanted any more. */
export async function inSlices<T>(steps: Generator<void, T>, isWanted: () => boolean): Promise<T | undefined> {
  for (let until = performance.now() + SLICE; ; ) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() < until) continue;
    await pause();
    if (!isWanted()) return undefined;
    until = performance.now() + SLICE;
  }
}
