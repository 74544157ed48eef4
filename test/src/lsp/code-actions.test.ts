/** Code actions over a real connection, each applied to the text as an editor would. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  type CodeAction,
  type Diagnostic,
  LSPErrorCodes,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { addressOf } from "../support/files.js";
import { LanguageClient } from "../support/language-client.js";

const DATA = ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.007\n+www.example.org:192.0.2.007\n";

describe("code actions", () => {
  let root = "";
  let client: LanguageClient;
  const uri = (path: string) => addressOf(join(root, path));

  before(async () => {
    root = mkdtempSync(join(tmpdir(), "djblint-actions-"));
    write("root/data", DATA);
    write("service/run", "#!/bin/sh\nexec envuidgid dnslog softlimit -d250000 \\\n  /usr/bin/tinydns -z\n");
    client = new LanguageClient();
    await client.start(addressOf(root));
    await client.open(uri("root/data"), DATA);
  });

  after(async () => {
    await client.stop();
    rmSync(root, { recursive: true, force: true });
  });

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }

  async function actionsAt(path: string, line: number, only?: string[]): Promise<CodeAction[]> {
    const range = { start: { line, character: 0 }, end: { line, character: 99 } };
    const textDocument = { uri: uri(path) };
    return client.request("textDocument/codeAction", { textDocument, range, context: { diagnostics: [], only } });
  }

  it("offers the fix of a finding, preferred when it is safe", async () => {
    const actions = await actionsAt("root/data", 1);
    const fix = actions.find(({ isPreferred }) => isPreferred);
    assert.ok(fix, JSON.stringify(actions.map(({ title }) => title)));
    assert.notEqual(edited(DATA, fix.edit!, uri("root/data")), DATA);
  });

  it("silences a finding by a comment above the line, and for the whole file", async () => {
    for (const [title, expected] of [
      ["on this line", 1],
      ["in this file", 0],
    ] as const) {
      const [diagnostic] = await client.diagnostics(uri("root/data"), 1);
      const { line } = diagnostic.range.start;
      const action = (await actionsAt("root/data", line)).find((each) => each.title.endsWith(title))!;
      const text = edited(DATA, action.edit!, uri("root/data"));
      const code = /Ignore (\w+)/.exec(action.title)![1];
      assert.ok(text.split("\n")[expected === 1 ? line : 0].startsWith("# djblint-ignore"), text);
      await client.open(uri(`other/${title}/root/data`), text);
      const left = await client.diagnostics(uri(`other/${title}/root/data`), 1);
      const isThere = (found: Diagnostic[]) =>
        found.some((each) => each.code === code && each.range.start.line === line + 1);
      assert.equal(isThere(left), false, code);
    }
  });

  it("offers once what is the same for several findings, for all of them", async () => {
    const diagnostics = (await client.diagnostics(uri("root/data"), 1)).filter(
      ({ range: { start } }) => start.line > 0,
    );
    const textDocument = { uri: uri("root/data") };
    const range = { start: { line: 1, character: 0 }, end: { line: 2, character: 99 } };
    const context = { diagnostics };
    const actions = await client.request<CodeAction[]>("textDocument/codeAction", { textDocument, range, context });
    const deeds = actions.map(({ title, edit }) => JSON.stringify([title, edit]));
    assert.equal(new Set(deeds).size, deeds.length);
    const ignoring = actions.filter(({ title }) => title === "Ignore TD104 in this file");
    assert.deepEqual(
      ignoring.map((action) => action.diagnostics?.map((each) => each.range.start.line)),
      [[1, 2]],
    );
  });

  it("speaks of the text as it is when the configuration has been looked for", async () => {
    write("typed/djblint.json", "{}");
    const textDocument = { uri: uri("typed/root/data") };
    await client.open(textDocument.uri, DATA);
    await client.diagnostics(textDocument.uri, 1);
    const range = { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } };
    const asked = client.request<CodeAction[]>("textDocument/codeAction", {
      textDocument,
      range,
      context: { diagnostics: [] },
    });
    const start = { line: 0, character: 0 };
    await client.change(textDocument.uri, 2, [{ range: { start, end: start }, text: "# one more line\n" }]);
    // The question may have been answered before the change came: then of the text before, and of that alone.
    const texts = [DATA, `# one more line\n${DATA}`];
    const fixes = (await asked).filter(({ isPreferred }) => isPreferred);
    assert.ok(fixes.length > 0);
    for (const { edit } of fixes) {
      const unfixed = (text: string) => edited(text, edit!, textDocument.uri).replace("192.0.2.7\n", "192.0.2.007\n");
      assert.ok(
        texts.some((text) => unfixed(text) === text),
        JSON.stringify(edit),
      );
    }
  });

  it("does not cut a command in two by a comment", async () => {
    await client.open(uri("service/run"), "#!/bin/sh\nexec envuidgid dnslog \\\n  softlimit -q /usr/bin/tinydns\n");
    const titles = (await actionsAt("service/run", 2)).map(({ title }) => title);
    assert.ok(titles.length > 0);
    assert.ok(!titles.some((title) => title.endsWith("on this line")), titles.join("\n"));
  });

  it("offers no comment that would change what the file does", async () => {
    const nested = "#!/bin/sh\nexec sh -c '\ncd /\ntcpserver -RH 0 25 /usr/bin/smtpd\n'\n";
    for (const [path, text, line] of [
      ["service/nested/run", nested, 3],
      ["service/empty/run", "", 0],
      ["alias/.qmail-blank", "\n./Maildir/\n", 0],
    ] as const) {
      await client.open(uri(path), text);
      const titles = (await actionsAt(path, line)).map(({ title }) => title);
      assert.ok(titles.length > 0, path);
      assert.ok(!titles.some((title) => title.endsWith("on this line")), titles.join("\n"));
      assert.equal(
        titles.some((title) => title.endsWith("in this file")),
        path.includes("nested"),
      );
    }
  });

  it("switches a rule off in a configuration that it makes", async () => {
    const action = (await actionsAt("root/data", 1)).find(({ title }) => title.startsWith("Switch "))!;
    const changes = Object.entries(action.edit!.changes!);
    assert.deepEqual(
      changes.map(([address]) => address),
      [uri("djblint.json")],
    );
    const settings = JSON.parse(edited("", action.edit!, uri("djblint.json")));
    assert.deepEqual(Object.values(settings.rules), ["off"]);
  });

  it("counts the columns of a configuration as the client does", async () => {
    const configuration = '{ "exclude": ["ü"], "rules": { "TD321": "info" } }';
    write("columns/djblint.json", configuration);
    write("columns/root/data", DATA);
    const other = new LanguageClient();
    await other.start(addressOf(root), { general: { positionEncodings: ["utf-8"] } });
    const textDocument = { uri: uri("columns/root/data") };
    await other.open(textDocument.uri, DATA);
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 99 } };
    const context = { diagnostics: [] };
    const actions = await other.request<CodeAction[]>("textDocument/codeAction", { textDocument, range, context });
    const { edit } = actions.find(({ title }) => title.startsWith("Switch TD104"))!;
    const [change] = edit!.changes![uri("columns/djblint.json")];
    const bytes = Buffer.from(configuration);
    const [before, behind] = [
      bytes.subarray(0, change.range.start.character),
      bytes.subarray(change.range.end.character),
    ];
    assert.deepEqual(JSON.parse(`${before}${change.newText}${behind}`).rules, { TD321: "info", TD104: "off" });
    await other.stop();
  });

  for (const [folder, configuration] of [
    ["broken", '{ "rules": "none" }'],
    ["unfinished", '{ "preset": "strict", '],
  ]) {
    it(`leaves a configuration alone that is ${folder}`, async () => {
      write(`${folder}/djblint.json`, configuration);
      write(`${folder}/root/data`, DATA);
      await client.open(uri(`${folder}/root/data`), DATA);
      const titles = (await actionsAt(`${folder}/root/data`, 1)).map(({ title }) => title);
      assert.ok(titles.length > 0);
      assert.ok(!titles.some((title) => title.startsWith("Switch ")));
    });
  }

  it("silences nothing by a comment in a file that has none", async () => {
    await client.open(uri("control/me"), "mail.example.org:25\n");
    const titles = (await actionsAt("control/me", 0)).map(({ title }) => title);
    assert.ok(
      titles.some((title) => title.startsWith("Switch ")),
      titles.join("\n"),
    );
    assert.ok(!titles.some((title) => title.startsWith("Ignore ")), titles.join("\n"));
  });

  it("offers the other dialects when the menu of the source is asked for", async () => {
    const actions = await actionsAt("root/data", 0, ["source"]);
    const written = actions
      .filter(({ title }) => title.startsWith("Read as"))
      .map(({ edit }) => JSON.parse(edited("", edit!, uri("djblint.json"))).dialect.tinydns);
    assert.deepEqual(written, ["djbdns", "ipv6"]);
  });

  it("applies all safe fixes in passes", async () => {
    const [action] = await actionsAt("root/data", 0, ["source.fixAll"]);
    const text = edited(DATA, action.edit!, uri("root/data"));
    assert.equal(text, DATA.replaceAll(".007", ".7"));
    await client.change(uri("root/data"), 2, [{ text }]);
    await client.diagnostics(uri("root/data"), 2);
    const [again] = await actionsAt("root/data", 0, ["source.fixAll"]);
    assert.equal(edited(text, again.edit!, uri("root/data")), text);
  });

  it("gives no edits of a text that was changed while they were worked out", async () => {
    const typed = { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: "#\n" };
    const action = { title: "", data: { uri: uri("root/data") } };
    // Now and then the machine lets the change arrive behind the answer.
    const resolveChanged = async (version: number) => {
      const resolving = client.request("codeAction/resolve", action);
      await client.change(uri("root/data"), version, [typed]);
      return resolving.then(
        () => undefined,
        (error) => error.code as number,
      );
    };
    let code: number | undefined;
    for (let version = 3; version < 23 && code === undefined; version++) code = await resolveChanged(version);
    assert.equal(code, LSPErrorCodes.ContentModified);
    assert.ok("edit" in (await client.request<CodeAction>("codeAction/resolve", action)));
  });
});

function edited(text: string, { changes = {} }: WorkspaceEdit, uri: string): string {
  const edits = changes[uri] ?? [];
  const offset = ({ line, character }: TextEdit["range"]["start"]) =>
    text
      .split("\n")
      .slice(0, line)
      .reduce((sum, each) => sum + each.length + 1, 0) + character;
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce((result, { range, newText }) => {
      return result.slice(0, offset(range.start)) + newText + result.slice(offset(range.end));
    }, text);
}
