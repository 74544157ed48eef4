/** What the process of the server does before `initialize`, after `shutdown` and at its end. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";

describe("life of the language server", () => {
  let child: ChildProcess;
  let connection: MessageConnection;
  const position = { textDocument: { uri: "file:///etc/tinydns/root/data" }, position: { line: 0, character: 0 } };

  beforeEach(() => {
    child = spawn(process.execPath, ["server/bin/djblint.cjs", "lsp", "--stdio"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    connection = createMessageConnection(new StreamMessageReader(child.stdout!), new StreamMessageWriter(child.stdin!));
    connection.listen();
  });

  afterEach(() => {
    connection.dispose();
    child.kill();
  });

  const initialize = () =>
    connection.sendRequest("initialize", { processId: process.pid, rootUri: null, capabilities: {} });

  async function ended(): Promise<number> {
    const exit = once(child, "exit");
    await connection.sendNotification("exit");
    return (await exit)[0];
  }

  it("ends with 0 after a shutdown, behind which nothing is answered any more", async () => {
    await initialize();
    assert.equal(await connection.sendRequest("shutdown"), null);
    await assert.rejects(connection.sendRequest("textDocument/hover", position), { code: -32600 });
    await assert.rejects(connection.sendRequest("workspace/symbol", { query: "" }), { code: -32600 });
    await assert.rejects(connection.sendRequest("shutdown"), { code: -32600 });
    assert.equal(await ended(), 0);
  });

  it("ends with 1 without one", async () => {
    await initialize();
    assert.equal(await ended(), 1);
  });

  it("answers nothing before it is initialized", async () => {
    await assert.rejects(connection.sendRequest("textDocument/hover", position), { code: -32002 });
    await initialize();
    assert.equal(await connection.sendRequest("textDocument/hover", position), null);
  });
});
