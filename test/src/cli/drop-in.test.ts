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

  it("explains with --explain, with the same output and exit code", () => {
    const rules = "127.:allow\n10.:deny\n10.:allow\n";
    withFolder({ data: `${DATA}+bad.example.org:192.0.2.300\n`, rules }, (cwd) => {
      const data = djblint(["tinydns-data", "--explain"], { cwd });
      assert.deepEqual([data.status, data.stdout], [0, ""]);
      assert.match(data.stderr, /^error\[TD101\]: 192\.0\.2\.300 is published as 192\.0\.2\.44$/m);
      assert.ok(existsSync(join(cwd, "data.cdb")));
      const get = djblint(["tinydns-get", "--explain", "a", "bad.example.org"], { cwd });
      assert.equal(get.stdout, djblint(["tinydns-get", "a", "bad.example.org"], { cwd }).stdout);
      assert.match(get.stderr, /^zone example\.org$/m);
      const made = djblint(["tcprules", "--explain", "r.cdb", "r.tmp"], { cwd, input: rules });
      assert.deepEqual([made.status, made.stdout], [0, ""]);
      assert.match(made.stderr, /^warning\[TR101\]: .*10\. is already decided/m);
      const env = { TCPREMOTEIP: "10.1.2.3" };
      const check = djblint(["tcprulescheck", "--explain", "r.cdb"], { cwd, env });
      assert.equal(check.stdout, djblint(["tcprulescheck", "r.cdb"], { cwd, env }).stdout);
      assert.match(check.stderr, /decided by r\.cdb:2: 10\.:deny/);
    });
    withFolder({ data: `${DATA}?\n`, "qmail/users/assign": "=joe:joe:1:1:/h:::\n" }, (cwd) => {
      const { status, stderr } = djblint(["tinydns-data", "--explain"], { cwd });
      assert.equal(status, 111);
      assert.match(stderr, /^tinydns-data: fatal: .*\n(.*\n)*error\[TD001\]: /);
      assert.equal(djblint(["tinydns-get", "--explain"], { cwd }).status, 100);
      assert.equal(djblint(["tinydns-get", "--explain", "a", "x"], { cwd }).status, 0);
      assert.equal(djblint(["tcprules", "--explain"], { cwd }).status, 100);
      const newu = djblint(["qmail-newu", "--explain"], { cwd, env: { QMAIL_HOME: "qmail" } });
      assert.equal(newu.status, 111);
      assert.match(newu.stderr, /^qmail-newu: fatal: .*\n(.*\n)*error\[QM\d+\]: /);
    });
  });

  it("shows its help as a command of djblint, and never under the name of the real program", () => {
    withFolder({}, (cwd) => {
      const help = djblint(["tinydns-data", "--help"], { cwd });
      assert.equal(help.status, 0);
      assert.match(help.stdout, /^Usage: djblint tinydns-data/);
      symlinkSync(PROGRAM, join(cwd, "tinydns-data"));
      const { status, stderr } = spawnSync(join(cwd, "tinydns-data"), ["--help"], { cwd, encoding: "utf8" });
      assert.deepEqual([status, stderr], [111, "tinydns-data: fatal: unable to open data: file does not exist\n"]);
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
