/** What the process of the server does before `initialize`, after `shutdown` and at its end. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import {
  createMessageConnection,
  type Message,
  type MessageConnection,
  type ResponseMessage,
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

  it("ends with 1 when the client closes its side, at work or not, though the process of the client goes on", async () => {
    for (const milliseconds of [0, 1500]) {
      const server = spawn(process.execPath, ["server/bin/djblint.cjs", "lsp", "--stdio"]);
      let complaint = "";
      server.stderr.on("data", (piece) => (complaint += piece));
      const client = createMessageConnection(
        new StreamMessageReader(server.stdout),
        new StreamMessageWriter(server.stdin),
      );
      client.listen();
      const rootUri = pathToFileURL("fixtures/sites/nusd").href;
      await client.sendRequest("initialize", { processId: process.pid, rootUri, capabilities: {} });
      await client.sendNotification("initialized", {});
      await setTimeout(milliseconds);
      const exit = once(server, "exit");
      server.stdin.end();
      assert.equal((await exit)[0], 1);
      assert.equal(complaint, "");
      client.dispose();
    }
  });

  it("is initialized once", async () => {
    await initialize();
    await assert.rejects(initialize(), { code: -32600 });
  });

  it("answers nothing before it is initialized", async () => {
    await assert.rejects(connection.sendRequest("textDocument/hover", position), { code: -32002 });
    await initialize();
    assert.equal(await connection.sendRequest("textDocument/hover", position), null);
  });

  it("refuses a request whose parameters are null, which no connection of the library sends", async () => {
    await initialize();
    connection.dispose();
    const answer = new Promise<Message>((take) => new StreamMessageReader(child.stdout!).listen(take));
    const request = { jsonrpc: "2.0", id: 7, method: "textDocument/hover", params: null };
    await new StreamMessageWriter(child.stdin!).write(request as Message);
    const { id, error } = (await answer) as ResponseMessage;
    assert.deepEqual([id, error?.code], [7, -32602]);
  });

  it("refuses requests without their parameters, as it does an introduction", async () => {
    const refused = { code: -32602, message: "initialize needs capabilities as the protocol defines it" };
    await assert.rejects(connection.sendRequest("initialize", { processId: null, rootUri: null }), refused);
    await initialize();
    const { textDocument, position: place } = position;
    const cases: [string, object?][] = [
      ["textDocument/hover"],
      ["textDocument/hover", {}],
      ["textDocument/hover", { textDocument: null, position: place }],
      ["textDocument/hover", { textDocument, position: { line: 0 } }],
      ["textDocument/codeAction", { textDocument, range: { start: place, end: place }, context: {} }],
      ["textDocument/selectionRange", { textDocument, positions: [place, null] }],
      ["textDocument/rename", { textDocument, position: place, newName: 7 }],
      ["workspace/symbol", {}],
    ];
    for (const [method, params] of cases) {
      await assert.rejects(
        connection.sendRequest(method, params),
        { code: -32602 },
        `${method} ${JSON.stringify(params)}`,
      );
    }
    assert.equal(await connection.sendRequest("textDocument/hover", position), null);
  });
});
