import assert from "node:assert/strict";
import { DjbRandom } from "djblint/simulate/random";

/** A3: the first outputs of a generator that was never seeded. */
const FIRST = [
  0x5a1262ee, 0x4694d8bc, 0xcb2fb3f6, 0x70f64970, 0x6501291d, 0x2f408379, 0x7f0bd6fc, 0x607338d2, 0x758955e4,
  0xeb85257a,
];
const ALL = 2 ** 32;

describe("random numbers", () => {
  it("are those of a generator without seed", () => {
    const random = new DjbRandom();
    assert.deepEqual(
      FIRST.map(() => random.below(ALL)),
      FIRST,
    );
  });

  it("are consumed also where only 0 is possible", () => {
    for (let skipped = 0; skipped < FIRST.length; skipped++) {
      const random = new DjbRandom();
      for (let index = 0; index < skipped; index++) assert.equal(random.below(1), 0);
      assert.equal(random.below(ALL), FIRST[skipped]);
    }
  });

  it("depend on seed and counter", () => {
    assert.notEqual(new DjbRandom([1]).below(ALL), FIRST[0]);
    assert.notEqual(new DjbRandom([], [0, 0, 0, 0, 7]).below(ALL), FIRST[0]);
  });

  it("carry the counter over", () => {
    const random = new DjbRandom([], [0xffffffff, 0xffffffff, 0, 0]);
    assert.equal(random.below(ALL), new DjbRandom([], [0xffffffff, 0xffffffff]).below(ALL));
    assert.notEqual(random.below(ALL), FIRST[0]);
  });
});
