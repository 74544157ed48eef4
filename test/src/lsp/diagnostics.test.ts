/** Checks that overlap: what one gives up, the next does. */
import assert from "node:assert/strict";
import { NO_CONFIGURATION } from "djblint/config-file";
import { Checker } from "djblint/lsp/checker";
import { clientTraits } from "djblint/lsp/client-traits";
import { Diagnostics } from "djblint/lsp/diagnostics";
import { OpenDocument } from "djblint/lsp/document-store";
import { Workspace } from "djblint/lsp/workspace";
import type { Connection, Diagnostic } from "vscode-languageserver";
import { memoryHost } from "../support/memory-host.js";

const OURS = "#!/bin/sh\ntcpserver -Z 0 25 qmail-smtpd &\n";
const NOT_OURS = "#!/bin/sh\nexec env -i sleep 5\n";

function session(
  files: Record<string, string>,
  folders: readonly string[],
  open: ReadonlyMap<string, OpenDocument> = new Map(),
  host = memoryHost(files),
) {
  const known = new Map<string, readonly Diagnostic[]>();
  const sent: string[] = [];
  const sendDiagnostics = async ({ uri, diagnostics }: { uri: string; diagnostics: Diagnostic[] }) => {
    known.set(uri, diagnostics);
    sent.push(uri.slice("file://".length));
  };
  const traits = clientTraits({});
  const documents = {
    openAt: (path: string) => (open.has(path) ? { uri: `file://${path}`, version: 1 } : undefined),
    openPaths: () => open.keys(),
  };
  const { columns } = traits;
  const workspace = new Workspace({
    host,
    now: () => 1_800_000_000,
    columns,
    openPaths: () => open.keys(),
    opened: (path) => {
      const content = open.get(path);
      return content && { content, language: undefined };
    },
  });
  const connection = { sendDiagnostics } as unknown as Connection;
  const diagnostics = new Diagnostics(connection, documents, workspace, new Checker(), traits);
  for (const folder of folders) workspace.addFolder(folder);
  const codes = (path: string) => (known.get(`file://${path}`) ?? []).map(({ code }) => code);
  return { diagnostics, workspace, codes, sent };
}

/** Lets the other work get on by so many steps. */
async function steps(count: number): Promise<void> {
  for (let left = count; left > 0; left--) await undefined;
}

const MOST_STEPS = 400;

/** What one piece of work waits for, and another gives. */
function signal() {
  let resolve = () => {};
  const given = new Promise<void>((done) => {
    resolve = done;
  });
  const one = {
    given,
    isGiven: false,
    give: () => {
      one.isGiven = true;
      resolve();
    },
  };
  return one;
}

