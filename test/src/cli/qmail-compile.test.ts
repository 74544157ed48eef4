/** The stand-ins for qmail-newmrh and qmail-newu, and `djblint compile` on their sources, on a real file system. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { djblint, withFolder } from "../support/command.js";
import { readJsonLines } from "../support/files.js";

interface NewmrhVector {
  readonly id: string;
  readonly morercpthosts: string | null;
  readonly result: { readonly exit: number; readonly stderr: string };
}

interface AssignVector {
  readonly id: string;
  readonly assign: string | null;
  readonly result: { readonly exit: number; readonly stderr: string };
}

/** The bytes are tested with the compilers; here the refusals, and one that is written, with its files. */
function told<V extends { readonly result: { readonly exit: number } }>(vectors: readonly V[]): V[] {
  const written = vectors.findIndex(({ result }) => result.exit === 0);
  return vectors.filter(({ result }, index) => result.exit !== 0 || index === written);
}

const ASSIGN = "=joe:joe:507:100:/home/joe:::\n.\n";
const HOSTS = "example.org\n.example.net\n";

function inHome(files: Readonly<Record<string, string>>, work: (home: string) => void): void {
  const home = { "control/me": "mail.example.org\n", "control/rcpthosts": "mail.example.org\n", "users/none": "" };
  withFolder({ ...home, ...files }, work);
}

describe("djblint qmail-newmrh, qmail-newu: recorded runs", () => {
  for (const { id, morercpthosts, result } of told(readJsonLines<NewmrhVector>("fixtures/oracle/qmail/newmrh.jsonl"))) {
    it(id, () => {
      inHome(morercpthosts === null ? {} : { "control/morercpthosts": morercpthosts }, (home) => {
        const { status, stdout, stderr } = djblint(["qmail-newmrh", "x"], { env: { QMAIL_HOME: home } });
        assert.deepEqual({ status, stdout, stderr }, { status: result.exit, stdout: "", stderr: result.stderr });
        assert.equal(existsSync(join(home, "control/morercpthosts.cdb")), result.exit === 0);
        assert.ok(!existsSync(join(home, "control/morercpthosts.tmp")));
      });
    });
  }

  for (const { id, assign, result } of told(readJsonLines<AssignVector>("fixtures/oracle/qmail/users-assign.jsonl"))) {
    it(id, () => {
      inHome({ "users/cdb": "old", ...(assign === null ? {} : { "users/assign": assign }) }, (home) => {
        const { status, stdout, stderr } = djblint(["qmail-newu"], { env: { QMAIL_HOME: home } });
        assert.deepEqual({ status, stdout, stderr }, { status: result.exit, stdout: "", stderr: result.stderr });
        const cdb = readFileSync(join(home, "users/cdb"));
        assert.equal(cdb.toString("latin1") === "old", result.exit !== 0);
        if (result.exit === 0) assert.equal(statSync(join(home, "users/cdb")).mode & 0o777, 0o644);
      });
    });
  }

  it("say what is in the way", () => {
    inHome({ "control/morercpthosts": HOSTS, "users/assign": ASSIGN }, (home) => {
      const env = { QMAIL_HOME: home };
      mkdirSync(join(home, "control/morercpthosts.tmp"));
      mkdirSync(join(home, "users/cdb"));
      const mrh = "qmail-newmrh: fatal: unable to write to control/morercpthosts.tmp: is a directory\n";
      assert.equal(djblint(["qmail-newmrh"], { env }).stderr, mrh);
      const newu = "qmail-newu: fatal: unable to move users/cdb.tmp to users/cdb\n";
      assert.equal(djblint(["qmail-newu"], { env }).stderr, newu);
      rmSync(home, { recursive: true });
      assert.match(
        djblint(["qmail-newmrh"], { env }).stderr,
        /^qmail-newmrh: fatal: unable to chdir to .*: file does not/,
      );
      assert.equal(djblint(["qmail-newu"], { env }).stderr, "qmail-newu: fatal: unable to chdir\n");
      mkdirSync(home);
    });
  });
});

describe("djblint compile: files of qmail", () => {
  it("writes both databases as the real compilers do", () => {
    inHome({ "control/morercpthosts": HOSTS, "users/assign": ASSIGN }, (home) => {
      const { status, stdout } = djblint(["compile", "."], { cwd: home });
      assert.equal(status, 0);
      assert.match(stdout, /control\/morercpthosts\.cdb: 2 records, \d+ bytes\n.*users\/cdb: 2 records, \d+ bytes\n/);
      const paths = ["control/morercpthosts.cdb", "users/cdb"].map((path) => join(home, path));
      const compiled = paths.map((path) => readFileSync(path));
      for (const program of ["qmail-newmrh", "qmail-newu"]) djblint([program], { env: { QMAIL_HOME: home } });
      assert.deepEqual(
        paths.map((path) => readFileSync(path)),
        compiled,
      );
      assert.equal(djblint(["compile", "--check", "."], { cwd: home }).status, 0);
    });
  });

  it("refuses what qmail-newu refuses", () => {
    inHome({ "users/assign": "=joe:joe:507:100:/home/joe:::\n" }, (home) => {
      const { status, stderr } = djblint(["compile", "--force", "users/assign"], { cwd: home });
      assert.equal(status, 1);
      assert.match(stderr, /QM820/);
      assert.ok(!existsSync(join(home, "users/cdb")));
    });
  });
});
