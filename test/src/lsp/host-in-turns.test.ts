import assert from "node:assert/strict";
import type { Host } from "djblint/host";
import { inTurns } from "djblint/lsp/host-in-turns";
import { memoryHost } from "../support/memory-host.js";

describe("a host in turns", () => {
  it("lets messages that have arrived be taken while a large tree is read", async () => {
    const busy: Host = {
      ...memoryHost({ "/a": "text" }),
      read: async () => {
        for (const end = performance.now() + 1; performance.now() < end; );
        return new Uint8Array();
      },
    };
    const host = inTurns(busy);
    let read = 0;
    let readBefore: number | undefined;
    setTimeout(() => {
      readBefore = read;
    }, 0);
    for (; read < 500; read++) await host.read("/a");
    assert.ok(readBefore !== undefined && readBefore < 100, `the message waited for ${readBefore} files`);
  });
});
