/** Checks that overlap: what one gives up, the next does. */
import assert from "node:assert/strict";
import { Checker } from "djblint/lsp/checker";
import { clientTraits } from "djblint/lsp/client-traits";
import { Diagnostics } from "djblint/lsp/diagnostics";
import { Workspace } from "djblint/lsp/workspace";
import type { Connection, Diagnostic } from "vscode-languageserver";
import { memoryHost } from "../support/memory-host.js";

const OURS = "#!/bin/sh\ntcpserver -Z 0 25 qmail-smtpd &\n";
const NOT_OURS = "#!/bin/sh\nexec env -i sleep 5\n";

function session(files: Record<string, string>, folders: readonly string[]) {
  const known = new Map<string, readonly Diagnostic[]>();
  const sendDiagnostics = async ({ uri, diagnostics }: { uri: string; diagnostics: Diagnostic[] }) => {
    known.set(uri, diagnostics);
  };
  const traits = clientTraits({});
  const nothingOpen = { openAt: () => undefined, openPaths: () => [] };
  const host = memoryHost(files);
  const { columns } = traits;
  const workspace = new Workspace({
    host,
    now: () => 1_800_000_000,
    columns,
    openPaths: () => [],
    opened: () => undefined,
  });
  const connection = { sendDiagnostics } as unknown as Connection;
  const diagnostics = new Diagnostics(connection, nothingOpen, workspace, new Checker(), traits);
  for (const folder of folders) workspace.addFolder(folder);
  const codes = (path: string) => (known.get(`file://${path}`) ?? []).map(({ code }) => code);
  return { diagnostics, workspace, codes };
}

/** Lets the other work get on by so many steps. */
async function steps(count: number): Promise<void> {
  for (let left = count; left > 0; left--) await undefined;
}

const MOST_STEPS = 400;

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
      await Promise.all([all, diagnostics.checkAround("/a/etc/tcp.smtp")]);
      assert.deepEqual(codes("/a/etc/rc.local"), [], `after ${between} steps`);
    }
  });

  it("look around each file that changed, though another changed in another folder", async () => {
    for (let between = 0; between < MOST_STEPS; between += 4) {
      const files = { "/a/etc/tcp.smtp": ":allow\n", "/b/etc/tcp.smtp": ":allow\n" };
      const { diagnostics, workspace, codes } = session(files, ["/a", "/b"]);
      await diagnostics.checkAll();
      files["/a/etc/tcp.smtp"] = "10.0.0.0/8:allow\n:deny\n";
      await workspace.changedOnDisk("/a/etc/tcp.smtp");
      const around = diagnostics.checkAround("/a/etc/tcp.smtp");
      await steps(between);
      await Promise.all([around, diagnostics.checkAround("/b/etc/tcp.smtp")]);
      assert.ok(codes("/a/etc/tcp.smtp").includes("TR003"), `after ${between} steps`);
    }
  });
});