describe("trees of a workspace", () => {
  const DATA = "/a/b/root/data";
  const FILES = { [DATA]: "+www.example.org:192.0.2.300\n", "/a/root/data": ".example.net:192.0.2.1:a\n" };

  it("are not current any more when they are read anew", async () => {
    const { workspace } = session(FILES, ["/a"]);
    const before = await workspace.treeOf(DATA);
    assert.ok(before.sources.has(DATA));
    workspace.reloadAround(DATA);
    const now = await workspace.treeOf(DATA);
    assert.deepEqual([before.sources.size, workspace.isDropped(before), workspace.isDropped(now)], [0, true, false]);
  });

  it("are read once more when files come while they are read", async () => {
    const files: Record<string, string> = { ...FILES };
    const { workspace } = session(files, ["/a"]);
    const asked = workspace.treeOf(DATA);
    for (let turn = 0; turn < 3; turn++) {
      workspace.reloadAround(DATA);
      await steps(20);
    }
    files[DATA] = "+www.example.org:192.0.2.30\n";
    workspace.reloadAround(DATA);
    const { tree } = await asked;
    assert.equal(tree.text(DATA)?.bytes.length, files[DATA].length);
  });

  it("follow the disk in a folder inside of another, of which the inner one speaks", async () => {
    const files: Record<string, string> = { ...FILES };
    const { workspace, diagnostics, codes, sent } = session(files, ["/a/b", "/a"]);
    await diagnostics.checkAll();
    assert.ok(codes(DATA).includes("TD101"));
    assert.equal(sent.filter((path) => path === DATA).length, 1);
    files[DATA] = "# nothing\n";
    assert.ok(await workspace.changedOnDisk(DATA));
    for (const checked of await workspace.trees()) assert.equal(checked.tree.text(DATA)?.bytes.length, 10);
    delete files[DATA];
    workspace.reloadAround(DATA);
    for (const checked of await workspace.trees()) assert.ok(!checked.sources.has(DATA));
  });

  it("are not made of settings that only the editor has", async () => {
    const files = { "/b/tcp.smtp": ":allow\n", "/b/tcp.pop3": ":allow\n" };
    const workspace = new Workspace({
      host: memoryHost(files),
      now: () => 1_800_000_000,
      columns: "utf8",
      openPaths: () => [],
      opened: () => undefined,
      editorSettings: async (folder) => ({ ...NO_CONFIGURATION, path: `${folder}/djblint.json` }),
    });
    const { sources } = await workspace.treeOf("/b/tcp.smtp");
    assert.deepEqual([...sources.keys()], ["/b/tcp.smtp"]);
    assert.equal(await workspace.configurationText("/b/tcp.smtp"), undefined);
  });

  it("have no text of a configuration that is gone", async () => {
    const files: Record<string, string> = { ...FILES, "/a/djblint.json": "{}" };
    const { workspace } = session(files, ["/a"]);
    assert.equal((await workspace.configurationText(DATA))?.path, "/a/djblint.json");
    delete files["/a/djblint.json"];
    assert.equal(await workspace.configurationText(DATA), undefined);
  });
});

describe("edits while files are checked", () => {
  const DATA = "/a/root/data";
  const line = (number: number) => `%in:192.168.${number % 256}.${number % 9}.7\n`;
  const TEXT = Array.from({ length: 4000 }, (_, number) => line(number)).join("");

  it("end what was said of the text before, whose bytes they overwrite", async () => {
    const content = new OpenDocument(1, TEXT);
    // An edit makes room for others.
    content.apply([{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: "#\n" }], 2);
    const { diagnostics, workspace } = session({ [DATA]: "" }, ["/a"], new Map([[DATA, content]]));
    await workspace.treeOf(DATA);
    content.apply([{ range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, text: "#\n" }], 3);
    const before = (await workspace.treeOf(DATA)).sources.get(DATA)!;
    let asked = 0;
    const reports = await diagnostics.ofWorkspace(new Map([[`file://${DATA}`, "1"]]), () => {
      if (++asked === 3) {
        const range = { start: { line: 1, character: 0 }, end: { line: 2000, character: 0 } };
        content.apply([{ range, text: "+x.example.org:192.0.2.1\n" }], 4);
      }
      return true;
    });
    assert.ok(asked >= 3 && before.whole.text.isOverwritten);
    assert.deepEqual(reports, []);
  });

  it("are seen by the checks of other files that begin behind them", async () => {
    const files = {
      "/a/tinydns/run": "#!/bin/sh\nexec env ROOT=/a/tinydns/root IP=192.0.2.54 tinydns\n",
      "/a/tinydns/root/data": "",
    };
    const content = new OpenDocument(1, ".example.org:192.0.2.53:a\n");
    const { diagnostics } = session(files, ["/a"], new Map([["/a/tinydns/root/data", content]]));
    const reported = async (isWanted: () => boolean) => {
      const reports = await diagnostics.ofWorkspace(new Map(), isWanted);
      const own = reports.find(({ uri }) => uri === "file:///a/tinydns/run") as { items: Diagnostic[] } | undefined;
      return own!.items.map(({ code }) => code);
    };
    assert.ok((await reported(() => true)).includes("XF306"));
    const typed = (text: string) => {
      const range = { start: { line: 0, character: 22 }, end: { line: 0, character: 23 } };
      content.apply([{ range, text }], content.version + 1);
    };
    typed("3");
    await reported(() => true);
    let asked = 0;
    const found = await reported(() => {
      if (++asked === 1) typed("4");
      return true;
    });
    assert.ok(asked > 1 && !found.includes("XF306"));
  });

  it("leave no trace where the document is closed before anybody looks", async () => {
    const content = new OpenDocument(1, `${line(1)}${line(2)}`);
    const open = new Map([[DATA, content]]);
    const { workspace } = session({ [DATA]: line(3) }, ["/a", "/a/root"], open);
    const typed = (text: string) => {
      content.apply([{ range: { start: { line: 0, character: 1 }, end: { line: 0, character: 2 } }, text }], 2);
    };
    const trees = await workspace.trees();
    typed("1");
    await workspace.trees();
    typed("2");
    workspace.closing();
    open.delete(DATA);
    for (const { sources } of trees) assert.ok(!sources.get(DATA)!.whole.text.isOverwritten);
    await workspace.closed(DATA);
    for (const { sources } of trees)
      assert.deepEqual(sources.get(DATA)!.whole.text.slice({ start: 0, end: 9 }), "%in:192.1");
  });

  it("are seen in all trees that a document is in", async () => {
    const content = new OpenDocument(1, `${line(1)}${line(2)}`);
    const { workspace } = session({ [DATA]: "" }, ["/a", "/a/root"], new Map([[DATA, content]]));
    for (const text of ["1", "2", "3", "4"]) {
      await workspace.trees();
      content.apply([{ range: { start: { line: 0, character: 1 }, end: { line: 0, character: 2 } }, text }], 2);
      for (const { sources } of await workspace.trees()) {
        const { text: seen } = sources.get(DATA)!.whole;
        assert.ok(!seen.isOverwritten);
        assert.equal(seen.slice({ start: 0, end: 3 }), `%${text}n`);
      }
    }
  });
});

