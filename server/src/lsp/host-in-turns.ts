import type { Host } from "../host.js";
import { TimeSlice } from "./in-slices.js";

/**
 * A host for a server that has others to answer: they have their turn between two looks at the disk. A tree that is read
 * is thousands of these, each short, and what they promise is there at once.
 */
export function inTurns(host: Host): Host {
  const slice = new TimeSlice();
  const inTurn =
    <A extends unknown[], R>(work: (...asked: A) => Promise<R>) =>
    async (...asked: A): Promise<R> => {
      if (slice.isOver) await slice.next();
      return work(...asked);
    };
  return {
    read: inTurn(host.read),
    list: inTurn(host.list),
    stat: inTurn(host.stat),
    real: inTurn(host.real),
    target: inTurn(host.target),
    write: inTurn(host.write),
  };
}
