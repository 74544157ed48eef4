import assert from "node:assert/strict";
import { control } from "djblint/languages/control";
import { tcprules } from "djblint/languages/tcprules";
import { tinydns } from "djblint/languages/tinydns";
import { loadTree } from "djblint/load-tree";
import {
  keyCount,
  keysAsked,
  lookUp,
  lostKeys,
  networkAddress,
  recordsOf,
  ruleFor,
  verdictOf,
} from "djblint/model/tcprules/access";
import { isDead } from "djblint/model/tcprules/access-address";
import { readAccess } from "djblint/model/tcprules/access-file";
import { AccessTable } from "djblint/model/tcprules/access-table";
import type { Dialect } from "djblint-grammars/tcprules/fields";
import { encodeLatin1, SourceText } from "djblint-grammars/text";
import fc from "fast-check";
import { memoryHost } from "../support/memory-host.js";

function table(source: string, dialect: Dialect = "ucspi-tcp"): AccessTable {
  return new AccessTable(new SourceText(encodeLatin1(source)), dialect);
}

/** Addresses that are equal or hold each other often. */
const address = fc
  .tuple(
    fc.constantFrom("", "1.", "1-2.", "1.2.", "01.", "0-300.", "1.2.3.", "1.2-3.3.", "1.2.3-4."),
    fc.constantFrom("", "1", "0", "1-2", "2-1", "2.", "1-2.", "02", "3-999", "4"),
  )
  .map((parts) => parts.join(""));
const source = fc.array(
  fc.tuple(address, fc.constantFrom("allow", "deny")).map((parts) => parts.join(":")),
  { maxLength: 12 },
);

describe("access table", () => {
  it("finds the first record of every key, without writing ranges out", () => {
    fc.assert(
      fc.property(source, (lines) => {
        const access = table(lines.join("\n"));
        const first = new Map<string, unknown>();
        for (const { key, rule } of recordsOf(access)) if (!first.has(key)) first.set(key, rule);
        for (const [key, rule] of first) assert.equal(ruleFor(access, key), rule, key);
        for (const key of ["3.", "1.3", "1.01", "x"]) assert.equal(ruleFor(access, key), first.get(key), key);
      }),
    );
  });

  it("knows which keys of a rule are taken, so that a rule without any can go", () => {
    fc.assert(
      fc.property(source, (lines) => {
        const access = table(lines.join("\n"));
        access.rules.forEach((rule, index) => {
          const lost = lostKeys(access, index).reduce((sum, { count }) => sum + count, 0);
          assert.equal(access.losers.includes(index), lost > 0 && !isDead(access.kind(index)));
          if (lost === 0 || lost < keyCount(rule)) return;
          const without = table(lines.filter((_, line) => line !== rule.line).join("\n"));
          for (const { key, data } of recordsOf(access)) {
            const found = ruleFor(access, key)!;
            assert.notEqual(found, rule, data);
            assert.equal(ruleFor(without, key)?.instruction.kind, found.instruction.kind, key);
          }
        });
      }),
    );
  });

  it("knows which line holds which rule", () => {
    const others = fc.constantFrom("", "# comment", "no rule");
    fc.assert(
      fc.property(fc.array(fc.oneof(others, fc.constant("1.:deny"))), (lines) => {
        const access = table(lines.join("\n"));
        const rules = access.rules.map(({ line }) => line);
        assert.deepEqual(
          rules,
          [...lines.keys()].filter((line) => lines[line] === "1.:deny"),
        );
        for (let line = 0; line < lines.length + 2; line++) {
          const rule = rules.indexOf(line);
          assert.equal(access.ruleAt(line), rule < 0 ? undefined : rule);
        }
      }),
    );
  });

  it("says the taken keys of a range in stretches of one winner", () => {
    const lost = lostKeys(table("1.2.3.4-6:allow\n1.2.3.7:allow\n1.2.3.1-9:deny\n"), 2);
    assert.deepEqual(
      lost.map(({ winner, first, last, count }) => [winner.line, first, last, count]),
      [
        [0, "1.2.3.4", "1.2.3.6", 3],
        [1, "1.2.3.7", "1.2.3.7", 1],
      ],
    );
  });

  it("takes a large file with a full range on each line", () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => `${n >> 16}.${(n >> 8) & 255}.${n & 255}.0-255:deny`);
    const access = table(lines.join("\n"));
    assert.equal(ruleFor(access, "0.78.31.255")?.line, 19_999);
  });
});

