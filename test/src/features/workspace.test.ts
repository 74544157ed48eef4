/** The language server over a folder: files that nobody has opened, parts of one source, changes on the disk. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { MarkupContent } from "vscode-languageserver";
import { addressOf } from "../support/files.js";
import { LanguageClient } from "../support/language-client.js";

describe("language server over a folder", () => {
  let root = "";
  let client: LanguageClient;

  before(async () => {
    root = mkdtempSync(join(tmpdir(), "djblint-workspace-"));
    write("etc/tcp.smtp", "10.0.0.0/8:allow\n:deny\n");
    write("dns/djblint.json", '{ "join": { "data.cdb": ["parts/*"] } }');
    write("dns/parts/1", ".example.org:192.0.2.1:a\n");
    write("dns/parts/2", "+www.example.org:192.0.2.300\n");
    client = new LanguageClient();
    await client.start(addressOf(root));
  });

  after(async () => {
    await client.stop();
    rmSync(root, { recursive: true, force: true });
  });

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }

  const uri = (path: string) => addressOf(join(root, path));

  it("shows the problems of files that nobody has opened", async () => {
    const found = await client.diagnostics(uri("etc/tcp.smtp"), undefined);
    assert.ok(found.some(({ code }) => code === "TR003"));
  });

  it("takes an open document in the place of the file", async () => {
    await client.open(uri("etc/tcp.smtp"), "10.:allow\n:deny\n");
    assert.deepEqual(await client.diagnostics(uri("etc/tcp.smtp"), 1), []);
  });

  it("goes back to the file when the document is closed", async () => {
    await client.close(uri("etc/tcp.smtp"));
    await client.waitFor(uri("etc/tcp.smtp"), (found) => found.some(({ code }) => code === "TR003"));
  });

  it("follows changes on the disk", async () => {
    write("etc/tcp.smtp", "10.:allow\n:deny\n");
    await client.filesChanged(uri("etc/tcp.smtp"));
    await client.waitFor(uri("etc/tcp.smtp"), (found) => found.length === 0);
  });

  it("forgets a file that is ours no more by what it holds", async () => {
    const starter = uri("etc/rc.local");
    write("etc/rc.local", "#!/bin/sh\ntcpserver -Z 0 25 qmail-smtpd &\n");
    await client.filesChanged(starter);
    await client.waitFor(starter, (found) => found.some(({ code }) => code === "RS044"));
    const others = "#!/bin/sh\nexec env -i sleep 5\n";
    write("etc/rc.local", others);
    await client.filesChanged(starter);
    await client.waitFor(starter, (found) => found.length === 0);
    await client.open(starter, others);
    assert.equal(await client.hover(starter, 1, 6), null);
    await client.close(starter);
  });

  it("sees the parts of one source together, each with its own places", async () => {
    const part = uri("dns/parts/2");
    const [found] = (await client.diagnostics(part, undefined)).filter(({ code }) => code === "TD101");
    assert.deepEqual(found.range.start, { line: 0, character: 25 });
    const hover = await client.open(part, "+www.example.org:192.0.2.30\n").then(() => client.hover(part, 0, 3));
    assert.ok((hover!.contents as MarkupContent).value.includes("www.example.org 86400 A 192.0.2.30"));
    assert.deepEqual(hover!.range, { start: { line: 0, character: 0 }, end: { line: 0, character: 27 } });
  });
});
