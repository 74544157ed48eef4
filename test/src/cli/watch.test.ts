/** `--watch`: what is seen, what is said, how it ends. */
import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { djblint, withFolder } from "../support/command.js";
import { RunningDjblint } from "../support/running.js";

const GOOD = ".example.org:192.0.2.1:a\n";
const BAD = `${GOOD}+www.example.org:192.0.2.300\n`;

function watching(files: Readonly<Record<string, string>>, work: (run: RunningDjblint, cwd: string) => Promise<void>) {
  return withFolder(files, async (cwd) => {
    const run = new RunningDjblint(["--watch", "--select", "TD101,TR101"], cwd);
    try {
      await work(run, cwd);
    } finally {
      await run.end("SIGKILL");
    }
  });
}

describe("djblint --watch", function () {
  this.timeout(60000);

  it("reports what changes, and ends cleanly when interrupted", () =>
    watching({ "root/data": BAD }, async (run, cwd) => {
      await run.until(/^root\/data:2:\d+: error TD101/m);
      writeFileSync(join(cwd, "root/data"), `# new\n${BAD}`);
      await run.until(/^root\/data:3:\d+: error TD101/m);
      assert.equal(await run.end("SIGINT"), 0);
    }));

  it("sees files that are replaced, folders that are new, and a configuration", () =>
    watching({ "root/data": GOOD, "etc/tcp.smtp": "10.:deny\n10.:allow\n" }, async (run, cwd) => {
      await run.until(/^etc\/tcp\.smtp:2:1: warning TR101/m);
      writeFileSync(join(cwd, "root/data.new"), BAD);
      renameSync(join(cwd, "root/data.new"), join(cwd, "root/data"));
      await run.until(/^root\/data:2:\d+: error TD101/m);
      mkdirSync(join(cwd, "other/root"), { recursive: true });
      writeFileSync(join(cwd, "other/root/data"), BAD);
      await run.until(/^other\/root\/data:2:\d+: error TD101/m);
      writeFileSync(join(cwd, "djblint.json"), '{ "rules": { "TD101": "info" }, "exclude": ["other"] }');
      assert.doesNotMatch(await run.until(/^root\/data:2:\d+: info TD101/m), /^other/m);
      rmSync(join(cwd, "root"), { recursive: true });
      assert.doesNotMatch(await run.until(/TR101/), /^root/m);
      assert.equal(await run.end("SIGTERM"), 0);
    }));

  it("says nothing when nothing new is found", () =>
    watching({ "root/data": BAD, "log/current": "" }, async (run, cwd) => {
      await run.until(/TD101/);
      await run.quietly(500);
      writeFileSync(join(cwd, "root/data"), `${BAD}# more\n`);
      writeFileSync(join(cwd, "log/current"), "a line\n");
      assert.equal(await run.quietly(1500), "");
    }));

  it("goes with nothing that writes, and not with standard input", () => {
    assert.equal(djblint(["--watch", "--fix"]).status, 2);
    assert.equal(djblint(["--watch", "-"]).status, 2);
  });
});