describe("ends of rules", () => {
  const name = fc.constantFrom("RBLSMTPD", "RELAYCLIENT", "DATABYTES", "QMAILQUEUE", "QMAILQUEU", "", "export A", "A");
  const value = fc.oneof(
    fc.constantFrom(
      "",
      "no",
      "disabled",
      "-refused, sorry",
      "$HOME of sorts",
      "a long\0+RELAYCLIENT=",
      "see www.example.org",
    ),
    fc.string({ unit: fc.constantFrom("a", " ", ",", "$", "=", "1", "@"), maxLength: 12 }),
  );
  const quote = fc.constantFrom('"', "'", "x");

  it("say the same whatever was read before", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, quote, value), { maxLength: 12 }), (ends) => {
        const lines = ends.map(([name, quote, value]) => `1.:allow,${name}=${quote}${value}${quote}`);
        const together = table([...lines, ...lines, ...lines].join("\n"));
        const traits = lines.map((line) => {
          const alone = table(line);
          return [alone.relaying.length, alone.faultyVariables.map(({ faults }) => faults)];
        });
        for (let rule = 0; rule < together.count; rule++) {
          const faults = together.faultyVariables.filter((faulty) => faulty.rule === rule).map(({ faults }) => faults);
          const relays = together.relaying.includes(rule) ? 1 : 0;
          if (together.count === 3 * lines.length) assert.deepEqual([relays, faults], traits[rule % lines.length]);
        }
      }),
    );
  });
});

describe("access look-up", () => {
  it("asks for networks with ucspi-tcp6, behind the prefixes", () => {
    const access = table("10.0.0.0/8:deny\n10.1.:allow\n2001:db8::/32:allow\n2001:DB8::1:deny\n:deny\n", "ucspi-tcp6");
    const line = (ip: string) => lookUp(access, { ip })?.rule.line;
    assert.deepEqual(["10.2.3.4", "10.1.3.4", "2001:db8::2", "2001:db8:0::1", "9.9.9.9"].map(line), [0, 1, 2, 3, 4]);
  });

  it("asks for networks of two bits and more", () => {
    const access = table("128.0.0.0/1:deny\n64.0.0.0/2:deny\n:allow\n", "ucspi-tcp6");
    assert.deepEqual(
      ["200.1.1.1", "65.1.1.1"].map((ip) => lookUp(access, { ip })?.rule.line),
      [2, 1],
    );
  });

  it("asks neither for names nor for users that are unknown", () => {
    assert.deepEqual(keysAsked({ ip: "1.2.3.4" }, "ucspi-tcp"), ["1.2.3.4", "1.2.3.", "1.2.", "1.", ""]);
    assert.deepEqual(keysAsked({ ip: "::1", host: "a.b", info: "joe" }, "ucspi-tcp-ipv6"), [
      "joe@::1",
      "joe@=a.b",
      "::1",
      "=a.b",
      "::",
      ":",
      "=.b",
      "=",
      "",
    ]);
  });

  it("reads data item by item", () => {
    assert.deepEqual(verdictOf("+A=x\0+B\0+C=\0"), {
      allow: true,
      variables: [
        ["A", "x"],
        ["C", ""],
      ],
    });
    assert.deepEqual(verdictOf("D\0+A=x\0"), { allow: false, variables: [] });
  });
});

describe("access files", () => {
  const dialect = (text: string, set?: Dialect) => {
    const file = readAccess(new SourceText(encodeLatin1(text)), set);
    return [file.dialect, file.guessed];
  };

  it("are taken for the IPv6 patch when they hold rules for IPv6", () => {
    assert.deepEqual(dialect(":allow\n"), ["ucspi-tcp", true]);
    assert.deepEqual(dialect("2001:db8::deny\n:allow\n"), ["ucspi-tcp-ipv6", true]);
    assert.deepEqual(dialect("x:y:allow\n:allow\n"), ["ucspi-tcp", true]);
    assert.deepEqual(dialect("2001:db8::deny\n:allow\n", "ucspi-tcp"), ["ucspi-tcp", false]);
  });

  it("write a network as tcprules wants it", () => {
    const write = (bits: number) => networkAddress([172, 20, 130, 77], bits);
    assert.deepEqual([0, 4, 8, 12, 16, 24, 26, 31, 32].map(write), [
      "",
      "160-175.",
      "172.",
      "172.16-31.",
      "172.20.",
      "172.20.130.",
      "172.20.130.64-127",
      "172.20.130.76-77",
      "172.20.130.77",
    ]);
  });
});

