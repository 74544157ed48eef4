import assert from "node:assert/strict";
import { compileBase64, type GetVector, runTinydnsGet, SOME_TIME, vectors } from "./vectors.js";

describe("tinydns-get", () => {
  for (const vector of vectors<GetVector>("query.jsonl")) {
    it(`prints what the real one printed: ${vector.id}`, () => {
      const cdb = compileBase64(vector.data_b64, vector.mtime);
      const args = [vector.type, vector.name, ...(vector.client_ip === null ? [] : [vector.client_ip])];
      const { exit, stdout, stderr } = vector;
      assert.deepEqual(runTinydnsGet(args, cdb, vector.now ?? SOME_TIME), { exit, stdout, stderr });
    });
  }

  const usage = { exit: 100, stdout: "", stderr: "tinydns-get: usage: tinydns-get type name [ip]\n" };
  const fatal = { exit: 111, stdout: "", stderr: "tinydns-get: fatal: unable to parse: protocol error\n" };

  it("explains its usage when arguments are missing or wrong (G1)", () => {
    for (const args of [[], ["a"], ["srv", "x"], ["a", "x", "1.2.3"], ["1x", "x"], ["\u212a\u0065y", "x"]]) {
      assert.deepEqual(runTinydnsGet(args, undefined, SOME_TIME), usage, args.join(" "));
    }
  });

  it("reads the name before the address (G1)", () => {
    assert.deepEqual(runTinydnsGet(["a", "x".repeat(64), "nonsense"], undefined, SOME_TIME), fatal);
  });

  it("takes digits modulo 65536, and none for 0, as a type (G2)", () => {
    for (const [word, type] of [
      ["", 0],
      ["65537", 1],
      ["18446744073709551617", 1],
      ["KEY", 25],
    ] as const) {
      assert.equal(runTinydnsGet([word, "x"], undefined, SOME_TIME).stdout, `${type} x:\n`);
    }
  });

  it("is silent without a database (G3)", () => {
    const silence = { exit: 0, stdout: "1 www.example.org:\n", stderr: "" };
    for (const cdb of [undefined, new Uint8Array(0), new Uint8Array(2048)]) {
      assert.deepEqual(runTinydnsGet(["A", "WWW.example.org.", "1.2.3.4junk", "more"], cdb, SOME_TIME), silence);
    }
  });

  it("refuses zone transfers without looking at the data (G3)", () => {
    const { stdout } = runTinydnsGet(["axfr", "x"], undefined, SOME_TIME);
    assert.equal(stdout, "252 x:\n19 bytes, 1+0+0+0 records, response, authoritative, notimp\nquery: 252 x\n");
  });
});
