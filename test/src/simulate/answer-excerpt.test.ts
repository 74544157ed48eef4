/** The answer from a few lines is the answer from all of them. */
import assert from "node:assert/strict";
import { ZoneData } from "djblint/model/tinydns/zone-data";
import { answerFromExcerpt } from "djblint/simulate/answer-excerpt";
import { explainAnswer } from "djblint/simulate/explain-answer";
import { parseName, parseType } from "djblint/simulate/question";
import { encodeLatin1, SourceText } from "djblint-grammars/text";
import fc from "fast-check";
import { dataFile, question } from "./random-data.js";

function addressOf(dotted: string): number {
  return dotted.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

describe("answer from an excerpt", () => {
  it("is that from the whole file, for random data and questions", () => {
    let answered = 0;
    const property = fc.property(dataFile, question, (source, [type, name, client]) => {
      const bytes = encodeLatin1(source);
      const now = 1_700_000_000;
      const asked = { name: parseName(name)!, type: parseType(type)! };
      const options = { dialect: "debian", serial: 1, now, client: addressOf(client) } as const;
      const whole = explainAnswer(bytes, asked, options);
      if (whole.kind === "refused") return;
      const data = new ZoneData(new SourceText(bytes), { dialect: "debian", now, watched: 0 });
      const excerpt = answerFromExcerpt(data, asked, options.client);
      assert.ok(excerpt.kind === "answer");
      assert.equal(excerpt.printed, whole.printed);
      assert.deepEqual([excerpt.reason, excerpt.zone, excerpt.location], [whole.reason, whole.zone, whole.location]);
      if (whole.answer.length > 0) answered++;
    });
    fc.assert(property, { numRuns: 400 });
    assert.ok(answered > 20, `${answered} answers`);
  });
});
