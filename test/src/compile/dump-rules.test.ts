/** A dump of rules compiles to the bytes that it was made from, or says what no source can hold. */
import assert from "node:assert/strict";
import { CdbWriter } from "djblint/compile/cdb-writer";
import { databaseKind } from "djblint/compile/database-kind";
import { dumpRules } from "djblint/compile/dump-rules";
import { MemorySink } from "djblint/compile/memory";
import { compileInMemory } from "djblint/compile/tcprules";
import type { Dialect } from "djblint-grammars/tcprules/fields";
import { encodeLatin1 } from "djblint-grammars/text";
import fc from "fast-check";
import { readJsonLines } from "../support/files.js";

interface Vector {
  readonly id: string;
  readonly program: string;
  readonly source_b64: string;
  readonly exit: number | "hang";
}

function compiled(source: string, dialect: Dialect = "ucspi-tcp"): Uint8Array {
  const { result, cdb } = compileInMemory(encodeLatin1(source), dialect);
  assert.equal(result.kind, "compiled", source);
  return cdb;
}

function databaseOf(records: readonly (readonly [key: string, data: string])[]): Uint8Array {
  const sink = new MemorySink();
  const writer = new CdbWriter(sink);
  for (const [key, data] of records) {
    writer.begin(key.length + data.length);
    writer.put(key);
    writer.end(encodeLatin1(data));
  }
  writer.finish();
  return sink.bytes();
}

function dumped(source: string, dialect: Dialect = "ucspi-tcp"): readonly string[] {
  const { lines, unwritable } = dumpRules(compiled(source, dialect), dialect);
  assert.deepEqual(unwritable, []);
  return lines;
}

describe("compile/dump-rules", () => {
  it("gives lines that compile to the same database as the recorded sources", () => {
    let compared = 0;
    for (const { id, program, source_b64, exit } of readJsonLines<Vector>("fixtures/oracle/tcprules/compile.jsonl")) {
      if (exit !== 0) continue;
      const dialect = program.includes("ipv6") ? "ucspi-tcp-ipv6" : "ucspi-tcp";
      const { cdb } = compileInMemory(Buffer.from(source_b64, "base64"), dialect);
      const { lines, unwritable } = dumpRules(cdb, dialect);
      assert.deepEqual(unwritable, [], id);
      assert.deepEqual(compiled(lines.join("\n"), dialect), cdb, id);
      compared++;
    }
    assert.ok(compared > 200);
  });

  it("gives lines for whatever tcprules makes of any bytes", () => {
    const text = (bytes: string) => fc.string({ unit: fc.constantFrom(...bytes), maxLength: 6 });
    const line = fc
      .tuple(
        text("1-.0=@a9"),
        fc.constantFrom("allow", "deny"),
        fc.array(fc.tuple(text("AB+\0,D"), text("x\"'/+=\0D,|!%")), { maxLength: 3 }),
      )
      .map(([address, word, variables]) => {
        const rest = variables.map(([name, value]) => `,${name.replaceAll("=", "")}=~${value}~`);
        return `${address}:${word}${rest.join("")}`;
      });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const { result, cdb } = compileInMemory(encodeLatin1(lines.join("\n")), "ucspi-tcp");
        if (result.kind === "refused") return;
        const dump = dumpRules(cdb, "ucspi-tcp");
        assert.deepEqual(dump.unwritable, []);
        assert.deepEqual(compiled(dump.lines.join("\n")), cdb);
      }),
    );
  });

  it("writes neighbours as a range, and nothing else", () => {
    assert.deepEqual(dumped("1.2.3.9-11:deny\n"), ["1.2.3.9-11:deny"]);
    assert.deepEqual(dumped("10.2.:deny\n10.3.:deny\n10.5.:deny\n"), ["10.2-3.:deny", "10.5.:deny"]);
    assert.deepEqual(dumped("1.2.3.4:deny\n1.2.3.5:allow\n"), ["1.2.3.4:deny", "1.2.3.5:allow"]);
    assert.deepEqual(dumped("1.2.3.5:deny\n1.2.3.4:deny\n"), ["1.2.3.5:deny", "1.2.3.4:deny"]);
    assert.deepEqual(dumped("1.2-3.4-5.:deny\n"), ["1.2-3.4-5.:deny"]);
    assert.deepEqual(dumped("1.7-7.4-5.:deny\n"), ["1-1.7.4-5.:deny"]);
    assert.deepEqual(dumped("=a.1.b:deny\n=a.2.b:deny\n"), ["=a.1.b:deny", "=a.2.b:deny"]);
    assert.deepEqual(dumped("1.2.3.09:deny\n1.2.3.10:deny\n"), ["1.2.3.09:deny", "1.2.3.10:deny"]);
    assert.deepEqual(dumped("1.2.3.255:deny\n1.2.3.256:deny\n"), ["1.2.3.255:deny", "1.2.3.256:deny"]);
  });

  it("chooses a byte that the value does not hold as its delimiter", () => {
    assert.deepEqual(dumped(":allow,A=/say \"yes\"/,B=' '\n"), [`:allow,A='say "yes"',B=" "`]);
    const all = Array.from({ length: 94 }, (_, n) => String.fromCharCode(33 + n)).join("");
    assert.equal(dumped(`:allow,A=\x01${all}\x01`).length, 1);
  });

  it("writes IPv6 and CIDR in the dialects that have them", () => {
    const six = "2001:db8::1:allow\n2001:db8::deny\n";
    assert.deepEqual(dumped(six, "ucspi-tcp-ipv6"), ["2001:db8::1:allow", "2001:db8::deny"]);
    const networks = "10.0.0.0/8:deny\n2001:db8::/32:allow\n192.168.7.64/26:allow\n";
    assert.deepEqual(dumped(networks, "ucspi-tcp6"), [
      "10.0.0.0/8:deny",
      "2001:db8::/32:allow",
      "192.168.7.64/26:allow",
    ]);
  });

  it("says which records no source can make", () => {
    const reasons = (records: [string, string][]) =>
      dumpRules(databaseOf(records), "ucspi-tcp").unwritable.map(({ key, reason }) => `${key}: ${reason}`);
    assert.deepEqual(reasons([["1.2.3.4", ""]]), []);
    assert.deepEqual(
      reasons([
        ["a\nb", ""],
        ["#", "D\0"],
        ["2001:db8::1", ""],
        ["x.2-3.", ""],
        ["1.", "+A=x\ny\0"],
        ["2.", "+A=x"],
        ["3.", "+A\0"],
        ["4.", "D\0x\0"],
      ]),
      [
        "a\nb: its key holds a line feed",
        "#: its key begins with #, and such a line is a comment",
        "2001:db8::1: its key holds a colon, and the address of a line ends there",
        "x.2-3.: its key holds a minus, and that would make a range",
        "1.: a variable holds a line feed",
        "2.: its data is not what tcprules writes",
        "3.: its data is not what tcprules writes",
        "4.: its data is not what tcprules writes",
      ],
    );
  });
});

describe("compile/database-kind", () => {
  it("tells rules from answers", () => {
    assert.equal(databaseKind(compiled(':deny\n1.:allow,A=""\n')), "tcprules");
    assert.equal(
      databaseKind(databaseOf([["\x03www\x00", "\0\x01=\0\x01Q\x80\0\0\0\0\0\0\0\0\x01\x02\x03\x04"]])),
      "tinydns",
    );
    assert.equal(databaseKind(databaseOf([["\0%\x0a", "D\0"]])), "tinydns");
    assert.equal(databaseKind(compiled("")), undefined);
  });
});
