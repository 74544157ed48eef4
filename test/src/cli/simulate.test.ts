/** `djblint simulate answer`, `dump` and `diff` by their output. */
import assert from "node:assert/strict";
import { readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { djblint, withFolder } from "../support/command.js";

const DATA = [
  "%in:192.168",
  "%ex",
  ".example.org:192.0.2.1:a",
  "=www.example.org:192.0.2.7",
  "+www.example.org:192.168.1.7:::in",
  "&sub.example.org:192.0.2.2:a",
  "+x.sub.example.org:192.0.2.9",
  "",
].join("\n");

describe("djblint simulate answer", () => {
  it("prints what tinydns-get prints, and the lines behind it", () => {
    withFolder({ data: DATA }, (cwd) => {
      const { status, stdout } = djblint(["simulate", "answer", "data", "a", "www.example.org"], { cwd });
      assert.equal(status, 0);
      assert.match(stdout, /^answer: www\.example\.org 86400 A 192\.0\.2\.7$/m);
      assert.match(stdout, /^ {2}answer www\.example\.org A: data:4: =www\.example\.org:192\.0\.2\.7$/m);
      assert.match(stdout, /another location \(in\): data:5:/);
    });
  });

  it("takes a client's address, a moment and a compiled file", () => {
    withFolder({ data: `${DATA}+old.example.org:192.0.2.8:0:4000000038af1379\n` }, (cwd) => {
      djblint(["tinydns-data"], { cwd });
      const ask = (...args: string[]) => djblint(["simulate", "answer", "data.cdb", "a", ...args], { cwd }).stdout;
      assert.match(ask("www.example.org", "--client", "192.168.3.4"), /A 192\.168\.1\.7$/m);
      assert.match(ask("old.example.org"), /nxdomain.*has ended/s);
      assert.match(ask("old.example.org", "--at", "1999-01-01"), /A 192\.0\.2\.8$/m);
    });
  });

  it("says why there is no answer, also as JSON", () => {
    withFolder({ data: DATA }, (cwd) => {
      const ask = (name: string) =>
        djblint(["simulate", "answer", "data", "a", name, "--format", "json"], { cwd }).stdout;
      const delegated = JSON.parse(ask("x.sub.example.org"));
      assert.deepEqual(
        [delegated.reason, delegated.zone, delegated.hidden[0].by, delegated.hidden[0].line],
        ["referral", "sub.example.org", "delegation", 6],
      );
      assert.equal(JSON.parse(ask("example.net")).reason, "no-zone");
    });
  });

  it("refuses what it cannot take for a question", () => {
    withFolder({ data: DATA }, (cwd) => {
      assert.equal(djblint(["simulate", "answer", "data", "nonsense", "example.org"], { cwd }).status, 2);
      assert.equal(djblint(["simulate", "answer", "data", "a", "x", "--client", "1.2.3"], { cwd }).status, 2);
      assert.equal(djblint(["simulate", "answer", "missing", "a", "x"], { cwd }).status, 2);
    });
  });
});

describe("djblint dump", () => {
  it("prints lines that compile to the same file", () => {
    withFolder({ data: DATA }, (cwd) => {
      djblint(["tinydns-data"], { cwd });
      const before = readFileSync(join(cwd, "data.cdb"));
      const { stdout } = djblint(["dump", "data.cdb"], { cwd });
      assert.match(stdout, /^=www\.example\.org:192\.0\.2\.7:86400$/m);
      withFolder({ data: stdout }, (other) => {
        assert.equal(djblint(["tinydns-data"], { cwd: other }).status, 0);
        assert.deepEqual(readFileSync(join(other, "data.cdb")), before);
      });
    });
  });

  it("says when a file is no database", () => {
    withFolder({ data: DATA }, (cwd) => {
      const { status, stderr } = djblint(["dump", "data"], { cwd });
      assert.equal(status, 2);
      assert.match(stderr, /data is no cdb file/);
    });
  });
});

describe("djblint diff", () => {
  it("tells which answers change, and nothing else", () => {
    const changed = DATA.replace("192.0.2.7", "192.0.2.17").replace("+x.sub", "+y.sub").replace(/^/, "# new\n");
    withFolder({ old: DATA, new: `${changed}@example.org::mail.example.org:10\n` }, (cwd) => {
      utimesSync(join(cwd, "old"), 1700000000, 1700000000);
      const { status, stdout } = djblint(["diff", "old", "new"], { cwd });
      assert.equal(status, 1);
      assert.equal(
        stdout,
        [
          "added example.org MX",
          "  + 86400 10 mail.example.org",
          "changed www.example.org A",
          "  - 86400 192.0.2.7",
          "  + 86400 192.0.2.17",
          "",
        ].join("\n"),
      );
      const { changes } = JSON.parse(djblint(["diff", "old", "new", "--format", "json"], { cwd }).stdout);
      assert.deepEqual(
        changes.map(({ kind, name, type }: Record<string, string>) => `${kind} ${name} ${type}`),
        ["added example.org MX", "changed www.example.org A"],
      );
      assert.match(djblint(["diff", "--serials", "old", "new"], { cwd }).stdout, /^changed example\.org SOA$/m);
    });
  });

  it("finds no difference between a source and what it compiles to", () => {
    withFolder({ data: DATA }, (cwd) => {
      djblint(["tinydns-data"], { cwd });
      const { status, stdout } = djblint(["diff", "data", "data.cdb"], { cwd });
      assert.deepEqual([status, stdout], [0, ""]);
    });
  });
});
