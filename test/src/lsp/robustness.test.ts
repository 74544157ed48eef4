/**
 * The server lives through anything that a client may send, and holds the client's texts at every step: edits and
 * requests in random order with cancellations, places outside the text, unknown documents, broken configurations, files
 * that appear and vanish. DJBLINT_LSP_STEPS says how many steps; the seed is printed when it fails.
 */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { Session } from "djblint/lsp/session";
import { nodeHost } from "djblint/node-host";
import type { Position } from "vscode-languageserver";
import {
  CancellationTokenSource,
  createConnection,
  createMessageConnection,
  type MessageConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { addressOf } from "../support/files.js";
import { usedMemory } from "../support/used-memory.js";

const STEPS = Number(process.env.DJBLINT_LSP_STEPS ?? 1000);
const SEED = Number(process.env.DJBLINT_LSP_SEED ?? 20260);

const FILES = [
  "dns/root/data",
  "etc/tcp.smtp",
  "qmail/control/rcpthosts",
  "qmail/control/me",
  "service/x/run",
  "djblint.json",
];
const STARTS: Readonly<Record<string, string>> = {
  "dns/root/data": ".example.org:192.0.2.1:a\n=www.example.org:192.0.2.7\nCftp.example.org:www.example.org\n",
  "etc/tcp.smtp": '127.:allow,RELAYCLIENT=""\n10.0.0.1-9:deny\n:allow\n',
  "qmail/control/rcpthosts": "example.org\n.example.org\n",
  "qmail/control/me": "mail.example.org\n",
  "service/x/run": "#!/bin/sh\nexec 2>&1\nexec setuidgid nobody tcpserver -x ../../etc/tcp.cdb 0 25 /bin/cat\n",
  "djblint.json": "{}\n",
};
const PIECES = [
  "a",
  ".",
  ":",
  "\n",
  "\r\n",
  "+x.example.org:192.0.2.300\n",
  "# djblint-ignore TD101\n",
  "ä",
  "\u{1f600}",
  "\ud83d",
  "\udc4d",
  "",
  "\0",
  "{",
  '"',
];
const QUESTIONS = [
  "hover",
  "completion",
  "signatureHelp",
  "documentSymbol",
  "codeAction",
  "diagnostic",
  "foldingRange",
  "definition",
];

describe("the language server, whatever a client sends", () => {
  let root = "";
  let connection: MessageConnection;
  let session: Session;
  const rejections: unknown[] = [];
  const complaints: string[] = [];
  const rejected = (reason: unknown) => rejections.push(reason);

  before(async () => {
    root = mkdtempSync(join(tmpdir(), "djblint-robust-"));
    for (const path of FILES) writeFile(path, STARTS[path]);
    process.on("unhandledRejection", rejected);
    const [toServer, toClient] = [new PassThrough(), new PassThrough()];
    const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
    session = new Session(server, { host: nodeHost, version: "0", now: () => 1800000000 });
    server.listen();
    connection = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    connection.onNotification("window/logMessage", ({ type, message }: { type: number; message: string }) => {
      if (type === 1) complaints.push(message);
    });
    // A client that is asked for settings and gives nonsense.
    connection.onRequest("workspace/configuration", () => [{ rules: 7, trace: { server: "off" } }]);
    connection.onRequest("workspace/diagnostic/refresh", () => null);
    connection.listen();
    await connection.sendRequest("initialize", {
      processId: null,
      rootUri: addressOf(root),
      capabilities: { workspace: { configuration: true } },
    });
    await connection.sendNotification("initialized", {});
  });

  after(async () => {
    await connection.sendRequest("shutdown");
    connection.dispose();
    process.off("unhandledRejection", rejected);
    rmSync(root, { recursive: true, force: true });
  });

  function writeFile(path: string, text: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }

  it("neither fails nor forgets", async function () {
    this.timeout(20000 + STEPS * 100);
    const walk = new Walk(connection, root, writeFile);
    const uses: number[] = [];
    for (let step = 0; step < STEPS; step++) {
      await walk.step();
      // A request is answered after everything that was sent before it.
      await walk.settle();
      for (const [uri, text] of walk.texts) assert.equal(session.contentOf(uri), text, `step ${step}, seed ${SEED}`);
      if (step === STEPS >> 1 || step === STEPS - 1) uses.push(usedMemory());
    }
    for (const uri of [...walk.texts.keys()]) await walk.close(uri);
    await walk.settle();
    assert.deepEqual([...session.openPaths()], []);
    assert.deepEqual(rejections, []);
    assert.deepEqual(complaints, []);
    assert.deepEqual(walk.failures, []);
    assert.ok(walk.answers > STEPS / 4, `${walk.answers} answers`);
    const grown = (uses[1] - uses[0]) / (1 << 20);
    assert.ok(grown < 16, `${grown.toFixed(1)} MiB more in the second half`);
  });
});

class Walk {
  /** What the client has open. */
  readonly texts = new Map<string, string>();
  readonly failures: string[] = [];
  answers = 0;
  private readonly versions = new Map<string, number>();
  private state = SEED;

  constructor(
    private readonly connection: MessageConnection,
    private readonly root: string,
    private readonly writeFile: (path: string, text: string) => void,
  ) {}

  async step(): Promise<void> {
    const kind = this.next(100);
    const path = this.pick(FILES);
    const uri = addressOf(join(this.root, path));
    if (kind < 10) return this.texts.has(uri) ? this.close(uri) : this.open(uri, path);
    if (kind < 60) return this.texts.has(uri) ? this.change(uri) : this.open(uri, path);
    if (kind < 92) return this.ask(kind < 64 ? "file:///nowhere/data" : uri);
    if (kind < 97) return this.changeFile(path, uri);
    if (kind < 98) return this.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    return this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: "untitled:unknown", version: 2 },
      contentChanges: [{ text: "x" }],
    });
  }

  async settle(): Promise<void> {
    await this.connection.sendRequest("textDocument/hover", {
      textDocument: { uri: "untitled:none" },
      position: { line: 0, character: 0 },
    });
  }

  async close(uri: string): Promise<void> {
    this.texts.delete(uri);
    await this.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  }

  private async open(uri: string, path: string): Promise<void> {
    const text = this.next(3) === 0 ? this.pick(PIECES).repeat(this.next(4)) : STARTS[path];
    this.texts.set(uri, text);
    this.versions.set(uri, 1);
    const textDocument = { uri, languageId: "plaintext", version: 1, text };
    await this.connection.sendNotification("textDocument/didOpen", { textDocument });
  }

  private async change(uri: string): Promise<void> {
    const contentChanges: object[] = [];
    for (let count = 1 + this.next(3); count > 0; count--) {
      const old = this.texts.get(uri)!;
      const text = this.pick(PIECES);
      if (this.next(25) === 0) {
        contentChanges.push({ text });
        this.texts.set(uri, text);
        continue;
      }
      const [a, b] = [this.position(old), this.position(old)];
      const [start, end] = a.line < b.line || (a.line === b.line && a.character <= b.character) ? [a, b] : [b, a];
      contentChanges.push({ range: { start, end }, text });
      this.texts.set(uri, old.slice(0, offsetAt(old, start)) + text + old.slice(offsetAt(old, end)));
    }
    const version = (this.versions.get(uri) ?? 1) + 1;
    this.versions.set(uri, version);
    await this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  /** Now and then outside the text, or in the middle of a character of two units. */
  private position(text: string): Position {
    const lines = text.split("\n");
    if (this.next(12) === 0) return { line: this.next(2) === 0 ? 0 : 99999, character: 2147483647 };
    const line = this.next(lines.length);
    return { line, character: this.next(lines[line].length + 1) };
  }

  private async ask(uri: string): Promise<void> {
    const method = `textDocument/${this.pick(QUESTIONS)}`;
    const position = this.position(this.texts.get(uri) ?? "");
    const range = { start: position, end: position };
    const params = { textDocument: { uri }, position, range, context: { diagnostics: [] } };
    const source = new CancellationTokenSource();
    const answer = this.connection.sendRequest(method, params, source.token);
    if (this.next(4) === 0) source.cancel();
    try {
      await answer;
      this.answers++;
    } catch (error) {
      // Cancelled, given up for a newer text, or not offered at all.
      const known = error instanceof ResponseError && [-32800, -32801, -32802, -32601].includes(error.code);
      if (!known) this.failures.push(`${method}: ${(error as Error).message}`);
    }
  }

  private async changeFile(path: string, uri: string): Promise<void> {
    const isGone = this.next(3) === 0;
    if (isGone) rmSync(join(this.root, path), { force: true });
    else this.writeFile(path, this.next(2) === 0 ? STARTS[path] : this.pick(PIECES).repeat(9));
    const changes = [{ uri, type: isGone ? 3 : 1 + this.next(2) }];
    await this.connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
  }

  private pick<T>(list: readonly T[]): T {
    return list[this.next(list.length)];
  }

  private next(limit: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % limit;
  }
}

/** A place behind the end of a line, or behind the last line, means that end. */
function offsetAt(text: string, { line, character }: Position): number {
  const lines = text.split("\n");
  if (line >= lines.length) return text.length;
  const before = lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0);
  return before + Math.min(character, lines[line].length);
}
