import assert from "node:assert/strict";
import { Cell, isSameData, Memos } from "djblint/model/memo";

describe("what is made of the files of a tree", () => {
  const about = {};

  it("is kept until something changes that was read", () => {
    const memos = new Memos();
    const [read, other] = [new Cell(), new Cell()];
    let made = 0;
    const ask = () =>
      memos.once(about, "", () => {
        memos.note(read);
        return ++made;
      });
    assert.equal(ask(), 1);
    memos.change(other);
    assert.equal(ask(), 1);
    memos.change(read);
    assert.equal(ask(), 2);
    assert.equal(ask(), 2);
  });

  it("is made anew when what it was made of is, and not when that came out the same", () => {
    const memos = new Memos();
    const cell = new Cell();
    let length = 3;
    let made = 0;
    const list = () =>
      memos.once(
        about,
        "list",
        () => {
          memos.note(cell);
          return Array.from({ length }, (_, index) => index);
        },
        isSameData,
      );
    const sum = () =>
      memos.once(about, "sum", () => {
        made++;
        return list().reduce((total, each) => total + each, 0);
      });
    assert.deepEqual([sum(), made], [3, 1]);
    const before = list();
    memos.change(cell);
    assert.deepEqual([sum(), made], [3, 1]);
    assert.equal(list(), before);
    length = 4;
    memos.change(cell);
    assert.deepEqual([sum(), made], [6, 2]);
  });

  it("forgets what it read before and does not read any more", () => {
    const memos = new Memos();
    const [first, second] = [new Cell(), new Cell()];
    let made = 0;
    const ask = () =>
      memos.once(about, "", () => {
        memos.note(made === 0 ? first : second);
        return ++made;
      });
    ask();
    memos.change(first);
    assert.equal(ask(), 2);
    memos.change(first);
    assert.equal(ask(), 2);
    memos.change(second);
    assert.equal(ask(), 3);
  });

  it("notes no reads of what failed as those of something else", () => {
    const memos = new Memos();
    const cell = new Cell();
    let isBroken = true;
    const inner = () =>
      memos.once(about, "inner", () => {
        if (isBroken) throw new Error("broken");
        return "whole";
      });
    assert.throws(inner);
    isBroken = false;
    assert.equal(inner(), "whole");
    memos.change(cell);
    assert.equal(inner(), "whole");
  });
});
