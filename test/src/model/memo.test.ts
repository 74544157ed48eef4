import assert from "node:assert/strict";
import { Cell, isSameData, Memos } from "djblint/model/memo";

describe("what is made of the files of a tree", () => {
  const about = {};

  it("is kept until something changes that was read", () => {
    const memos = new Memos();
    const [read, other] = [new Cell(), new Cell()];
    let made = 0;
    const ask = () =>
      memos.onceFor(about, "", () => {
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
      memos.onceFor(
        about,
        "list",
        () => {
          memos.note(cell);
          return Array.from({ length }, (_, index) => index);
        },
        isSameData,
      );
    const sum = () =>
      memos.onceFor(about, "sum", () => {
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
      memos.onceFor(about, "", () => {
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
      memos.onceFor(about, "inner", () => {
        if (isBroken) throw new Error("broken");
        return "whole";
      });
    assert.throws(inner);
    isBroken = false;
    assert.equal(inner(), "whole");
    memos.change(cell);
    assert.equal(inner(), "whole");
  });

  describe("and looked up by key", () => {
    const memos = new Memos();
    const cell = new Cell();
    let entries: [string, number][] = [
      ["one", 1],
      ["two", 2],
    ];
    const change = (now: typeof entries) => {
      entries = now;
      memos.change(cell);
    };
    const dictionary = memos.dictionary(
      () => {
        memos.note(cell);
        return new Map(entries);
      },
      (before, now) => before === now,
    );
    let made = 0;
    const askFor = (key: string) =>
      memos.onceFor(about, key, () => {
        made++;
        return dictionary.get(key);
      });
    const size = () => memos.onceFor(about, "size", () => dictionary.all().size);

    it("is made anew for an entry that changed, came or went", () => {
      assert.deepEqual([askFor("one"), askFor("two"), askFor("three"), size(), made], [1, 2, undefined, 2, 3]);
      change([
        ["one", 1],
        ["two", 20],
        ["three", 3],
      ]);
      assert.deepEqual([askFor("one"), askFor("two"), askFor("three"), size(), made], [1, 20, 3, 3, 5]);
      change([["three", 3]]);
      assert.deepEqual([askFor("one"), askFor("two"), askFor("three"), size()], [undefined, undefined, 3, 1]);
      assert.equal(made, 7);
    });

    it("notices a change that happened before others that concern it less", () => {
      change([
        ["three", 30],
        ["four", 4],
      ]);
      assert.equal(askFor("four"), 4);
      change([
        ["three", 30],
        ["four", 4],
        ["five", 5],
      ]);
      assert.deepEqual([askFor("three"), askFor("four")], [30, 4]);
    });
  });
});
