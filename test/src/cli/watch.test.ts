/** `--watch`: what is seen, what is said, how it ends. */
import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { djblint, withFolder } from "../support/command.js";
import { RunningDjblint } from "../support/running.js";

const GOOD = ".example.org:192.0.2.1:a\n";
const BAD = `${GOOD}+www.example.org:192.0.2.300\n`;

type Work = (run: RunningDjblint, cwd: string) => Promise<void>;

const CHECK = ["--watch", "--select", "TD101,TR101"];

function watching(files: Readonly<Record<string, string>>, work: Work, args: readonly string[] = CHECK) {
  return withFolder(files, async (cwd) => {
    const run = new RunningDjblint(args, cwd);
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

describe("djblint compile --watch", function () {
  this.timeout(60000);
  const COMPILE = ["compile", "--watch"];

  function answers(cwd: string, name: string): string {
    return djblint(["simulate", "answer", "root/data.cdb", "a", name], { cwd }).stdout;
  }

  it("keeps the compiled file fresh, and leaves it alone when there are errors", () =>
    watching(
      { "root/data": `${GOOD}+www.example.org:192.0.2.7\n` },
      async (run, cwd) => {
        await run.until(/^root\/data\.cdb: \d+ records/m);
        assert.match(answers(cwd, "www.example.org"), /192\.0\.2\.7/);
        writeFileSync(join(cwd, "root/data"), BAD);
        await run.until(/root\/data is not compiled/);
        assert.match(answers(cwd, "www.example.org"), /192\.0\.2\.7/);
        assert.equal(await run.quietly(1000), "");
        writeFileSync(join(cwd, "root/data"), `${GOOD}+www.example.org:192.0.2.8\n`);
        await run.until(/^root\/data\.cdb: \d+ records/m);
        assert.match(answers(cwd, "www.example.org"), /192\.0\.2\.8/);
        rmSync(join(cwd, "root/data.cdb"));
        await run.until(/^root\/data\.cdb: \d+ records/m);
        assert.equal(await run.end("SIGINT"), 0);
      },
      COMPILE,
    ));

  it("compiles only what has changed", () =>
    watching(
      { "root/data": GOOD, "etc/tcp.smtp": ":allow\n" },
      async (run, cwd) => {
        await run.until(/tcp\.smtp\.cdb/);
        await run.quietly(500);
        writeFileSync(join(cwd, "etc/tcp.smtp"), "127.:allow\n:deny\n");
        assert.doesNotMatch(await run.until(/tcp\.smtp\.cdb: 2 /), /root/);
        assert.equal(await run.end("SIGTERM"), 0);
      },
      COMPILE,
    ));

  it("does not go with --check", () => assert.equal(djblint([...COMPILE, "--check"]).status, 2));
});
