import assert from "node:assert/strict";
import { PassThrough, Writable } from "node:stream";
import { encodeInPlace } from "djblint/lsp/encode-in-place";
import { type Message, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";

describe("messages encoded in place", () => {
  it("arrive as they are, also when they are handed in at once and when one is larger than the room", async () => {
    const wire = new PassThrough();
    // A slow output: it has read the bytes when it says so, and not before.
    const output = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        setImmediate(() => {
          wire.write(Buffer.from(chunk));
          done();
        });
      },
    });
    const arrived: Message[] = [];
    new StreamMessageReader(wire).listen((message) => arrived.push(message));
    const writer = new StreamMessageWriter(output, encodeInPlace());
    const texts = ["short", "größer ☎ 🂡", "x".repeat(1 << 20), "again", ""];
    const sent = texts.map((text) => ({ jsonrpc: "2.0", method: "test", params: { text } }));
    await Promise.all(sent.map((message) => writer.write(message)));
    for (let turn = 0; turn < 100 && arrived.length < sent.length; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.deepEqual(arrived, sent);
  });
});
