/** A dump compiles to the bytes that it was made from. */
import assert from "node:assert/strict";
import { CdbReader } from "djblint/compile/cdb";
import { dumpTinydns } from "djblint/compile/dump";
import { defaultSerial } from "djblint/compile/expand";
import { compileInMemory } from "djblint/compile/tinydns-data";
import { decodeLatin1, encodeLatin1 } from "djblint-grammars/text";
import fc from "fast-check";
import { DATA_FILES } from "../support/data-files.js";
import { readJsonLines } from "../support/files.js";

interface Vector {
  readonly id: string;
  readonly input_b64: string;
  readonly mtime: number;
  readonly exit: number;
}

/** Its SOA has a name of 256 bytes, which no line but the . line that made it can hold. */
const NO_LINE_HOLDS = "name-253-hostmaster";

function assertRoundTrip(cdb: Uint8Array): void {
  const lines = dumpTinydns(cdb, "debian").lines.join("\n");
  assert.deepEqual(compileInMemory(encodeLatin1(lines), { dialect: "debian", serial: 1 }).cdb, cdb);
}

describe("compile/dump", () => {
  for (const dialect of ["debian", "djbdns"] as const) {
    it(`gives lines that compile to the same database (${dialect})`, () => {
      let compared = 0;
      for (const { id, input_b64, mtime, exit } of readJsonLines<Vector>("fixtures/oracle/tinydns/compile.jsonl")) {
        if (exit !== 0 || id === NO_LINE_HOLDS) continue;
        const options = { dialect: "debian", serial: defaultSerial(mtime) } as const;
        const { cdb } = compileInMemory(Buffer.from(input_b64, "base64"), options);
        const lines = dumpTinydns(cdb, dialect).lines.join("\n");
        const again = compileInMemory(encodeLatin1(lines), { dialect, serial: 1 });
        assert.equal(again.result.kind, "compiled", id);
        assert.deepEqual(again.cdb, cdb, id);
        compared++;
      }
      assert.ok(compared > 200);
    });
  }

  it("gives lines that compile to the same database for whatever tinydns-data takes", () => {
    fc.assert(
      fc.property(DATA_FILES, (data) => {
        const compiled = compileInMemory(data, { dialect: "debian", serial: 1 });
        if (compiled.result.kind === "compiled") assertRoundTrip(compiled.cdb);
      }),
      { numRuns: 2000 },
    );
  });

  it("gives prefixes of both families as the IPv6 family reads them", () => {
    const options = { dialect: "ipv6", serial: 1 } as const;
    const { cdb } = compileInMemory(encodeLatin1("%in:s20010db8\n%in:f192.168\n%ex:10\n%no\n%al:s\n"), options);
    const keys = [...new CdbReader(cdb).records()].map(({ key }) => decodeLatin1(key.subarray(2)));
    assert.deepEqual(keys, ["s20010db8", "f\xc0\xa8", "f\x0a", "f", "s"]);
    const { lines } = dumpTinydns(cdb, "ipv6");
    assert.deepEqual(lines, ["%in:s20010db8", "%in:192.168", "%ex:10", "%no", "%al:s"]);
    assert.deepEqual(compileInMemory(encodeLatin1(lines.join("\n")), options).cdb, cdb);
  });

  const sources = {
    "names that are the same letters in Latin-1 only": "&a.example::\\303x.example\n+\\343x.example:192.0.2.1:259200\n",
    "data that are too short for their type": ":a.example:33:\\000\\001\n:b.example:33:\n:c.example:13:\n",
  };
  for (const [what, source] of Object.entries(sources)) {
    it(`gives lines that compile to the same database with ${what}`, () => {
      assertRoundTrip(compileInMemory(encodeLatin1(source), { dialect: "debian", serial: 1 }).cdb);
    });
  }
});
