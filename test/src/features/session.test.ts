/** The language server over a real connection. */
import assert from "node:assert/strict";
import type { MarkupContent } from "vscode-languageserver";
import { LanguageClient } from "../support/language-client.js";

const URI = "file:///etc/tinydns/root/data";
const TEXT = ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.300\n+ä.example.org:192.0.2.301\n";

describe("language server", () => {
  let client: LanguageClient;

  before(async () => {
    client = new LanguageClient();
    const result = (await client.start()) as { capabilities: object; serverInfo: { name: string } };
    assert.equal(result.serverInfo.name, "djblint");
  });

  after(() => client.stop());

  it("publishes what it finds in an opened document", async () => {
    await client.open(URI, TEXT);
    const found = (await client.diagnostics(URI, 1)).filter(({ code }) => code === "TD101");
    assert.deepEqual(
      found.map(({ range, severity, source, message }) => ({ range, severity, source, message })),
      [
        {
          range: { start: { line: 1, character: 25 }, end: { line: 1, character: 28 } },
          severity: 1,
          source: "djblint",
          message: "192.0.2.300 is published as 192.0.2.44\nwrite four numbers from 0 to 255",
        },
        {
          // The umlaut is one unit in the editor and two bytes in the file.
          range: { start: { line: 2, character: 23 }, end: { line: 2, character: 26 } },
          severity: 1,
          source: "djblint",
          message: "192.0.2.301 is published as 192.0.2.45\nwrite four numbers from 0 to 255",
        },
      ],
    );
    assert.match(found[0].codeDescription?.href ?? "", /TD101/);
  });

  it("follows incremental changes", async () => {
    const range = { start: { line: 1, character: 25 }, end: { line: 1, character: 28 } };
    await client.change(URI, 2, [{ range, text: "30" }]);
    const lines = (await client.diagnostics(URI, 2))
      .filter(({ code }) => code === "TD101")
      .map(({ range: at }) => at.start.line);
    assert.deepEqual(lines, [2]);
  });

  it("shows the records that a line publishes", async () => {
    const hover = await client.hover(URI, 0, 3);
    const { value } = hover!.contents as MarkupContent;
    assert.ok(value.includes("example.org 2560 SOA a.ns.example.org hostmaster.example.org"), value);
    assert.ok(value.includes("example.org 259200 NS a.ns.example.org"), value);
    assert.ok(value.includes("a.ns.example.org 259200 A 192.0.2.1"), value);
    assert.equal(await client.hover(URI, 3, 0), null);
  });

  it("shows who meets a line of a rule file", async () => {
    const uri = "file:///etc/tcp.smtp";
    await client.open(uri, '127.:allow,RELAYCLIENT=""\n:allow\n');
    await client.diagnostics(uri, 1);
    const { contents, range } = (await client.hover(uri, 0, 2))!;
    assert.ok((contents as MarkupContent).value.includes("16,777,216 addresses: 127.0.0.0/8"));
    assert.deepEqual(range, { start: { line: 0, character: 0 }, end: { line: 0, character: 25 } });
    await client.close(uri);
  });

  it("knows a document by the language that the editor names", async () => {
    await client.open("file:///tmp/anything.txt", TEXT, "tinydns-data");
    assert.ok((await client.diagnostics("file:///tmp/anything.txt", 1)).some(({ code }) => code === "TD101"));
  });

  it("takes the diagnostics back when a document is closed", async () => {
    await client.close(URI);
    assert.deepEqual(await client.diagnostics(URI, undefined), []);
  });
});
