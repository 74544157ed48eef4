/** Our tinydns-get beside the real one. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileInMemory } from "djblint/compile/tinydns-data";
import fc from "fast-check";
import { inTemporaryDirectory, oracle } from "../support/oracle.js";
import { dataFile, question } from "./random-data.js";
import { type GetRun, runTinydnsGet } from "./vectors.js";

const real = oracle("tinydns-get");
const SEED = 20260101;

/** What the real program does with each list of arguments; undefined where it was killed. */
function runReal(cdb: Uint8Array, argumentLists: readonly string[][]): (GetRun | undefined)[] {
  return inTemporaryDirectory({ "data.cdb": cdb }, (cwd) =>
    argumentLists.map((args) => {
      const { exit, stdout, stderr } = real!.run(args, { cwd });
      const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
      return exit === undefined ? undefined : { exit, stdout: text(stdout), stderr: text(stderr) };
    }),
  );
}

function assertAgree(cdb: Uint8Array, argumentLists: readonly string[][]): void {
  const expected = runReal(cdb, argumentLists);
  argumentLists.forEach((args, index) => {
    if (expected[index] === undefined) return;
    assert.deepEqual(runTinydnsGet(args, cdb, Date.now() / 1000), expected[index], args.join(" "));
  });
}

function compiled(source: string): Uint8Array | undefined {
  const { result, cdb } = compileInMemory(Buffer.from(source), { dialect: "debian", serial: 1 });
  return result.kind === "compiled" ? cdb : undefined;
}

describe(`tinydns-get beside the real one${real ? "" : " (tinydns-get is not installed)"}`, function () {
  this.timeout(240000);

  before(function () {
    if (!real) this.skip();
  });

  it("agrees on random data", () => {
    const questions = fc.array(question, { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(dataFile, questions, (source, asked) => {
        const cdb = compiled(source);
        if (cdb) assertAgree(cdb, asked);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it("agrees on files that are cut short", () => {
    fc.assert(
      fc.property(dataFile, question, fc.double({ min: 0, max: 1, noNaN: true }), (source, asked, part) => {
        const cdb = compiled(source);
        if (cdb) assertAgree(cdb.subarray(0, Math.floor(cdb.length * part)), [asked]);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it("agrees on damaged files", () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(dataFile, question, damage, (source, asked, bytes) => {
        const cdb = compiled(source);
        if (!cdb) return;
        for (const [at, byte] of bytes) cdb[at % cdb.length] = byte;
        assertAgree(cdb, [asked]);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it("agrees on arguments", () => {
    const words = ["a", "A", "ANY", "any", "srv", "", "1", "65537", "99999999999999999999", "1a", "-1", "key", "."];
    const names = ["", ".", "..", "a.b", "A.B.", "a\\", "a\\056b", "\\400", "\u00fc", "x".repeat(64), "1.2.3.4"];
    const list = fc.array(fc.constantFrom(...words, ...names, "1.2.3.4x", "1.2.3", "256.1.1.1"), { maxLength: 4 });
    const cdb = compiled(".\n+*:1.2.3.4\n")!;
    fc.assert(
      fc.property(list, (args) => assertAgree(cdb, [args])),
      { seed: SEED, numRuns: 100 },
    );
  });

  it("agrees without a database", () => {
    inTemporaryDirectory({}, (cwd) => {
      const ask = () => Buffer.from(real!.run(["a", "example.org"], { cwd }).stdout).toString("latin1");
      assert.equal(ask(), runTinydnsGet(["a", "example.org"], undefined, 0).stdout);
      writeFileSync(join(cwd, "data.cdb"), "");
      assert.equal(ask(), runTinydnsGet(["a", "example.org"], new Uint8Array(0), 0).stdout);
    });
  });
});
