/** The compiler against the real tinydns-data, on files made at random. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { defaultSerial } from "djblint/compile/expand";
import { compileInMemory, faultMessage } from "djblint/compile/tinydns-data";
import fc from "fast-check";
import { DATA_FILES } from "../support/data-files.js";
import { inTemporaryDirectory, oracle } from "../support/oracle.js";

const MTIME = 1700000000;

describe("compile/tinydns-data: the real tinydns-data", () => {
  const real = oracle("tinydns-data");

  before(function () {
    if (!real) {
      console.log("      tinydns-data is not installed: not compared");
      this.skip();
    }
  });

  it("gives the same database, the same refusal and the same message", () => {
    fc.assert(
      fc.property(DATA_FILES, (data) =>
        inTemporaryDirectory({ data }, (cwd) => {
          utimesSync(join(cwd, "data"), MTIME, MTIME);
          const { exit, stderr } = real!.run([], { cwd });
          const { result, cdb } = compileInMemory(data, { dialect: "debian", serial: defaultSerial(MTIME) });
          if (result.kind === "compiled") {
            assert.equal(exit, 0, Buffer.from(stderr).toString());
            assert.deepEqual(Buffer.from(cdb), readFileSync(join(cwd, "data.cdb")));
          } else {
            assert.equal(exit, 111);
            const message = `tinydns-data: fatal: ${faultMessage(result.fault, result.line)}\n`;
            assert.equal(Buffer.from(stderr).toString("latin1"), message);
            assert.ok(!existsSync(join(cwd, "data.cdb")));
          }
        }),
      ),
      { numRuns: 400 },
    );
  });
});
