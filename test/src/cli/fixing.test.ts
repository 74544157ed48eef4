/** `--fix`, `--unsafe-fixes`, `--diff`. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { compileInMemory } from "djblint/compile/tinydns-data";
import { djblint, withFolder } from "../support/command.js";

/** Safe and unsafe fixes, two of them on one line, and bytes that are no text. */
const DATA = [
  ".example.org:192.0.2.1:a:259200",
  "+www.example.org.:192.0.2.010:86400:::extra",
  "+a..example.org:192.0.2.7",
  '\'t.example.org:"caf\u00e9":300',
  "# \u0001\u00ff",
  "+a.example.org:192.0.2.7",
].join("\n");

function read(cwd: string, path: string): string {
  return readFileSync(join(cwd, path), "latin1");
}

function cdb(data: string): Uint8Array {
  return compileInMemory(Buffer.from(data, "latin1"), { dialect: "debian", serial: 1 }).cdb;
}

describe("djblint --fix", () => {
  it("changes no answer and no other byte", () => {
    withFolder({ "root/data": DATA }, (cwd) => {
      const { stderr } = djblint(["--fix"], { cwd });
      assert.match(stderr, /^djblint: \d findings mended in 1 file$/m);
      const after = read(cwd, "root/data");
      assert.notEqual(after, DATA);
      assert.deepEqual(cdb(after), cdb(DATA));
      const [before, fixed] = [DATA.split("\n"), after.split("\n")];
      for (const line of [0, 3, 4, 5]) assert.equal(fixed[line], before[line]);
      assert.equal(djblint(["--fix"], { cwd }).stderr, "", "nothing is left to mend");
      assert.deepEqual(readdirSync(join(cwd, "root")), ["data"]);
    });
  });

  it("mends in passes what overlaps", () => {
    withFolder({ "etc/tcp.smtp": `${"10.:deny\n".repeat(20)}:allow\n` }, (cwd) => {
      assert.match(djblint(["--fix"], { cwd }).stderr, /19 findings mended/);
      assert.equal(read(cwd, "etc/tcp.smtp"), "10.:deny\n:allow\n");
    });
  });

  it("changes answers only when that is asked for", () => {
    withFolder({ "root/data": DATA, "service/log/run": "#!/bin/sh\nexec setuidgid log multilog ./main\n" }, (cwd) => {
      djblint(["--fix"], { cwd });
      assert.match(read(cwd, "root/data"), /"caf/);
      assert.match(read(cwd, "service/log/run"), /multilog \.\/main/);
      djblint(["--unsafe-fixes", "--ignore", "RS004"], { cwd });
      assert.doesNotMatch(read(cwd, "root/data"), /"/);
      assert.match(read(cwd, "service/log/run"), /multilog t \.\/main/);
    });
  });

  it("mends only what is shown", () => {
    withFolder({ "root/data": DATA, "etc/tcp.smtp": "10.:deny\n10.:allow\n:deny\n" }, (cwd) => {
      djblint(["--fix", "--select", "TR"], { cwd });
      assert.equal(read(cwd, "root/data"), DATA);
      assert.equal(read(cwd, "etc/tcp.smtp"), "10.:deny\n:deny\n");
      djblint(["--write-baseline"], { cwd });
      djblint(["--fix", "--baseline", "djblint-baseline.json"], { cwd });
      assert.equal(read(cwd, "root/data"), DATA);
    });
  });

  it("mends the parts of a joined file", () => {
    const files = {
      "djblint.json": '{ "join": { "data.cdb": ["parts/*"] } }',
      "parts/a": ".example.org:192.0.2.1:a\n",
      "parts/b": "+www.example.org:192.0.2.2:86400:::extra\n",
    };
    withFolder(files, (cwd) => {
      djblint(["--fix"], { cwd });
      assert.equal(read(cwd, "parts/a"), files["parts/a"]);
      assert.deepEqual(cdb(files["parts/a"] + read(cwd, "parts/b")), cdb(files["parts/a"] + files["parts/b"]));
      assert.notEqual(read(cwd, "parts/b"), files["parts/b"]);
    });
  });

  it("keeps mode, owner and links", () => {
    withFolder({ "root/data": DATA }, (cwd) => {
      const path = join(cwd, "root/data");
      chmodSync(path, 0o2640);
      symlinkSync("root/data", join(cwd, "link.tinydns"));
      const { uid, gid, mode } = statSync(path);
      djblint(["--fix", "link.tinydns"], { cwd });
      assert.notEqual(read(cwd, "root/data"), DATA);
      assert.ok(lstatSync(join(cwd, "link.tinydns")).isSymbolicLink());
      const after = statSync(path);
      assert.deepEqual([after.uid, after.gid, after.mode], [uid, gid, mode]);
    });
  });

  it("says so when it cannot replace a file by an equal one, and exits with 2", () => {
    withFolder({ "root/data": DATA }, (cwd) => {
      linkSync(join(cwd, "root/data"), join(cwd, "root/backup"));
      const { status, stderr } = djblint(["--fix"], { cwd });
      assert.match(stderr, /root\/data is not written: .*hard links/);
      assert.equal(status, 2);
      assert.equal(read(cwd, "root/data"), DATA);
    });
  });

  it("leaves a file alone that is protected", function () {
    // Nothing is protected from root.
    if (process.getuid?.() === 0) return this.skip();
    withFolder({ "root/data": DATA }, (cwd) => {
      chmodSync(join(cwd, "root/data"), 0o444);
      const { status, stderr } = djblint(["--fix"], { cwd });
      assert.deepEqual([status, read(cwd, "root/data")], [2, DATA]);
      assert.match(stderr, /root\/data is not written: access denied/);
    });
  });

  it("changes nothing, and shows no change, by other settings than were written", () => {
    const settings = ['{ "failOn": "never" }', '{ "rules": { "TX104": "off" } }'];
    for (const configuration of settings) {
      withFolder({ "root/data": DATA, "djblint.json": configuration }, (cwd) => {
        for (const args of [["--fix"], ["--unsafe-fixes"], ["--add-ignores"], ["--diff"], ["--write-baseline"]]) {
          const { status, stdout, stderr } = djblint(args, { cwd });
          assert.equal(status, 2, args[0]);
          assert.match(stdout + stderr, /^djblint\.json:1:\d+: error DJ005/m, args[0]);
          assert.doesNotMatch(stdout, /^\+\+\+/m);
        }
        assert.equal(read(cwd, "root/data"), DATA);
        assert.deepEqual(readdirSync(cwd), ["djblint.json", "root"]);
      });
    }
  });

  it("does not take standard input", () => {
    assert.equal(djblint(["--fix", "-", "--as", "tinydns"], { input: DATA }).status, 2);
    assert.equal(djblint(["--fix", "--write-baseline"]).status, 2);
  });

  it("tells with --verbose what was read", () => {
    withFolder({ "root/data": DATA }, (cwd) => {
      assert.match(djblint(["--fix", "-v"], { cwd }).stderr, /^djblint: root\/data: tinydns data/m);
    });
  });

  it("is what the summary advises", () => {
    withFolder({ "etc/tcp.smtp": "10.:deny\n10.:allow\n" }, (cwd) => {
      assert.match(djblint(["--format", "pretty"], { cwd }).stdout, /\ndjblint can mend 1 with --fix.*--diff/);
    });
  });
});

describe("djblint --diff", () => {
  it("lists no findings, in whatever form", () => {
    for (const args of [["--format", "json"], ["--format", "sarif=x"], ["-o", "x"], ["--statistics"]]) {
      const { status, stderr } = djblint(["--diff", ...args, "fixtures/sites/nusd"]);
      assert.equal(status, 2, args[0]);
      assert.match(stderr, /cannot be used with option/);
    }
  });

  it("shows what --fix would do, writes nothing, and exits with 1 if there is something", () => {
    withFolder({ "root/data": DATA }, (cwd) => {
      const { status, stdout } = djblint(["--diff"], { cwd });
      assert.equal(status, 1);
      assert.match(stdout, /^--- a\/root\/data\n\+\+\+ b\/root\/data\n@@ -1,\d \+1,\d @@\n \.example/);
      assert.equal(read(cwd, "root/data"), DATA);
      djblint(["--fix"], { cwd });
      const nothing = djblint(["--diff"], { cwd });
      assert.deepEqual([nothing.status, nothing.stdout, nothing.stderr], [0, "", ""]);
    });
  });

  it("tells of files that cannot be read, and exits with 2", () => {
    withFolder({ "root/data": DATA }, (cwd) => {
      symlinkSync("missing", join(cwd, "tcp.smtp"));
      const { status, stdout, stderr } = djblint(["--diff"], { cwd });
      assert.match(stdout, /^--- a\/root\/data$/m);
      assert.deepEqual(
        [status, stderr],
        [2, "tcp.smtp:1:1: error DJ004 unreadable-file: cannot be read: file does not exist\n"],
      );
    });
  });

  it("is a patch that git applies", function () {
    if (spawnSync("git", ["--version"]).status !== 0) return this.skip();
    const filler = Array.from({ length: 40 }, (_, number) => `+h${number}.example.org:192.0.2.${number}`).join("\n");
    const long = `${DATA}\n${filler}\n+www.example.org:192.0.2.010\n${filler}\n+end.example.org:192.0.2.010`;
    withFolder({ "root/data": long, "etc/tcp.smtp": "10.:deny\n10.:allow" }, (cwd) => {
      const patch = djblint(["--unsafe-fixes", "--diff"], { cwd }).stdout;
      execFileSync("git", ["apply", "-"], { cwd, input: Buffer.from(patch, "latin1") });
      const patched = ["root/data", "etc/tcp.smtp"].map((path) => read(cwd, path));
      writeFileSync(join(cwd, "root/data"), long, "latin1");
      writeFileSync(join(cwd, "etc/tcp.smtp"), "10.:deny\n10.:allow", "latin1");
      djblint(["--unsafe-fixes", "--ignore", "RS004"], { cwd });
      assert.deepEqual(
        ["root/data", "etc/tcp.smtp"].map((path) => read(cwd, path)),
        patched,
      );
      assert.ok(patch.split("\n@@").length > 3, "several hunks");
    });
  });
});
