/** In place of the real programs, also through a link of their name, in the Makefiles that administrators have. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, utimesSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { djblint, withFolder } from "../support/command.js";
import { oracle } from "../support/oracle.js";

const PROGRAM = resolve("server/bin/djblint.cjs");
const DATA = ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7\n";
/** The Makefile that tinydns-conf writes, with one word changed. */
const MAKEFILE = "data.cdb: data\n\tdjblint tinydns-data\n";
/** The Makefile of the tcpserver documentation, without any change: the name leads to djblint. */
const LINKED =
  "all: data.cdb tcp.smtp.cdb\n\ndata.cdb: data\n\ttinydns-data\n\ntcp.smtp.cdb: tcp.smtp\n\ttcprules tcp.smtp.cdb tcp.smtp.tmp < tcp.smtp\n";

function isInstalled(name: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${name}`]).status === 0;
}

/** Runs make where links of some names lead to djblint. */
function make(cwd: string, names: readonly string[]) {
  const bin = join(cwd, "bin");
  mkdirSync(bin, { recursive: true });
  for (const name of names) if (!existsSync(join(bin, name))) symlinkSync(PROGRAM, join(bin, name));
  const env = { ...process.env, PATH: [bin, process.env.PATH].join(delimiter) };
  return spawnSync("make", [], { cwd, env, encoding: "utf8", timeout: 15000 });
}

describe("in place of the real programs", () => {
  it("make builds the same data.cdb with one word of the Makefile changed", function () {
    if (!isInstalled("make")) return this.skip();
    withFolder({ data: DATA, Makefile: MAKEFILE, "real/data": DATA }, (cwd) => {
      for (const path of ["data", "real/data"]) utimesSync(join(cwd, path), 1700000000, 1700000000);
      const { status, stderr } = make(cwd, ["djblint"]);
      assert.equal(status, 0, stderr);
      assert.match(make(cwd, ["djblint"]).stdout, /up to date/);
      const real = oracle("tinydns-data");
      if (!real) return this.skip();
      real.run([], { cwd: join(cwd, "real") });
      assert.deepEqual(readFileSync(join(cwd, "data.cdb")), readFileSync(join(cwd, "real/data.cdb")));
    });
  });

  it("make stops where the real program would", function () {
    if (!isInstalled("make")) return this.skip();
    withFolder({ data: `${DATA}?\n`, Makefile: MAKEFILE }, (cwd) => {
      const { status, stderr } = make(cwd, ["djblint"]);
      assert.notEqual(status, 0);
      assert.match(stderr, /^tinydns-data: fatal: unable to parse data line 3: unrecognized leading character$/m);
      assert.match(stderr, /Error 111/);
      assert.ok(!existsSync(join(cwd, "data.cdb")));
    });
  });

  it("is the program by whose name it is called", function () {
    if (!isInstalled("make")) return this.skip();
    withFolder({ data: DATA, "tcp.smtp": "127.:allow\n:deny\n", Makefile: LINKED }, (cwd) => {
      const { status, stderr } = make(cwd, ["tinydns-data", "tinydns-get", "tcprules", "tcprulescheck"]);
      assert.equal(status, 0, stderr);
      const run = (name: string, ...args: string[]) =>
        spawnSync(join(cwd, "bin", name), args, {
          cwd,
          encoding: "utf8",
          env: { ...process.env, TCPREMOTEIP: "127.0.0.1" },
        });
      assert.match(run("tinydns-get", "a", "www.example.org").stdout, /^1 www\.example\.org:\n.*\n.*\n.*192\.0\.2\.7/);
      assert.match(run("tcprulescheck", "tcp.smtp.cdb").stdout, /^rule 127\.:\n/);
      assert.deepEqual(
        [run("tinydns-get").status, run("tinydns-get").stderr],
        [100, "tinydns-get: usage: tinydns-get type name [ip]\n"],
      );
    });
  });

  it("is djblint by any other name", () => {
    withFolder({ data: DATA }, (cwd) => {
      symlinkSync(PROGRAM, join(cwd, "lint"));
      const { stdout } = spawnSync(process.execPath, [join(cwd, "lint"), "--version"], { encoding: "utf8" });
      assert.equal(stdout, djblint(["--version"]).stdout);
    });
  });
});
