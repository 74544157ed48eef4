/** The compiler against recorded runs of the real tinydns-data. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { defaultSerial } from "djblint/compile/expand";
import { compileInMemory, faultMessage } from "djblint/compile/tinydns-data";
import { readJsonLines } from "../support/files.js";

interface Vector {
  readonly id: string;
  readonly input_b64: string;
  readonly mtime: number;
  /** A file system prepared in a special way; run by the command line tests. */
  readonly setup: string | null;
  readonly exit: number;
  readonly stderr: string;
  readonly cdb_sha256: string | null;
}

describe("compile/tinydns-data: recorded runs of tinydns-data", () => {
  for (const vector of readJsonLines<Vector>("fixtures/oracle/tinydns/compile.jsonl")) {
    if (vector.setup !== null) continue;
    it(vector.id, () => {
      const options = { dialect: "debian", serial: defaultSerial(vector.mtime) } as const;
      const { result, cdb } = compileInMemory(Buffer.from(vector.input_b64, "base64"), options);
      const stderr =
        result.kind === "compiled" ? "" : `tinydns-data: fatal: ${faultMessage(result.fault, result.line)}\n`;
      assert.equal(result.kind === "compiled" ? 0 : 111, vector.exit);
      assert.equal(stderr, vector.stderr);
      if (vector.exit === 0) assert.equal(createHash("sha256").update(cdb).digest("hex"), vector.cdb_sha256);
    });
  }
});
