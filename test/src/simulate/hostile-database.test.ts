/** Answering from bytes that no compiler wrote: it must come to an end, whatever they are. */
import { CdbReader, putU32 } from "djblint/compile/cdb";
import { compileInMemory } from "djblint/compile/tinydns-data";
import { AnswerEngine } from "djblint/simulate/answer";
import { newTrace } from "djblint/simulate/answer-trace";
import { hiddenRecords } from "djblint/simulate/hidden-records";
import { printPacket } from "djblint/simulate/print-packet";
import { parseName, parseType, type Question } from "djblint/simulate/question";
import { DjbRandom } from "djblint/simulate/random";
import fc from "fast-check";
import { dataFile, question } from "./random-data.js";
import { addressOf, SOME_TIME } from "./vectors.js";

const SEED = 20260101;
const DIALECTS = ["djbdns", "debian", "ipv6"] as const;

function compiled(source: string): Uint8Array {
  return compileInMemory(Buffer.from(source), { dialect: "debian", serial: 1 }).cdb;
}

function answerAndPrint(cdb: Uint8Array, [type, name, ip]: readonly string[]): void {
  const asked: Question = { type: parseType(type) ?? 0, name: parseName(name) ?? new Uint8Array(1) };
  const client = addressOf(ip);
  const reader = new CdbReader(cdb);
  for (const dialect of DIALECTS) {
    const trace = newTrace();
    const options = { now: SOME_TIME, random: new DjbRandom(), trace };
    const packet = new AnswerEngine(reader, dialect).answer(asked, client, options);
    if (packet) printPacket(packet);
    hiddenRecords(reader, dialect, asked, { client, now: SOME_TIME }, trace);
  }
}

describe("a hostile database", () => {
  it("of changed bytes is answered from or not", () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(dataFile, question, damage, (source, asked, bytes) => {
        const cdb = compiled(source);
        for (const [at, byte] of bytes) cdb[at % cdb.length] = byte;
        answerAndPrint(cdb, asked);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("of changed positions and sizes is answered from or not", () => {
    const words = fc.array(fc.tuple(fc.nat(), fc.constantFrom(0, 1, 2040, 0x20000001, 0x7fffffff, 0xffffffff)), {
      minLength: 1,
      maxLength: 300,
    });
    fc.assert(
      fc.property(dataFile, question, words, (source, asked, changes) => {
        const cdb = compiled(source);
        for (const [at, word] of changes) putU32(cdb, (at % (cdb.length >> 2)) * 4, word);
        answerAndPrint(cdb, asked);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("of any bytes is answered from or not", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 4000, size: "max" }), question, answerAndPrint), {
      seed: SEED,
      numRuns: 300,
    });
  });

  it("may be cut anywhere", () => {
    const cdb = compiled(".example.org:1.2.3.4:a\n%in:10\n+*.example.org:1.2.3.5:::in\n");
    for (let length = 0; length < cdb.length; length++) {
      answerAndPrint(cdb.subarray(0, length), ["a", "www.example.org", "10.1.2.3"]);
    }
  });

  it("may be asked with any packet", () => {
    const reader = new CdbReader(compiled(".\n+*:1.2.3.4\n"));
    const engine = new AnswerEngine(reader, "debian");
    const header = [0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    const bytes = fc.uint8Array({ maxLength: 520 });
    fc.assert(
      fc.property(bytes, fc.boolean(), (rest, isPlain) => {
        const query = isPlain ? Uint8Array.from([...header, ...rest]) : rest;
        const reply = engine.respond(query, 0, { now: SOME_TIME, random: new DjbRandom() });
        if (reply) printPacket(reply);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });
});
