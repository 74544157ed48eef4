/** What depends on what the client can do, and on its settings. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { serve } from "djblint/lsp/stdio";
import type {
  ClientCapabilities,
  CodeLens,
  DocumentDiagnosticReport,
  InitializeResult,
  ProgressToken,
  PublishDiagnosticsParams,
  RegistrationParams,
  SymbolInformation,
  WorkDoneProgressBegin,
  WorkDoneProgressEnd,
  WorkDoneProgressReport,
  WorkspaceDiagnosticReport,
} from "vscode-languageserver";
import { FileChangeType } from "vscode-languageserver";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { addressOf } from "../support/files.js";

type WorkDoneProgress = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

const PULLS: ClientCapabilities = {
  textDocument: { diagnostic: {} },
  workspace: { diagnostics: { refreshSupport: true } },
};

describe("language server and what the client can do", () => {
  let root = "";
  let connection: MessageConnection;
  let settings: object = {};
  let published: PublishDiagnosticsParams[] = [];
  let registered: string[] = [];
  let refreshed = 0;
  let progress: { token: ProgressToken; value: WorkDoneProgress }[] = [];
  const uri = (path: string) => addressOf(join(root, path));

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "djblint-protocol-"));
    settings = {};
    published = [];
    registered = [];
    refreshed = 0;
    progress = [];
  });

  afterEach(async () => {
    await connection.sendRequest("shutdown");
    connection.dispose();
    rmSync(root, { recursive: true, force: true });
  });

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }

  async function start(capabilities: ClientCapabilities): Promise<InitializeResult> {
    const [toServer, toClient] = [new PassThrough(), new PassThrough()];
    void serve(toServer, toClient);
    connection = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      published.push(params);
    });
    connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) => items.map(() => settings));
    connection.onRequest("client/registerCapability", ({ registrations }: RegistrationParams) => {
      registered.push(...registrations.map(({ method }) => method));
      return null;
    });
    connection.onRequest("workspace/diagnostic/refresh", () => {
      refreshed++;
      return null;
    });
    connection.onRequest("window/workDoneProgress/create", () => null);
    connection.onNotification("$/progress", (said: (typeof progress)[number]) => {
      progress.push(said);
    });
    connection.listen();
    const params = { processId: null, rootUri: uri(""), capabilities };
    const result = await connection.sendRequest<InitializeResult>("initialize", params);
    await connection.sendNotification("initialized", {});
    return result;
  }

  function open(path: string, text: string): Promise<void> {
    const textDocument = { uri: uri(path), languageId: "plaintext", version: 1, text };
    return connection.sendNotification("textDocument/didOpen", { textDocument });
  }

  function pull(path: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return connection.sendRequest("textDocument/diagnostic", { textDocument: { uri: uri(path) }, previousResultId });
  }

  async function codes(path: string): Promise<unknown[]> {
    const report = await pull(path);
    assert.equal(report.kind, "full");
    return report.kind === "full" ? report.items.map(({ code }) => code) : [];
  }

  async function until(condition: () => boolean): Promise<void> {
    for (let tries = 0; !condition() && tries < 200; tries++) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(condition());
  }

  it("counts columns in bytes of UTF-8 for a client that offers it", async () => {
    const { capabilities } = await start({ ...PULLS, general: { positionEncodings: ["utf-16", "utf-8"] } });
    assert.equal(capabilities.positionEncoding, "utf-8");
    await open("root/data", ".example.org:192.0.2.1:a\n+ä.example.org:192.0.2.300\n");
    const report = await pull("root/data");
    const found = report.kind === "full" ? report.items.find(({ code }) => code === "TD101") : undefined;
    assert.deepEqual(found?.range.start, { line: 1, character: 24 });
    const range = { start: { line: 1, character: 24 }, end: { line: 1, character: 27 } };
    await connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: uri("root/data"), version: 2 },
      contentChanges: [{ range, text: "30" }],
    });
    assert.ok(!(await codes("root/data")).includes("TD101"));
  });

  it("takes back what it sent of a configuration that is opened by a client that asks", async () => {
    write("djblint.json", '{ "failOn": "never" }');
    await start(PULLS);
    const last = () => published.findLast((each) => each.uri === uri("djblint.json"))?.diagnostics.length;
    await until(() => last() === 1);
    await open("djblint.json", '{ "failOn": "never" }');
    assert.deepEqual(await codes("djblint.json"), ["DJ005"]);
    await until(() => last() === 0);
  });

  it("answers a client that asks, and says when nothing has changed", async () => {
    write("etc/tcp.smtp", "10.0.0.0/8:allow\n:deny\n");
    await start(PULLS);
    await open("root/data", "+www.example.org:192.0.2.300\n");
    const first = await pull("root/data");
    assert.equal(first.kind, "full");
    assert.equal((await pull("root/data", first.resultId)).kind, "unchanged");
    const all = await connection.sendRequest<WorkspaceDiagnosticReport>("workspace/diagnostic", {
      previousResultIds: [],
    });
    const ofRules = all.items.find((item) => item.uri === uri("etc/tcp.smtp"));
    assert.ok(ofRules?.kind === "full" && ofRules.items.some(({ code }) => code === "TR003"));
    const previousResultIds = all.items.map((item) => ({ uri: item.uri, value: item.resultId! }));
    const again = await connection.sendRequest<WorkspaceDiagnosticReport>("workspace/diagnostic", {
      previousResultIds,
    });
    assert.ok(again.items.every(({ kind }) => kind === "unchanged"));
    // What was sent before it was known that the client asks for all files is taken back.
    assert.ok(published.every(({ uri: of }) => of !== uri("root/data")));
    const last = published.findLast(({ uri: of }) => of === uri("etc/tcp.smtp"));
    assert.deepEqual(last?.diagnostics ?? [], []);
  });

  it("sends while somebody types what differs, and all of the last version when nobody does", async () => {
    await start({});
    await open("root/data", "# comment\n+www.example.org:192.0.2.300\n");
    const versions = () => published.filter((each) => each.uri === uri("root/data")).map(({ version }) => version);
    await until(() => versions().includes(1));
    const type = async (version: number, line: number, character: number, text: string) => {
      const textDocument = { uri: uri("root/data"), version };
      const range = { start: { line, character }, end: { line, character } };
      await connection.sendNotification("textDocument/didChange", { textDocument, contentChanges: [{ range, text }] });
      await connection.sendRequest("textDocument/hover", { textDocument, position: range.start });
    };
    await type(2, 0, 9, "x");
    assert.ok(!versions().includes(2));
    await type(3, 1, 1, "x");
    assert.ok(versions().includes(3));
    await type(4, 0, 9, "x");
    await until(() => versions().at(-1) === 4);
  });

  it("sends a client that asks for open documents only what is wrong with the other files", async () => {
    write("etc/tcp.smtp", "10.0.0.0/8:allow\n:deny\n");
    await start(PULLS);
    const shown = () => published.findLast(({ uri: of }) => of === uri("etc/tcp.smtp"))?.diagnostics ?? [];
    await until(() => shown().some(({ code }) => code === "TR003"));
    await open("etc/tcp.smtp", "10.0.0.0/8:allow\n:deny\n");
    await until(() => shown().length === 0);
    assert.ok((await codes("etc/tcp.smtp")).includes("TR003"));
    await connection.sendNotification("textDocument/didClose", { textDocument: { uri: uri("etc/tcp.smtp") } });
    await until(() => shown().some(({ code }) => code === "TR003"));
  });

  it("outlines a document without symbols in symbols for a client that does not know them", async () => {
    await start({});
    await open("etc/tinydns/root/data", ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.2\n");
    const textDocument = { uri: uri("etc/tinydns/root/data") };
    const found = await connection.sendRequest<SymbolInformation[]>("textDocument/documentSymbol", { textDocument });
    const zone = found.find(({ name }) => name === "example.org");
    const host = found.find(({ name }) => name === "www.example.org");
    assert.deepEqual(zone?.location.range.start, { line: 0, character: 0 });
    assert.deepEqual([host?.containerName, host?.location.uri], ["example.org", textDocument.uri]);
    assert.ok(found.every((symbol) => !("children" in symbol)));
  });

  it("explains in plain text to a client that shows nothing else", async () => {
    await start({ textDocument: { hover: { contentFormat: ["plaintext"] } } });
    await open("etc/tinydns/root/data", "=www.example.org:192.0.2.1\n");
    const { contents } = await connection.sendRequest<{ contents: object }>("textDocument/hover", {
      textDocument: { uri: uri("etc/tinydns/root/data") },
      position: { line: 0, character: 3 },
    });
    assert.deepEqual(contents, {
      kind: "plaintext",
      value: [
        "= host — A, and the PTR that belongs to it",
        "",
        "www.example.org 86400 A 192.0.2.1",
        "1.2.0.192.in-addr.arpa 86400 PTR www.example.org",
        "",
        "A client who asks for A www.example.org: tinydns stays silent: no name server record is visible at the name or above it.",
        "",
        "Field fqdn: Owner name; always absolute. Empty: the root.",
      ].join("\n"),
    });
  });

  it("shows what comes of a lens to the user of a client that does nothing with it", async () => {
    await start({});
    const shown: string[] = [];
    connection.onNotification("window/showMessage", ({ message }: { message: string }) => {
      shown.push(message);
    });
    write("etc/tinydns/root/data", "");
    await open("etc/tinydns/root/data", ".example.org:192.0.2.1:a\n");
    await open("etc/tcp.smtp", ":allow\n");
    const lensesOf = async (path: string) =>
      (await connection.sendRequest<CodeLens[]>("textDocument/codeLens", { textDocument: { uri: uri(path) } })).map(
        ({ command }) => command!,
      );
    const ofData = await lensesOf("etc/tinydns/root/data");
    const asksNs = ofData.find(({ title }) => title === "NS example.org?")!;
    await connection.sendRequest("workspace/executeCommand", asksNs);
    assert.match(shown[0], /answer: example\.org 259200 NS a\.ns\.example\.org/);
    await connection.sendRequest("workspace/executeCommand", ofData.find(({ title }) => title === "compile")!);
    assert.match(shown[1], /data\.cdb: written, /);
    // It would have to ask the user for an address first.
    assert.deepEqual(
      (await lensesOf("etc/tcp.smtp")).map(({ title }) => title),
      ["compile"],
    );
  });

  it("asks a client to ask again when another file has changed what is found", async () => {
    write("etc/tcp.smtp", ":allow\n");
    await start(PULLS);
    await codes("etc/tcp.smtp");
    await connection.sendRequest("workspace/diagnostic", { previousResultIds: [] });
    const before = refreshed;
    write("etc/tcp.smtp", "10.0.0.0/8:allow\n:deny\n");
    await connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: uri("etc/tcp.smtp"), type: 2 }],
    });
    await until(() => refreshed > before);
    assert.ok((await codes("etc/tcp.smtp")).includes("TR003"));
  });

  it("heeds the settings of the editor where no configuration file is, and follows them", async () => {
    settings = { rules: { TD101: "off" }, trace: { server: "verbose" } };
    await start({ ...PULLS, workspace: { ...PULLS.workspace, configuration: true } });
    await open("root/data", ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.300\n");
    assert.ok(!(await codes("root/data")).includes("TD101"));
    settings = {};
    await connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    assert.ok((await codes("root/data")).includes("TD101"));
  });

  it("lets a configuration file stand above the settings of the editor", async () => {
    write("djblint.json", '{ "rules": { "TD101": "info" } }');
    settings = { rules: { TD101: "off" } };
    await start({ ...PULLS, workspace: { ...PULLS.workspace, configuration: true } });
    await open("root/data", ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.300\n");
    assert.ok((await codes("root/data")).includes("TD101"));
  });

  /** Of a file on the disk, as an editor tells it. */
  async function told(path: string, type: FileChangeType): Promise<void> {
    await connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: uri(path), type }] });
  }

  it("follows a configuration file that comes, changes, breaks and goes on the disk", async () => {
    await start(PULLS);
    await open("root/data", ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.300\n");
    const isTold = async () => (await codes("root/data")).includes("TD101");
    assert.ok(await isTold());
    write("djblint.json", '{ "rules": { "TD101": "off" } }');
    await told("djblint.json", FileChangeType.Created);
    assert.ok(!(await isTold()));
    write("djblint.json", '{ "rules": { "TD101": "info" } }');
    await told("djblint.json", FileChangeType.Changed);
    assert.ok(await isTold());
    // What cannot be read counts as if it were not there, and is told where it stands.
    write("djblint.json", '{ "rules": ');
    await told("djblint.json", FileChangeType.Changed);
    assert.ok(await isTold());
    assert.notDeepEqual(await codes("djblint.json"), []);
    write("djblint.json", '{ "rules": { "TD101": "off" } }');
    await told("djblint.json", FileChangeType.Changed);
    assert.ok(!(await isTold()));
    assert.deepEqual(await codes("djblint.json"), []);
    rmSync(join(root, "djblint.json"));
    await told("djblint.json", FileChangeType.Deleted);
    assert.ok(await isTold());
  });

  it("sends a client that does not ask what a changed configuration file makes of open and closed files", async () => {
    write("etc/tcp.smtp", "10.0.0.0/8:allow\n:deny\n");
    await start({});
    await open("root/data", ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.300\n");
    const shows = (path: string, wanted: string) => {
      const last = published.findLast((each) => each.uri === uri(path));
      return last?.diagnostics.some(({ code }) => code === wanted) ?? false;
    };
    await until(() => shows("root/data", "TD101") && shows("etc/tcp.smtp", "TR003"));
    write("djblint.json", '{ "rules": { "TD101": "off", "TR003": "off" } }');
    await told("djblint.json", FileChangeType.Created);
    await until(() => !shows("root/data", "TD101") && !shows("etc/tcp.smtp", "TR003"));
  });

  it("heeds a configuration file as it is in the editor, saved or not", async () => {
    await start(PULLS);
    await open("root/data", ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.300\n");
    assert.ok((await codes("root/data")).includes("TD101"));
    write("djblint.json", "{}");
    await told("djblint.json", FileChangeType.Created);
    await open("djblint.json", '{ "rules": { "TD101": "off" } }');
    const before = refreshed;
    await until(() => refreshed > before);
    assert.ok(!(await codes("root/data")).includes("TD101"));
    assert.deepEqual(await codes("djblint.json"), []);
    await connection.sendNotification("textDocument/didClose", { textDocument: { uri: uri("djblint.json") } });
    assert.ok((await codes("root/data")).includes("TD101"));
  });

  it("tells a client that asks what is wrong with a configuration file that is open", async () => {
    write("root/data", ".example.org:192.0.2.1:a\n");
    const broken = '{ "rules": { "TD999": "off" } }';
    write("djblint.json", broken);
    await start(PULLS);
    await open("djblint.json", broken);
    await until(() => refreshed > 0);
    assert.deepEqual(await codes("djblint.json"), ["DJ005"]);
  });

  /** As if each look at the clock came a second after the one before. */
  async function slowly(work: () => Promise<void>): Promise<void> {
    const { now } = Date;
    let looks = 0;
    Date.now = () => now() + 1000 * looks++;
    try {
      await work();
    } finally {
      Date.now = now;
    }
  }

  it("shows how far the reading of a folder has come, if it takes longer and the client can show it", async () => {
    for (let host = 0; host < 5; host++) write(`h${host}/tcp.smtp`, "10.0.0.0/8:allow\n:deny\n");
    await slowly(async () => {
      await start({ ...PULLS, window: { workDoneProgress: true } });
      await until(() => progress.some(({ value }) => value.kind === "end"));
    });
    assert.deepEqual(new Set(progress.map(({ token }) => token)).size, 1);
    const [begin, ...others] = progress.map(({ value }) => value);
    assert.equal(begin.kind, "begin");
    assert.ok(begin.kind === "begin" && begin.message?.includes(root));
    assert.equal(others.pop()?.kind, "end");
    const percentages = others.map((value) => (value.kind === "report" ? value.percentage! : Number.NaN));
    assert.ok(percentages.length > 0);
    assert.deepEqual(
      percentages.toSorted((a, b) => a - b),
      percentages,
    );
    assert.ok(percentages.every((each) => each >= 0 && each <= 100));
  });

  it("shows no progress to a client that cannot, and does without one that refuses", async () => {
    for (let host = 0; host < 5; host++) write(`h${host}/tcp.smtp`, "10.0.0.0/8:allow\n:deny\n");
    await slowly(async () => {
      await start(PULLS);
      assert.ok((await codes("h4/tcp.smtp")).includes("TR003"));
      assert.deepEqual(progress, []);
      await connection.sendRequest("shutdown");
      await start({ ...PULLS, window: { workDoneProgress: true } });
      connection.onRequest("window/workDoneProgress/create", () => {
        throw new Error("no window");
      });
      assert.ok((await codes("h4/tcp.smtp")).includes("TR003"));
    });
  });

  it("asks to be told of files and settings only if the client can tell", async () => {
    await start({
      workspace: {
        didChangeWatchedFiles: { dynamicRegistration: true },
        didChangeConfiguration: { dynamicRegistration: true },
      },
    });
    await until(() => registered.length === 2);
    assert.deepEqual(registered.sort(), ["workspace/didChangeConfiguration", "workspace/didChangeWatchedFiles"]);
  });

  it("tells how many findings are not shown", async () => {
    await start({});
    const lines = Array.from({ length: 900 }, (_, index) => `+h${index}.example.org:192.0.2.300\n`);
    await open("root/data", lines.join(""));
    await until(() => published.some((each) => each.uri === uri("root/data") && each.version === 1));
    const { diagnostics } = published.findLast((each) => each.uri === uri("root/data"))!;
    assert.equal(diagnostics.length, 501);
    assert.match(String(diagnostics[500].message), /^\d+ more findings in this file/);
  });

  it("knows a file by a name with a link on the way, into the folder and out of it", async () => {
    const script = (port: number) => `#!/bin/sh\nexec tcpserver -v 0 ${port} /usr/local/bin/hello\n`;
    const outside = mkdtempSync(join(tmpdir(), "djblint-linked-"));
    writeFileSync(join(outside, "run"), script(7001));
    write("var/hello/run", script(7000));
    mkdirSync(join(root, "service"));
    symlinkSync("../var/hello", join(root, "service/hello"));
    symlinkSync(outside, join(root, "service/other"));
    await start(PULLS);
    // Who may run a file out of the folder is not known.
    const codesOf = async (path: string) => (await codes(path)).filter((code) => code !== "RS004");
    const alone = await codesOf("var/hello/run");
    assert.ok(alone.includes("RS036"));
    for (const [path, port] of [
      ["service/hello/run", 7000],
      ["service/other/run", 7001],
    ] as const) {
      await open(path, script(port));
      assert.deepEqual(await codesOf(path), alone);
    }
    // It is one service, and one of one port.
    assert.deepEqual(await codesOf("var/hello/run"), alone);
    rmSync(outside, { recursive: true });
  });

  it("takes back what it said of files that are gone", async () => {
    write("etc/tcp.smtp", "10.0.0.0/8:allow\n:deny\n");
    await start({});
    await until(() => published.some((each) => each.uri === uri("etc/tcp.smtp") && each.diagnostics.length > 0));
    rmSync(join(root, "etc/tcp.smtp"));
    await connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: uri("etc/tcp.smtp"), type: 3 }],
    });
    await until(() => published.findLast((each) => each.uri === uri("etc/tcp.smtp"))!.diagnostics.length === 0);
  });
});