describe("files that others depend on", () => {
  const RUN = "/a/tinydns/run";
  const SCRIPT = "#!/bin/sh\nexec envdir ./env tinydns\n";
  const ENV = { "/a/tinydns/env/ROOT": "/a/tinydns/root\n", "/a/tinydns/env/IP": "192.0.2.54\n" };
  const replaced = (from: number, to: number, text: string) => [
    { range: { start: { line: 0, character: from }, end: { line: 0, character: to } }, text },
  ];

  it("count as they are in the editor though they are in none of our languages", async () => {
    const content = new OpenDocument(1, ENV["/a/tinydns/env/IP"]);
    const open = new Map([["/a/tinydns/env/IP", content]]);
    const files = { ...ENV, [RUN]: SCRIPT, "/a/tinydns/root/data": ".example.org:192.0.2.53:a\n" };
    const { diagnostics, codes } = session(files, ["/a"], open);
    await diagnostics.checkAll();
    assert.ok(codes(RUN).includes("XF306"));
    content.apply(replaced(9, 10, "3"), 2);
    diagnostics.owe("/a/tinydns/env/IP");
    await diagnostics.checkOwed();
    assert.ok(!codes(RUN).includes("XF306"));
  });

  it("are seen from folders around the one that speaks of them", async () => {
    const content = new OpenDocument(1, ".example.org:192.0.2.53:a\n");
    const open = new Map([["/a/tinydns/root/data", content]]);
    const files = { ...ENV, [RUN]: SCRIPT, "/a/tinydns/root/data": "" };
    const { diagnostics, codes } = session(files, ["/a", "/a/tinydns/root"], open);
    await diagnostics.checkAll();
    assert.ok(codes(RUN).includes("XF306"));
    content.apply(replaced(22, 23, "4"), 2);
    diagnostics.owe("/a/tinydns/root/data");
    await diagnostics.checkOwed();
    assert.ok(!codes(RUN).includes("XF306"));
  });
});

