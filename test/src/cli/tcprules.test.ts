/** The stand-ins for tcprules and tcprulescheck, on a real file system. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { djblint, withFolder } from "../support/command.js";
import { readJsonLines } from "../support/files.js";
import { oracle } from "../support/oracle.js";

interface InvokeVector {
  readonly id: string;
  readonly program: string;
  readonly argv: readonly string[];
  readonly stdin: string;
  readonly env: Readonly<Record<string, string>>;
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly files_after: Readonly<Record<string, number>>;
}

/** What each recorded run found as `a.cdb`; only sizes were recorded. */
const FOUND: Readonly<Record<string, string>> = {
  "tcprules-replaces": "an old database",
  "check-empty": "",
  "check-text": ":deny\n",
  "check-text-long": "1.2.3.4:allow\n".repeat(400).slice(0, 5200),
  "check-zeros": "\0".repeat(2048),
  "check-extra": "\0".repeat(2048),
  "check-args-not-env": "\0".repeat(2048),
};

const CRASHED = -11;

describe("djblint tcprules, tcprulescheck: recorded runs", () => {
  for (const vector of readJsonLines<InvokeVector>("fixtures/oracle/tcprules/invoke.jsonl")) {
    it(`${vector.id} ${vector.program}`, function () {
      const elsewhere = vector.argv.find((argument) => argument.startsWith("/dev/shm/"));
      if (elsewhere && (!existsSync("/dev/shm") || statSync("/dev/shm").dev === statSync(tmpdir()).dev)) this.skip();
      const found = FOUND[vector.id];
      withFolder(found === undefined ? {} : { "a.cdb": found }, (cwd) => {
        const { status, stdout, stderr } = djblint(vector.argv, { cwd, input: vector.stdin, env: vector.env });
        if (elsewhere) rmSync(elsewhere, { force: true });
        if (vector.exit === CRASHED) {
          assert.deepEqual([status, stdout], [111, ""]);
          assert.equal(stderr, "tcprulescheck: fatal: unable to read .: is a directory\n");
          return;
        }
        const { exit, files_after } = vector;
        assert.deepEqual({ status, stdout, stderr }, { status: exit, stdout: vector.stdout, stderr: vector.stderr });
        for (const [name, size] of Object.entries(files_after)) assert.equal(statSync(join(cwd, name)).size, size);
      });
    });
  }
});

/** Enough records to fill the output buffer of the real program several times. */
const MANY = Array.from({ length: 2000 }, (_, n) => `10.${n >> 8}.${n & 255}.:allow,A="${n}"\n`).join("");

const CASES: readonly [title: string, argv: readonly string[], input: string][] = [
  ["a source", ["a.cdb", "a.tmp"], '# office\n127.:allow,RELAYCLIENT=""\n1.2.3.4-7:deny\n\n:allow\n'],
  ["a large source", ["a.cdb", "a.tmp"], MANY],
  ["nothing", ["a.cdb", "a.tmp"], ""],
  ["further arguments", ["a.cdb", "a.tmp", "--help", "x"], ":deny\n"],
  ["a bad line", ["a.cdb", "a.tmp"], ":alow\n:deny\n"],
  ["a bad line behind a few records", ["a.cdb", "a.tmp"], `${MANY.slice(0, 2400)}:deny,A\n`],
  ["a bad line behind many records", ["a.cdb", "a.tmp"], `${MANY}:deny,A=1  \n`],
  ["a bad line with a NUL and high bytes", ["a.cdb", "a.tmp"], "\xe4\xff:alow\0hidden\n"],
  ["the source as the temporary file (R37)", ["a.cdb", "source"], ""],
  ["the same name twice (R38)", ["a.cdb", "a.cdb"], ":deny\n"],
  ["a folder as the target", [".", "a.tmp"], ":deny\n"],
  ["a target in no folder", ["no/a.cdb", "a.tmp"], ":deny\n"],
  ["a target below a file", ["source/a.cdb", "a.tmp"], ":deny\n"],
  ["a name that is too long", ["a.cdb", "x".repeat(300)], ":deny\n"],
  ["a full device", ["a.cdb", "/dev/full"], MANY],
  ["empty names", ["", ""], ":deny\n"],
];

describe("djblint tcprules: the real tcprules", () => {
  const real = oracle("tcprules");

  before(function () {
    if (!real) {
      console.log("      tcprules is not installed: not compared");
      this.skip();
    }
  });

  for (const [title, argv, input] of CASES) {
    it(`leaves the same files behind: ${title}`, () => {
      const stdin = Buffer.from(input, "latin1");
      const left = (cwd: string) =>
        ["a.cdb", "a.tmp", "source"].map((name) => {
          const path = join(cwd, name);
          if (!existsSync(path)) return name;
          const { mode, size } = statSync(path);
          return { name, mode, size, hash: createHash("sha256").update(readFileSync(path)).digest("hex") };
        });
      const files = { "a.cdb": "old", source: "1.:deny\n" };
      const ours = withFolder(files, (cwd) => {
        const { status, stderr } = djblint(["tcprules", ...argv], { cwd, input: stdin });
        return { status, stderr, left: left(cwd) };
      });
      const theirs = withFolder(files, (cwd) => {
        const { exit, stderr } = real!.run(argv, { cwd, stdin });
        return { status: exit, stderr: Buffer.from(stderr).toString("latin1"), left: left(cwd) };
      });
      assert.deepEqual(ours, theirs);
    });
  }
});

describe("djblint tcprulescheck: the real tcprulescheck", () => {
  const real = oracle("tcprulescheck");

  before(function () {
    if (!real) {
      console.log("      tcprulescheck is not installed: not compared");
      this.skip();
    }
  });

  it("reads bytes from the environment", () => {
    withFolder({}, (cwd) => {
      const source = Buffer.from("j\xf6e@1.2.3.4:deny\n:allow\n", "latin1");
      assert.equal(djblint(["tcprules", "a.cdb", "a.tmp"], { cwd, input: source }).status, 0);
      const program = join(process.cwd(), "server/bin/djblint.cjs");
      const ask = (command: string) => {
        const script = `TCPREMOTEIP=1.2.3.4 TCPREMOTEINFO=$(printf 'j\\366e') ${command} a.cdb`;
        return oracle("sh")!.run(["-c", script], { cwd, env: { PATH: process.env.PATH ?? "" } });
      };
      const ours = ask(`${process.execPath} ${program} tcprulescheck`);
      assert.deepEqual(ours, ask(real!.path));
      assert.equal(Buffer.from(ours.stdout).toString("latin1"), "rule j\xf6e@1.2.3.4:\ndeny connection\n");
    });
  });

  it("takes a pipe for an empty file", () => {
    withFolder({}, (cwd) => {
      oracle("mkfifo")!.run(["pipe"], { cwd });
      const { status, stderr } = djblint(["tcprulescheck", "pipe"], { cwd });
      const { exit, stderr: expected } = real!.run(["pipe"], { cwd });
      assert.deepEqual([status, stderr], [exit, Buffer.from(expected).toString("latin1")]);
      writeFileSync(join(cwd, "empty"), "");
      assert.match(djblint(["tcprulescheck", "empty"], { cwd }).stderr, /invalid argument/);
    });
  });
});
