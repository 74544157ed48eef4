/** `djblint compile` and the stand-in for tinydns-data, on a real file system. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { djblint, withFolder } from "../support/command.js";
import { readJsonLines } from "../support/files.js";

interface FileSystemVector {
  readonly id: string;
  readonly group: string;
  readonly input_b64: string;
  readonly mtime: number;
  readonly setup: string | null;
  readonly exit: number;
  readonly stderr: string;
  readonly cdb_sha256: string | null;
  readonly mode: string | null;
  readonly tmp_left: number | null;
}

const OLD = "old database";

/** What each set-up of the recorded runs prepares. */
const SETUPS: Readonly<Record<string, (folder: string) => void>> = {
  datadir: (folder) => mkdirSync(join(folder, "data")),
  tmpdir: (folder) => mkdirSync(join(folder, "data.tmp")),
  cdbdir: (folder) => mkdirSync(join(folder, "data.cdb")),
  full: (folder) => symlinkSync("/dev/full", join(folder, "data.tmp")),
  oldcdb: (folder) => writeFileSync(join(folder, "data.cdb"), OLD),
  staletmp: (folder) => writeFileSync(join(folder, "data.tmp"), "x".repeat(5000)),
};

describe("djblint tinydns-data: recorded runs with a file system", () => {
  for (const vector of readJsonLines<FileSystemVector>("fixtures/oracle/tinydns/compile.jsonl")) {
    if (vector.group !== "filesystem") continue;
    it(vector.id, () => {
      withFolder({}, (cwd) => {
        if (vector.setup !== "nodata" && vector.setup !== "datadir") {
          writeFileSync(join(cwd, "data"), Buffer.from(vector.input_b64, "base64"));
          utimesSync(join(cwd, "data"), vector.mtime, vector.mtime);
        }
        SETUPS[vector.setup ?? ""]?.(cwd);
        const args = vector.setup === "args" ? ["tinydns-data", "--help", "x"] : ["tinydns-data"];
        const { status, stdout, stderr } = djblint(args, { cwd });
        assert.deepEqual({ status, stdout, stderr }, { status: vector.exit, stdout: "", stderr: vector.stderr });
        const cdb = join(cwd, "data.cdb");
        if (vector.exit === 0) {
          assert.equal(createHash("sha256").update(readFileSync(cdb)).digest("hex"), vector.cdb_sha256);
          assert.equal(statSync(cdb).mode & 0o777, 0o644);
          assert.ok(!existsSync(join(cwd, "data.tmp")));
        } else if (vector.setup === "oldcdb") assert.equal(readFileSync(cdb, "utf8"), OLD);
      });
    });
  }

  it("leaves as much of data.tmp behind as the real program", () => {
    const line = (index: number) => `+host${index}.example.org:192.0.2.1\n`;
    const many = (count: number) => Array.from({ length: count }, (_, index) => line(index)).join("");
    // 47 to 49 bytes a record; more than 8192 bytes of them reach the disk in pieces of 8192 behind the head.
    for (const [count, size] of [
      [10, 0],
      [400, 2048 + 2 * 8192],
    ]) {
      withFolder({ data: `${many(count)}!\n` }, (cwd) => {
        assert.equal(djblint(["tinydns-data"], { cwd }).status, 111);
        assert.equal(statSync(join(cwd, "data.tmp")).size, size);
      });
    }
  });
});

