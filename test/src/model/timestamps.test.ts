import { deepEqual, equal } from "node:assert/strict";
import { Timestamps } from "djblint/model/tinydns/timestamps";

/** Every third row has a label, which says its row. */
const ROWS = Array.from({ length: 500 }, (_, index) => index * 3);
const labelOf = (row: number) => (BigInt(row) << 32n) | BigInt(row + 1);

function filled(): Timestamps {
  const timestamps = new Timestamps();
  for (const row of ROWS) timestamps.add(row, row, row + 1);
  return timestamps;
}

function labels(timestamps: Timestamps): [number, bigint | undefined][] {
  return [...timestamps.all()].map((row) => [row, timestamps.get(row)]);
}

describe("Timestamps", () => {
  it("keep the label of each row, however many there are", () => {
    const timestamps = filled();
    deepEqual(
      labels(timestamps),
      ROWS.map((row) => [row, labelOf(row)]),
    );
    for (const row of [1, 2, 1498, 100000]) {
      equal(timestamps.has(row), false);
      equal(timestamps.get(row), undefined);
    }
  });

  it("give a copy of a row its label", () => {
    const doubled = filled().doubled(1500, (row) => row === 3);
    deepEqual(labels(doubled).slice(0, 4), [
      [0, labelOf(0)],
      [3, labelOf(3)],
      [4, labelOf(3)],
      [7, labelOf(6)],
    ]);
  });
});
