import assert from "node:assert/strict";
import { CdbReader } from "djblint/compile/cdb";
import { AnswerEngine } from "djblint/simulate/answer";
import { DjbRandom } from "djblint/simulate/random";
import { addressOf, compileBase64, SOME_TIME, vectors, type WireVector } from "./vectors.js";

describe("tinydns over UDP", () => {
  for (const vector of vectors<WireVector>("wire.jsonl")) {
    it(`replies what the real one replied: ${vector.id}`, () => {
      const reader = new CdbReader(compileBase64(vector.data_b64, vector.mtime));
      const engine = new AnswerEngine(reader, "debian");
      const query = Buffer.from(vector.query_hex, "hex");
      const options = { now: SOME_TIME, random: new DjbRandom() };
      const reply = engine.respond(query, addressOf(vector.client_ip), options);
      assert.equal(reply === undefined ? null : Buffer.from(reply).toString("hex"), vector.response_hex);
    });
  }

  it("answers one query after the other as if each were the first", () => {
    const [first] = vectors<WireVector>("wire.jsonl");
    const shared = vectors<WireVector>("wire.jsonl").filter((vector) => vector.data_b64 === first.data_b64);
    const engine = new AnswerEngine(new CdbReader(compileBase64(first.data_b64, first.mtime)), "debian");
    for (const vector of [...shared, ...shared.reverse()]) {
      const options = { now: SOME_TIME, random: new DjbRandom() };
      const query = Buffer.from(vector.query_hex, "hex");
      const reply = engine.respond(query, addressOf(vector.client_ip), options);
      assert.equal(reply === undefined ? null : Buffer.from(reply).toString("hex"), vector.response_hex, vector.id);
    }
  });
});
