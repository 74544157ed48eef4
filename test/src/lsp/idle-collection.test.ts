import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { IdleCollection } from "djblint/lsp/idle-collection";

describe("idle collection", () => {
  it("comes once behind a burst of messages, and again when there is more to collect", async () => {
    let held = 64 << 20;
    let collections = 0;
    const collect = async () => {
      collections++;
    };
    const idle = new IdleCollection(collect, () => held, 100);
    for (let count = 0; count < 5; count++) {
      idle.message();
      await wait(20);
    }
    assert.equal(collections, 0, "while messages come");
    const next = async (wanted: number) => {
      for (let turn = 0; turn < 100 && collections < wanted; turn++) await wait(20);
      assert.equal(collections, wanted);
    };
    await next(1);
    await wait(400);
    assert.equal(collections, 1, "nothing happened");
    held += 1 << 20;
    idle.message();
    await wait(400);
    assert.equal(collections, 1, "not worth it");
    held += 64 << 20;
    idle.message();
    await next(2);
  });
});
