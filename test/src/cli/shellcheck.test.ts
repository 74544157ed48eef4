import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { djblint, withFolder } from "../support/command.js";

const SITE = {
  "a/run": '#!/bin/sh\nexec 2>&1\n# \xc3\xa4\necho "\xc3\xa4" $1\nexec setuidgid web env sleep 1\n',
  "b/run": "#!/usr/bin/python3\nimport os\n",
  "etc/inittab": "SV:123456:respawn:/command/svscanboot\n",
};

interface Found {
  readonly code: string;
  readonly file: string;
  readonly docs: string;
  readonly range: unknown;
}

describe("djblint check --shellcheck", () => {
  before(function () {
    if (spawnSync("shellcheck", ["--version"]).status !== 0) {
      console.log("      shellcheck is not installed");
      this.skip();
    }
  });

  it("adds what shellcheck says of scripts that a shell reads", () => {
    withFolder(SITE, (cwd) => {
      const { stdout } = djblint(["--shellcheck", "--format", "json", "--isolated"], { cwd });
      const found = (JSON.parse(stdout).findings as Found[]).filter(({ code }) => code.startsWith("SC"));
      assert.deepEqual(
        found.map(({ code, file, docs, range }) => ({ code, file, docs, range })),
        [
          {
            code: "SC2086",
            file: "a/run",
            docs: "https://www.shellcheck.net/wiki/SC2086",
            range: { start: { line: 3, character: 10 }, end: { line: 3, character: 12 } },
          },
        ],
      );
    });
  });

  it("is off unless asked for, and follows the choice of rules", () => {
    withFolder(SITE, (cwd) => {
      for (const args of [[], ["--shellcheck", "--ignore", "SC2086"], ["--shellcheck", "--select", "RS"]]) {
        assert.ok(!djblint([...args, "--format", "concise"], { cwd }).stdout.includes("SC2"), args.join(" "));
      }
      const { stdout, status } = djblint(["--shellcheck", "--select", "SC", "--fail-on", "info"], { cwd });
      assert.match(stdout, /^a\/run:4:11: info SC2086 shellcheck-2086: Double quote to prevent globbing/);
      assert.equal(status, 1);
    });
  });

  it("takes no standard input", () => {
    assert.equal(djblint(["--shellcheck", "-", "--as", "run"], { input: "" }).status, 2);
  });
});

describe("djblint check --shellcheck without shellcheck", () => {
  it("says so, and when it answers nonsense", () => {
    withFolder({ ...SITE, "bin/shellcheck": "#!/bin/sh\necho nonsense\n" }, (cwd) => {
      const missing = djblint(["--shellcheck"], { cwd, env: { PATH: join(cwd, "nowhere") } });
      assert.deepEqual([missing.status, missing.stderr], [2, "djblint: --shellcheck: shellcheck is not installed\n"]);
      chmodSync(join(cwd, "bin/shellcheck"), 0o755);
      const nonsense = djblint(["--shellcheck"], { cwd, env: { PATH: `${join(cwd, "bin")}:/usr/bin:/bin` } });
      assert.equal(nonsense.status, 2);
      assert.match(nonsense.stderr, /did not answer in its form json1/);
    });
  });
});