describe("languages", () => {
  it("know tinydns data by name and place, or by name and what is in it", () => {
    const holds = (path: string, text: string) =>
      tinydns.recognises(path) && tinydns.mayHold!(new SourceText(encodeLatin1(text)), path);
    const data = "# ours\n\n%in:10\n.example.org::ns\n+www.example.org:192.0.2.1\n-old.example.org:192.0.2.2\n";
    for (const path of ["etc/tinydns/root/data", "tinydns/data", "data", "zone.tinydns"])
      assert.ok(holds(path, data), path);
    assert.ok(holds("root/data", "no data\n"));
    for (const text of [
      ":127.0.0.2:see $\n192.0.2.1\n198.51.100.0/24\n",
      "+www.example.org:192.0.2.1\n+www.example.org:192.0.2.2:eu\n%eu:192.0.2\n",
    ]) {
      assert.ok(!holds("root/data", text), text);
    }
    assert.ok(holds("root/data", ".example.org::a\n+www.example.org:192.0.2.2:eu\n%eu:192.0.2\n"));
    assert.ok(!holds("zone", data));
    for (const text of [
      "",
      "# nothing\n",
      "a:b\n",
      "Subject: x\nCc: y\n",
      "+1:2:3\nbut then words\nand more\n",
      "\0\x01+a:b",
    ]) {
      assert.ok(!holds("var/data", text), text);
    }
  });

  it("do not read a large file for being called data, unless it stands in its place", async () => {
    const large = `+www.example.org:192.0.2.1\n`.repeat(700_000);
    const host = memoryHost({ "/a/data": large, "/b/root/data": large });
    const read: string[] = [];
    const noting = {
      ...host,
      read: (path: string) => {
        read.push(path);
        return host.read(path);
      },
    };
    const { tree } = await loadTree(noting, { paths: ["/"], now: 0 });
    assert.ok(read.includes("/b/root/data") && !read.includes("/a/data"));
    assert.equal(tree.sources("tinydns").length, 1);
  });

  it("know tcprules sources by their names", () => {
    for (const path of ["tcp.smtp", "etc/tcp.imap", "etc/axfrdns/tcp", "var/qmail-smtpd/smtpd.rule", "a.rules"]) {
      assert.ok(tcprules.recognises(path), path);
    }
    for (const path of ["control/rules.smtpd", "control/rules.qmtpd.txt", "rules.txt", "etc/tcprules.smtpd"]) {
      assert.ok(tcprules.recognises(path), path);
    }
    for (const path of [
      "tcp.smtp.cdb",
      "tcp.smtp.cdb.tmp",
      "tcp.smtp.tmp",
      "smtpd.rule.cdb",
      "rules",
      "rules.smtpd.cdb",
      "rules.v4.bak.gz",
      "tcp.",
    ]) {
      assert.ok(!tcprules.recognises(path), path);
    }
  });

  it("know files of qmail by their names and places, and which of them hold comments", () => {
    const paths: [path: string, comments: boolean][] = [
      ["var/qmail/control/rcpthosts", true],
      ["control/smtproutes", true],
      ["control/me", false],
      ["control/databytes", false],
      [".qmail", true],
      ["alias/.qmail-joe-default", true],
      ["users/assign", false],
    ];
    for (const [path, comments] of paths) {
      assert.ok(control.recognises(path), path);
      assert.equal(control.hasComments(path), comments, path);
    }
    for (const path of ["control/morercpthosts.cdb", "control/notes", "rcpthosts", "assign", "x.qmail"]) {
      assert.ok(!control.recognises(path), path);
    }
  });
});
