/** The package of the server: what is in it, and that it runs without anything else. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withFolder } from "../support/command.js";

function npm(cwd: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync("npm", args, { cwd, encoding: "utf8", timeout: 120000 });
  assert.equal(status, 0, stderr);
  return stdout;
}

describe("npm package", function () {
  this.timeout(240000);

  it("holds the program and what tells about it, and nothing else", () => {
    const [{ files }] = JSON.parse(npm("server", "pack", "--dry-run", "--json", "--ignore-scripts"));
    const paths = files.map(({ path }: { path: string }) => path);
    for (const path of ["package.json", "README.md", "THIRD-PARTY.md", "bin/djblint.cjs", "man/djblint.1"]) {
      assert.ok(paths.includes(path), path);
    }
    const others = paths.filter(
      (path: string) =>
        !/^(bin|man)\/|^dist\/[\w-]+\.cjs$|^schema\/[\w.]+\.json$|^[A-Z-]+(\.md)?$|^package\.json$/.test(path),
    );
    assert.deepEqual(others, []);
    const { dependencies, scripts } = JSON.parse(readFileSync("server/package.json", "utf8"));
    assert.equal(dependencies, undefined, "everything is bundled");
    assert.deepEqual(Object.keys(scripts), ["prepack"], "nothing runs where it is installed");
  });

  it("is installed from its file and runs, without a network", () => {
    withFolder({ "etc/tcp.smtp": "10.:deny\n10.:allow\n" }, (folder) => {
      npm("server", "pack", "--pack-destination", folder);
      npm(
        folder,
        "install",
        "--global",
        "--offline",
        "--no-audit",
        "--no-fund",
        "--prefix",
        folder,
        join(folder, "djblint-0.1.0.tgz"),
      );
      assert.match(readFileSync(join(folder, "share/man/man1/djblint.1"), "utf8"), /^\.Dt DJBLINT 1$/m);
      const djblint = join(folder, "bin/djblint");
      const run = spawnSync(djblint, ["etc"], { cwd: folder, encoding: "utf8", timeout: 60000 });
      assert.match(run.stdout, /^etc\/tcp\.smtp:2:1: warning TR101 shadowed-rule: /m, run.stderr);
      assert.equal(run.status, 1);
      const lsp = spawnSync(djblint, ["lsp", "--stdio"], {
        cwd: folder,
        input:
          'Content-Length: 88\r\n\r\n{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"capabilities":{}}}',
        encoding: "utf8",
        timeout: 60000,
      });
      assert.doesNotMatch(lsp.stderr, /Cannot find module/);
    });
  });

  it("names every package that is bundled, with its licence", () => {
    const notice = readFileSync("server/THIRD-PARTY.md", "utf8");
    for (const name of ["chevrotain", "commander", "vscode-languageserver", "zod"]) {
      assert.match(notice, new RegExp(`^\\| ${name} \\| [\\d.]+ \\| [\\w.-]+ \\| https://`, "m"));
      assert.match(notice, new RegExp(`^## ${name}\\n\\n\`\`\`\\n.*licen[cs]e|copyright`, "im"));
    }
    assert.doesNotMatch(notice, /undefined/);
  });
});
