import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { PiecewiseReader } from "djblint/lsp/piecewise-reader";
import type { Message } from "vscode-languageserver";

const TEXTS = ["short", "größer ☎ 🂡", "x".repeat(1 << 17), ""];
const SENT = TEXTS.map((text) => ({ jsonrpc: "2.0", method: "test", params: { text } }));

/** What arrives of bytes that come in pieces of a size. */
async function arriving(wire: Buffer, size: number): Promise<{ messages: Message[]; errors: string[] }> {
  const input = new PassThrough();
  const reader = new PiecewiseReader(input);
  const messages: Message[] = [];
  const errors: string[] = [];
  const end = new Promise<void>((resolve) => reader.onClose(resolve));
  reader.onError((error) => errors.push(error.message));
  reader.listen((message) => messages.push(message));
  for (let at = 0; at < wire.length; at += size) input.write(wire.subarray(at, at + size));
  input.end();
  await end;
  return { messages, errors };
}

function framed(content: string, header = `Content-Length: ${Buffer.byteLength(content)}\r\n`): string {
  return `${header}\r\n${content}`;
}

describe("messages read piece by piece", () => {
  for (const size of [1, 7, 1 << 16, 1 << 20]) {
    it(`arrive as they are in pieces of ${size} bytes`, async () => {
      const type = "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n";
      const wire = SENT.map((message, index) => {
        const content = JSON.stringify(message);
        const length = `content-length: ${Buffer.byteLength(content)}\r\n`;
        return framed(content, index % 2 ? type + length : length + type);
      });
      assert.deepEqual(await arriving(Buffer.from(wire.join("")), size), { messages: SENT, errors: [] });
    });
  }

  it("are read on behind one that is no JSON, and behind a header without a length", async () => {
    const good = framed(JSON.stringify(SENT[0]));
    const wire = [framed("{"), good, framed("", "Content-Type: x\r\n"), good, framed(""), good];
    const { messages, errors } = await arriving(Buffer.from(wire.join("")), 10);
    assert.deepEqual(messages, [SENT[0], SENT[0], SENT[0]]);
    assert.equal(errors.length, 3);
  });

  it("take no memory where no header ends", async () => {
    const { messages, errors } = await arriving(Buffer.alloc(1 << 16, "x"), 1000);
    assert.equal(messages.length, 0);
    assert.ok(errors.length > 0 && errors.every((error) => error.length < 200));
  });
});
