/** What scenarios do not show: the form of answers, and answers about a text that has just changed. */
import assert from "node:assert/strict";
import type {
  CompletionItem,
  CompletionList,
  DocumentSymbol,
  Hover,
  InlayHint,
  Location,
  SelectionRange,
  SemanticTokens,
  SemanticTokensDelta,
  SignatureHelp,
  WorkspaceEdit,
} from "vscode-languageserver";
import { LanguageClient } from "../support/language-client.js";

const DATA = "file:///etc/tinydns/root/data";
const CONTROL = "file:///etc/tinydns/root/other";

describe("requests", () => {
  let client: LanguageClient;

  beforeEach(async () => {
    client = new LanguageClient();
    await client.start(null, {
      textDocument: {
        completion: { completionItem: { snippetSupport: true } },
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
      },
    });
  });

  afterEach(() => client.stop());

  const ask = <R>(method: string, line: number, character: number, more: object = {}, uri = DATA) =>
    client.request<R>(`textDocument/${method}`, { textDocument: { uri }, position: { line, character }, ...more });

  function insert(version: number, line: number, character: number, text: string): Promise<void> {
    const at = { line, character };
    return client.change(DATA, version, [{ range: { start: at, end: at }, text }]);
  }

  it("offer line types as snippets, and their documentation when one is looked at", async () => {
    await client.open(DATA, "\n");
    const { items } = await ask<CompletionList>("completion", 0, 0);
    const host = items.find(({ detail }) => detail === "host")!;
    assert.equal((host.textEdit as { newText: string }).newText, ["=", "{1:fqdn}:", "{2:ip}"].join("$"));
    assert.equal(host.insertTextFormat, 2);
    assert.equal(host.documentation, undefined);
    const { documentation } = await client.request<CompletionItem>("completionItem/resolve", host);
    assert.match((documentation as { value: string }).value, /Owner name; always absolute/);
  });

  it("see each letter as it is typed, also while the line is no line yet", async () => {
    await client.open(DATA, ".example.org:192.0.2.1:a\n");
    const typed = "@example.org:192.0.2.1:";
    await insert(2, 1, 0, typed[0]);
    for (let at = 1; at < typed.length; at++) {
      void insert(at + 2, 1, at, typed[at]);
      const help = await ask<SignatureHelp>("signatureHelp", 1, at + 1);
      const field = typed.slice(0, at + 1).split(":").length - 1;
      assert.equal(help.activeParameter, field, typed.slice(0, at + 1));
    }
    const { items } = await ask<CompletionList>("completion", 1, typed.length);
    assert.equal(items[0].detail, "a.mx.example.org");
  });

  it("count UTF-16 units where the text is not ASCII, and read lines that end in CR LF", async () => {
    await client.open(DATA, "# äöü 𝄞\r\n'ä.example.org:ü𝄞x:300\r\n.example.org:192.0.2.1:a\r\n");
    const { range } = await ask<Hover>("hover", 1, 20);
    assert.deepEqual(range, { start: { line: 1, character: 0 }, end: { line: 1, character: 23 } });
    const hints = await ask<InlayHint[]>("inlayHint", 0, 0, {
      range: { start: { line: 2, character: 0 }, end: { line: 2, character: 9 } },
    });
    assert.deepEqual(
      hints.map(({ position, label }) => [position.character, label]),
      [
        [24, ".ns.example.org"],
        [24, "ttl 259200, SOA ttl 2560"],
      ],
    );
    const { data } = await ask<SemanticTokens>("semanticTokens/full", 0, 0);
    // Comment; then ' in the first column, the name, the text and the ttl.
    assert.deepEqual(
      Array.from({ length: 5 }, (_, index) => data.slice(index * 5, index * 5 + 3)),
      [
        [0, 0, 8],
        [1, 0, 1],
        [0, 1, 13],
        [0, 14, 4],
        [0, 5, 3],
      ],
    );
  });

  it("select nothing twice, also where a line is all of the document", async () => {
    await client.open(DATA, "+www.example.org:192.0.2.7");
    const [innermost] = await ask<SelectionRange[]>("selectionRange", 0, 0, { positions: [{ line: 0, character: 3 }] });
    const widths: number[] = [];
    for (let range: SelectionRange | undefined = innermost; range; range = range.parent) {
      widths.push(range.range.end.character - range.range.start.character);
    }
    assert.deepEqual(widths, [3, 15, 26]);
  });

  it("refuse a new name with an error of the protocol", async () => {
    await client.open(DATA, ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n");
    const renamed = ask("rename", 1, 3, { newName: "www.example.net" });
    await assert.rejects(renamed, { code: -32803, message: /lies in another zone/ });
  });

  it("send of the tokens what has changed", async () => {
    await client.open(DATA, ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n");
    const { data, resultId } = await ask<SemanticTokens>("semanticTokens/full", 0, 0);
    await insert(2, 1, 26, ":300");
    const { edits } = await ask<SemanticTokensDelta>("semanticTokens/full/delta", 0, 0, { previousResultId: resultId });
    const changed = [...data];
    for (const { start, deleteCount, data: put = [] } of edits) changed.splice(start, deleteCount, ...put);
    const whole = await ask<SemanticTokens>("semanticTokens/full", 0, 0);
    assert.deepEqual(changed, whole.data);
    assert.ok(edits.length === 1 && (edits[0].data?.length ?? 0) < data.length);
  });

  it("change files without versions for a client that knows none", async () => {
    await client.open(DATA, ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\nCw.example.org:www.example.org\n");
    const edit = await ask<WorkspaceEdit>("rename", 1, 3, { newName: "web.example.org" });
    assert.equal(edit.documentChanges, undefined);
    assert.deepEqual(
      edit.changes?.[DATA].map(({ newText }) => newText),
      ["web.example.org", "web.example.org"],
    );
  });

  it("are asked anew when another file has changed on which hints depend", async () => {
    const other = new LanguageClient();
    await other.start(null, { workspace: { inlayHint: { refreshSupport: true } } });
    const [me, rcpthosts, virtual] = ["me", "rcpthosts", "virtualdomains"].map(
      (name) => `file:///var/qmail/control/${name}`,
    );
    await other.open(me, "mail.example.org\n");
    await other.open(`${me.slice(0, -2)}locals`, "example.org\n");
    await other.open(rcpthosts, "shop.example\n");
    await other.open(virtual, "other.example:joe\n");
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const hints = () =>
      other.request<InlayHint[]>("textDocument/inlayHint", { textDocument: { uri: rcpthosts }, range });
    assert.equal((await hints())[0].label, "→ its mail exchangers");
    const asked = other.asked("workspace/inlayHint/refresh");
    await other.change(virtual, 2, [{ text: "shop.example:alice\n" }]);
    await asked;
    assert.equal((await hints())[0].label, "→ alice-joe");
    await other.stop();
  });

  it("say nothing about a document that is none of ours, and about places that are none", async () => {
    await client.open(CONTROL, "text\n");
    assert.equal(await ask("hover", 0, 1, {}, CONTROL), null);
    assert.equal(await ask("documentSymbol", 0, 1, {}, "file:///nowhere"), null);
    await client.open(DATA, ".example.org:192.0.2.1:a\n");
    assert.equal(await ask("hover", 99, 99), null);
    assert.deepEqual(await ask<Location[] | null>("definition", 99, 0), null);
    assert.equal((await ask<DocumentSymbol[]>("documentSymbol", 0, 0)).length, 1);
  });
});
