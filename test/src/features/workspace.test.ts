/** The language server over a folder: files that nobody has opened, parts of one source, changes on the disk. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Diagnostic, Location, MarkupContent } from "vscode-languageserver";
import { addressOf } from "../support/files.js";
import { LanguageClient } from "../support/language-client.js";

describe("language server over a folder", () => {
  let root = "";
  let client: LanguageClient;

  before(async () => {
    root = mkdtempSync(join(tmpdir(), "djblint-workspace-"));
    write("etc/tcp.smtp", "10.0.0.0/8:allow\n:deny\n");
    write("mail/djblint.json", "{}");
    write("mail/control/me", "mail.example.org\n");
    write("mail/control/locals", "example.org\nmail.example.org\n");
    write("mail/control/rcpthosts", "example.org\nmail.example.org\n");
    write("dns/djblint.json", '{ "join": { "data.cdb": ["parts/*"] } }');
    write("dns/parts/1", ".example.org:192.0.2.1:a\n");
    write("dns/parts/2", "+www.example.org:192.0.2.300\n");
    write("var/named/root/data", "+www.example.com:192.0.2.300\n");
    mkdirSync(join(root, "service"));
    symlinkSync("../var/named", join(root, "service/named"));
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

  it("looks around each document that is edited, though others are edited at once", async () => {
    const elsewhere = addressOf("/elsewhere/tcp.smtp");
    await client.open(elsewhere, ":deny\n");
    await client.open(uri("mail/control/rcpthosts"), "example.org\n");
    await client.change(elsewhere, 2, [{ text: ":allow\n" }]);
    const isRefused = ({ code }: Diagnostic) => code === "QM104";
    await client.waitFor(uri("mail/control/me"), (found) => found.some(isRefused));
    const configuration = uri("mail/djblint.json");
    await client.open(configuration, "{}");
    await client.change(configuration, 2, [{ text: '{ "rules": { "QM104": "off" } }' }]);
    await client.change(elsewhere, 3, [{ text: ":deny\n" }]);
    await client.waitFor(uri("mail/control/me"), (found) => !found.some(isRefused));
    await client.change(configuration, 3, [{ text: "{" }]);
    await client.close(elsewhere);
    await client.waitFor(configuration, (found) => found.some(({ code }) => code === "DJ005"));
    for (const document of [configuration, uri("mail/control/rcpthosts")]) await client.close(document);
  });

  it("says nothing more of an open document that the settings make ours no more", async () => {
    write("mail/djblint.json", '{ "files": { "*.txt": "tinydns" } }');
    await client.filesChanged(uri("mail/djblint.json"));
    const notes = uri("mail/notes.txt");
    await client.open(notes, "+x.example.org:192.0.2.300\n");
    await client.waitFor(notes, (found) => found.length > 0);
    write("mail/djblint.json", "{}");
    await client.filesChanged(uri("mail/djblint.json"));
    await client.waitFor(notes, (found) => found.length === 0);
    await client.close(notes);
  });

  it("says nothing more of what was shown for the sake of a document that is closed", async () => {
    const outside = mkdtempSync(join(tmpdir(), "djblint-outside-"));
    const at = (path: string) => addressOf(join(outside, path));
    for (const name of ["tcp.smtp", "tcp.pop3"]) writeFileSync(join(outside, name), "10.0.0.0/8:allow\n");
    await client.open(at("tcp.smtp"), "10.0.0.0/8:allow\n");
    await client.waitFor(at("tcp.smtp"), (found) => found.length > 0);
    await client.close(at("tcp.smtp"));
    writeFileSync(join(outside, "djblint.json"), "{}");
    await client.open(at("djblint.json"), "{}");
    await client.waitFor(at("tcp.pop3"), (found) => found.length > 0);
    await client.waitFor(at("tcp.smtp"), (found) => found.length > 0);
    await client.close(at("djblint.json"));
    await client.waitFor(at("tcp.pop3"), (found) => found.length === 0);
    assert.deepEqual(await client.waitFor(at("tcp.smtp"), (found) => found.length === 0), []);
    rmSync(outside, { recursive: true, force: true });
  });

  it("leaves nothing behind of a document that is no file", async () => {
    const untitled = "untitled:Untitled-1";
    await client.open(untitled, "+x.example.org:192.0.2.300\n", "tinydns-data");
    await client.waitFor(untitled, (found) => found.some(({ code }) => code === "TD101"));
    await client.change(untitled, 2, [{ text: "+x.example.org:192.0.2.301\n" }]);
    await client.close(untitled);
    await client.waitFor(untitled, (found) => found.length === 0);
    assert.deepEqual(
      client.addresses().filter((each) => each.startsWith("untitled:")),
      [untitled],
    );
  });

  it("shows the document that is still open of two at one place", async () => {
    const [first, second] = [uri("etc/tcp.smtp"), uri("etc/tcp.smtp").replace("/etc/", "/%65tc/")];
    await client.open(first, "10.0.0.0/8:allow\n");
    await client.open(second, ":deny\n");
    await client.close(second);
    await client.change(first, 2, [{ text: "172.16.0.0/12:allow\n" }]);
    await client.waitFor(first, (found) => JSON.stringify(found).includes("172.16.0.0/12"));
    await client.close(first);
  });

  it("takes a document that is opened by a link for the file that it leads to", async () => {
    const [own, link] = [uri("var/named/root/data"), uri("service/named/root/data")];
    const has = (code: string) => (found: Diagnostic[]) => found.some((each) => each.code === code);
    const hasNothing = (found: Diagnostic[]) => found.length === 0;
    await client.waitFor(own, has("TD101"));
    await client.open(link, "+www.example.com:192.0.2.300\n");
    await client.waitFor(link, has("TD101"));
    await client.waitFor(own, hasNothing);
    const params = { position: { line: 0, character: 3 }, context: { includeDeclaration: true } };
    const places = await client.request<Location[]>("textDocument/references", {
      textDocument: { uri: link },
      ...params,
    });
    assert.deepEqual(
      places.map((place) => place.uri),
      [link],
    );
    await client.close(link);
    await client.waitFor(link, hasNothing);
    await client.waitFor(own, has("TD101"));
  });

  it("keeps apart what is typed under two addresses of one file", async () => {
    const [own, link] = [uri("var/named/root/data"), uri("service/named/root/data")];
    const typed = (character: number, text: string) => {
      return [{ range: { start: { line: 0, character }, end: { line: 0, character } }, text }];
    };
    const hosts = async (of: string) => {
      const params = { textDocument: { uri: of } };
      const symbols = await client.request<{ name: string }[]>("textDocument/documentSymbol", params);
      return symbols.map(({ name }) => name).filter((name) => name.includes("."));
    };
    await client.open(link, "+www.example.com:192.0.2.3\n");
    await client.change(link, 2, typed(1, "a."));
    await client.open(own, "+a.www.example.com:192.0.2.3\n");
    assert.deepEqual(await hosts(own), ["a.www.example.com"]);
    await client.change(link, 3, typed(1, "b."));
    await client.change(own, 2, typed(1, "c."));
    assert.deepEqual(await hosts(own), ["c.a.www.example.com"]);
    await client.close(own);
    assert.deepEqual(await hosts(link), ["b.a.www.example.com"]);
    await client.close(link);
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