describe("checks that overlap", () => {
  it("forget a file that is ours no more, whenever the check of another comes in between", async () => {
    for (let between = 0; between < MOST_STEPS; between += 4) {
      const files = { "/a/etc/rc.local": OURS, "/a/etc/tcp.smtp": ":allow\n" };
      const { diagnostics, workspace, codes } = session(files, ["/a"]);
      await diagnostics.checkAll();
      assert.ok(codes("/a/etc/rc.local").includes("RS044"));
      files["/a/etc/rc.local"] = NOT_OURS;
      workspace.reloadAround("/a/etc/rc.local");
      const all = diagnostics.checkAll();
      await steps(between);
      diagnostics.owe("/a/etc/tcp.smtp");
      await Promise.all([all, diagnostics.checkOwed()]);
      assert.deepEqual(codes("/a/etc/rc.local"), [], `after ${between} steps`);
    }
  });

  it("look around a file once more that changed while they did", async () => {
    for (let between = 0; between < MOST_STEPS; between += 4) {
      const files = { "/a/etc/tcp.smtp": ":allow\n" };
      const { diagnostics, workspace, codes } = session(files, ["/a"]);
      await diagnostics.checkAll();
      const write = async (text: string) => {
        files["/a/etc/tcp.smtp"] = text;
        await workspace.changedOnDisk("/a/etc/tcp.smtp");
        diagnostics.owe("/a/etc/tcp.smtp");
      };
      await write(":deny\n");
      const around = diagnostics.checkOwed();
      await steps(between);
      await write("10.0.0.0/8:allow\n:deny\n");
      await around;
      await diagnostics.checkOwed();
      assert.ok(codes("/a/etc/tcp.smtp").includes("TR003"), `after ${between} steps`);
    }
  });

  it("leave the last word to the one that began last, though an earlier one waited longer", async () => {
    const files = { "/a/djblint.json": "{", "/a/root/data": ".example.org:192.0.2.1:a\n", "/c/control/me": "" };
    const open = new Map([["/c/control/me", new OpenDocument(1, "mail.example.org\n")]]);
    const [asked, answered] = [signal(), signal()];
    const host = memoryHost(files);
    const list = async (path: string) => {
      if (path === "/c/control" && !asked.isGiven) {
        asked.give();
        await answered.given;
      }
      return host.list(path);
    };
    const { diagnostics, workspace, codes } = session(files, ["/a"], open, { ...host, list });
    const before = diagnostics.checkAll();
    await asked.given;
    files["/a/djblint.json"] = "{}";
    workspace.reload();
    await diagnostics.checkAll();
    answered.give();
    await before;
    assert.deepEqual(codes("/a/djblint.json"), []);
  });

  it("send what is new of a file though the client has asked for it meanwhile", async () => {
    const files = { "/a/djblint.json": "{" };
    const { diagnostics, workspace, codes } = session(files, ["/a"]);
    await diagnostics.checkAll();
    files["/a/djblint.json"] = "{}";
    workspace.reload();
    await diagnostics.ofDocument("/a/djblint.json", undefined);
    await diagnostics.checkAll();
    assert.deepEqual(codes("/a/djblint.json"), []);
  });

  it("tell of a configuration as it is in the editor, though another one is in force still", async () => {
    const path = "/a/djblint.json";
    const content = new OpenDocument(1, "{}");
    const { diagnostics, workspace, codes } = session({ [path]: "{" }, ["/a"], new Map([[path, content]]));
    await workspace.treeOf(path);
    for (const [version, text, found] of [
      [2, '{"rules": {"NOPE": "off"}}', ["DJ005"]],
      [3, "{}", []],
    ] as const) {
      content.apply([{ text }], version);
      const report = await diagnostics.ofDocument(path, undefined);
      assert.deepEqual("items" in report && report.items.map(({ code }) => code), found);
    }
    await diagnostics.checkAll();
    assert.deepEqual(codes(path), []);
  });

  it("look around each file that changed, though another changed in another folder", async () => {
    for (let between = 0; between < MOST_STEPS; between += 4) {
      const files = { "/a/etc/tcp.smtp": ":allow\n", "/b/etc/tcp.smtp": ":allow\n" };
      const { diagnostics, workspace, codes } = session(files, ["/a", "/b"]);
      await diagnostics.checkAll();
      files["/a/etc/tcp.smtp"] = "10.0.0.0/8:allow\n:deny\n";
      await workspace.changedOnDisk("/a/etc/tcp.smtp");
      diagnostics.owe("/a/etc/tcp.smtp");
      const around = diagnostics.checkOwed();
      await steps(between);
      diagnostics.owe("/b/etc/tcp.smtp");
      await Promise.all([around, diagnostics.checkOwed()]);
      assert.ok(codes("/a/etc/tcp.smtp").includes("TR003"), `after ${between} steps`);
    }
  });
});