describe("djblint compile", () => {
  const GOOD = ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n";

  it("writes data.cdb beside data and says what it wrote", () => {
    withFolder({ "root/data": GOOD }, (cwd) => {
      utimesSync(join(cwd, "root/data"), 1700000000, 1700000000);
      const { status, stdout } = djblint(["compile"], { cwd });
      assert.equal(stdout, "root/data.cdb: 4 records, 1 zone, 2353 bytes, serial 1700000000\n");
      assert.equal(status, 0);
      assert.deepEqual(readdirSync(join(cwd, "root")), ["data", "data.cdb"]);
      const compiled = readFileSync(join(cwd, "root/data.cdb"));
      djblint(["tinydns-data"], { cwd: join(cwd, "root") });
      assert.deepEqual(readFileSync(join(cwd, "root/data.cdb")), compiled);
    });
  });

  it("leaves the old database in place, and tells line, column and cause of every fault", () => {
    const label = "x".repeat(64);
    withFolder({ "root/data": `${GOOD}+${label}.example.org:192.0.2.1\n!\n`, "root/data.cdb": OLD }, (cwd) => {
      const { status, stderr } = djblint(["compile", "root/data"], { cwd });
      assert.equal(status, 1);
      assert.match(stderr, /error\[TD003\].*root\/data:3:2/s);
      assert.match(stderr, /error\[TD001\].*root\/data:4:1/s);
      assert.equal(readFileSync(join(cwd, "root/data.cdb"), "utf8"), OLD);
      assert.deepEqual(readdirSync(join(cwd, "root")), ["data", "data.cdb"]);
    });
  });

  it("refuses errors that the real compiler would take, unless forced", () => {
    withFolder({ "root/data": `${GOOD}+x.example.org:192.0.2.300\n` }, (cwd) => {
      assert.equal(djblint(["compile"], { cwd }).status, 1);
      assert.ok(!existsSync(join(cwd, "root/data.cdb")));
      assert.equal(djblint(["compile", "--force"], { cwd }).status, 0);
      assert.ok(existsSync(join(cwd, "root/data.cdb")));
    });
  });

  it("says which folder is missing for what is joined, and takes no source for the compiled file", () => {
    const parts = { "a.dns": ".example.org:192.0.2.1:a\n", "b.dns": "+b.example.org:192.0.2.2\n" };
    withFolder({ ...parts, "djblint.json": '{ "join": { "root/data.cdb": ["*.dns"] } }' }, (cwd) => {
      const { status, stderr } = djblint(["compile"], { cwd });
      assert.equal(status, 2);
      assert.match(stderr, /^djblint: a\.dns \+ b\.dns: there is no folder root to write into\n$/);
    });
    withFolder(
      { ...parts, data: "+c.example.org:192.0.2.3\n", "djblint.json": '{ "join": { "data": ["*.dns"] } }' },
      (cwd) => {
        const { status, stdout } = djblint([], { cwd });
        assert.equal(status, 2);
        assert.match(stdout, /^djblint\.json:1:\d+: error .*name the compiled file, such as root\/data\.cdb/m);
      },
    );
  });

  it("joins parts in order and tells faults in the part they are in", () => {
    const files = {
      "djblint.json": '{ "join": { "root/data.cdb": ["own.dns", "customers/*.dns"] } }',
      "own.dns": "%in:192.168\n.example.org:192.0.2.1:a",
      "customers/b.dns": "+b.example.org:192.0.2.3:::in\n",
      "customers/a.dns": "+a.example.org:192.0.2.2\n",
      "root/keep": "",
    };
    withFolder(files, (cwd) => {
      for (const part of ["own.dns", "customers/a.dns", "customers/b.dns"])
        utimesSync(join(cwd, part), 1700000000, 1700000000);
      const { status, stdout } = djblint(["compile"], { cwd });
      assert.equal(status, 0);
      assert.match(stdout, /^root\/data\.cdb: 6 records, 1 zone, .*serial 1700000000\n$/);
      const lines = djblint(["dump", "root/data.cdb"], { cwd }).stdout;
      assert.match(lines, /%in.*\+a\.example\.org.*\+b\.example\.org/s);
      // A part alone is judged with the others: b's location is defined in own.dns.
      assert.doesNotMatch(djblint(["customers/b.dns"], { cwd }).stdout, /TD141|TD305/);

      // A suppression for the whole file is one for its part.
      const wrong = "+c.example.org:192.0.2.300\n";
      writeFileSync(join(cwd, "customers/a.dns"), `# djblint-ignore-file TD101 -- test\n${wrong}`);
      writeFileSync(join(cwd, "customers/b.dns"), wrong);
      assert.deepEqual(djblint([], { cwd }).stdout.match(/^\S+ error TD101/gm), ["customers/b.dns:1:24: error TD101"]);

      writeFileSync(join(cwd, "customers/b.dns"), "# customer b\n!\n");
      const bad = djblint(["compile"], { cwd });
      assert.equal(bad.status, 1);
      assert.match(bad.stderr, /error\[TD001\].*customers\/b\.dns:2:1/s);
      assert.match(djblint([], { cwd }).stdout, /^customers\/b\.dns:2:1: error TD001/m);
    });
  });

  it("compiles nothing by a configuration that cannot be read", () => {
    const files = { "root/data": ".example.org:192.0.2.1:a\n", "djblint.json": '{ "dialect": ' };
    withFolder(files, (cwd) => {
      const { status, stdout, stderr } = djblint(["compile", "root"], { cwd });
      assert.deepEqual([status, stdout], [2, ""]);
      assert.match(stderr, /^djblint: djblint\.json:1:14: not valid JSON/);
      assert.ok(!existsSync(join(cwd, "root/data.cdb")));
      writeFileSync(join(cwd, "djblint.json"), '{ "rules": { "TD999": "off" } }');
      assert.equal(djblint(["compile", "root"], { cwd }).status, 0);
    });
  });

  it("says that nothing is below a file", () => {
    withFolder({ "root/data": GOOD, "djblint.json": '{ "join": { "root/data/x.cdb": ["root/data"] } }' }, (cwd) => {
      const { status, stderr } = djblint(["compile", "root/data/x"], { cwd });
      assert.deepEqual([status, stderr], [2, "djblint: root/data/x: not a directory\n"]);
      const missing = djblint(["compile", "--check"], { cwd });
      assert.deepEqual([missing.status, missing.stdout], [1, "root/data/x.cdb: does not exist\n"]);
    });
  });

  it("says which outputs are stale", () => {
    withFolder({ "root/data": GOOD }, (cwd) => {
      const missing = djblint(["compile", "--check"], { cwd });
      assert.deepEqual([missing.status, missing.stdout], [1, "root/data.cdb: does not exist\n"]);
      djblint(["compile"], { cwd });
      assert.equal(djblint(["compile", "--check"], { cwd }).status, 0);
      for (const name of ["data", "data.cdb"]) utimesSync(join(cwd, "root", name), 1700000000, 1700000000);
      assert.equal(djblint(["compile", "--check"], { cwd }).status, 0);
      utimesSync(join(cwd, "root/data.cdb"), 1000000000, 1000000000);
      const stale = djblint(["compile", "--check"], { cwd });
      assert.deepEqual([stale.status, stale.stdout], [1, "root/data.cdb: is older than root/data\n"]);
    });
  });

  it("tells as data what became of each source", () => {
    const files = {
      "a/root/data": ".example.org:192.0.2.1:a\n",
      "b/root/data": ".example.org:192.0.2.300:a\n",
    };
    withFolder(files, (cwd) => {
      const { status, stdout } = djblint(["compile", "--format", "json"], { cwd });
      assert.equal(status, 1);
      const { version, outputs } = JSON.parse(stdout);
      assert.equal(version, 1);
      assert.deepEqual(
        outputs.map(({ file, sources, outcome }: Record<string, unknown>) => [file, sources, outcome]),
        [
          ["a/root/data.cdb", ["a/root/data"], "written"],
          ["b/root/data.cdb", ["b/root/data"], "refused"],
        ],
      );
      assert.equal(djblint(["compile", "--check", "--force"], { cwd }).status, 2);
      const check = JSON.parse(djblint(["compile", "--check", "--format", "json"], { cwd }).stdout);
      assert.deepEqual(
        check.outputs.map(({ outcome }: { outcome: string }) => outcome),
        ["fresh", "stale"],
      );
      assert.equal(djblint(["compile", "--watch", "--format", "json"], { cwd }).status, 2);
    });
  });
});
