/** The benchmark of an editor's checks goes by parts of the language server that nothing else asks for by themselves. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

describe("the benchmark of checks after a change", () => {
  let folder: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "djblint-bench-"));
    const { writeSiteTree } = await import(pathToFileURL(resolve("bench/site-tree.mjs")).href);
    writeSiteTree(folder, { zones: 200, files: 20, services: 121 });
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it("makes its changes in a small tree, and sees their findings", () => {
    const env = { ...process.env, BENCH_ROUNDS: "4" };
    const { status, stdout, stderr } = spawnSync(process.execPath, ["bench/recheck.mjs", folder], {
      encoding: "utf8",
      env,
    });
    assert.equal(status, 0, stderr);
    const shown = [...stdout.matchAll(/^after a change of (.+?): .* ([\d.]+) files shown anew$/gm)];
    assert.equal(shown.length, 7, stdout);
    for (const [, what, files] of shown) assert.ok(Number(files) > 0, `${what}: nothing is shown anew`);
  });
});
