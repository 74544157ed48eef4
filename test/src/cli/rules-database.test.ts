/** `djblint dump` and `diff` on rules, by their output. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileInMemory } from "djblint/compile/tcprules";
import { djblint, withFolder } from "../support/command.js";

function cdbOf(source: string): Uint8Array {
  return compileInMemory(Buffer.from(source, "latin1"), "ucspi-tcp-ipv6").cdb;
}

describe("djblint dump: tcprules", () => {
  it("prints source lines", () => {
    withFolder({}, (cwd) => {
      writeFileSync(join(cwd, "a.cdb"), cdbOf('127.:allow,RELAYCLIENT=""\n1.2.3.4-6:deny\n:allow\n'));
      const { status, stdout } = djblint(["dump", "a.cdb"], { cwd });
      assert.deepEqual([status, stdout], [0, '127.:allow,RELAYCLIENT=""\n1.2.3.4-6:deny\n:allow\n']);
      const { kind, lines } = JSON.parse(djblint(["dump", "a.cdb", "--format", "json"], { cwd }).stdout);
      assert.deepEqual([kind, lines.length], ["tcprules", 3]);
    });
  });

  it("writes for the IPv6 patch when only that has such keys, and says so of a dialect that has them not", () => {
    withFolder({}, (cwd) => {
      writeFileSync(join(cwd, "a.cdb"), cdbOf("2001:db8::1:deny\n:allow\n"));
      assert.equal(djblint(["dump", "a.cdb"], { cwd }).stdout, "2001:db8::1:deny\n:allow\n");
      const { status, stdout, stderr } = djblint(["dump", "--dialect", "ucspi-tcp", "a.cdb"], { cwd });
      assert.deepEqual([status, stdout], [1, ":allow\n"]);
      assert.match(stderr, /no source line makes the record with the key "2001:db8::1": its key holds a colon/);
    });
  });
});

describe("djblint diff: tcprules", () => {
  const OLD = '127.:allow,RELAYCLIENT="",A="1"\n10.:deny\n9.:allow\n9.:deny\n8.:deny,X="1"\n';
  const NEW = '9.:allow\n127.:allow,A="1",RELAYCLIENT=""\n8.:deny\n11.:allow,B="x"\n:deny\n';

  it("tells what clients get otherwise", () => {
    withFolder({ "old.rules": OLD, "new.rules": NEW }, (cwd) => {
      const { status, stdout } = djblint(["diff", "old.rules", "new.rules"], { cwd });
      assert.equal(status, 1);
      assert.equal(
        stdout,
        [
          "removed 10.",
          "  - deny",
          "changed (everyone else)",
          "  - allow",
          "  + deny",
          "added 11.",
          '  + allow B="x"',
          "",
        ].join("\n"),
      );
      const { changes } = JSON.parse(djblint(["diff", "old.rules", "new.rules", "--format", "json"], { cwd }).stdout);
      assert.deepEqual(changes[2], { kind: "added", key: "11.", after: { allow: true, variables: { B: "x" } } });
      assert.match(djblint(["diff", "--color", "always", "old.rules", "new.rules"], { cwd }).stdout, /\x1b\[3[12]m/);
    });
  });

  it("finds no difference between a source, what it compiles to, and a range written out", () => {
    withFolder({ "tcp.smtp": "1.2.3.4-5:deny\n", other: "1.2.3.4:deny\n1.2.3.5:deny\n:allow\n" }, (cwd) => {
      writeFileSync(join(cwd, "a.cdb"), cdbOf("1.2.3.4-5:deny\n"));
      for (const pair of [
        ["tcp.smtp", "a.cdb"],
        ["other", "a.cdb"],
        ["other", "tcp.smtp"],
      ]) {
        const { status, stdout } = djblint(["diff", ...pair], { cwd });
        assert.deepEqual([status, stdout], [0, ""], pair.join(" "));
      }
    });
  });

  it("compares no rules with answers, and nothing that does not compile", () => {
    withFolder(
      { "tcp.smtp": ":allow\n", "tcp.bad": "1.:deny\n:alow\n", "root/data": "+a.example:1.2.3.4\n" },
      (cwd) => {
        const mixed = djblint(["diff", "tcp.smtp", "root/data"], { cwd });
        assert.deepEqual(
          [mixed.status, mixed.stderr],
          [2, "djblint: tcp.smtp is tcprules, root/data is tinydns: nothing to compare\n"],
        );
        const bad = djblint(["diff", "tcp.smtp", "tcp.bad"], { cwd });
        assert.deepEqual(
          [bad.status, bad.stderr],
          [2, "djblint: tcp.bad:2: tcprules is unable to parse this line: :alow\n"],
        );
        assert.match(djblint(["diff", "--serials", "tcp.smtp", "tcp.smtp"], { cwd }).stderr, /--serials is for zones/);
        assert.equal(
          djblint(["diff", "--as", "tinydns", "--dialect", "ucspi-tcp", "tcp.smtp", "tcp.bad"], { cwd }).status,
          2,
        );
      },
    );
  });
});
