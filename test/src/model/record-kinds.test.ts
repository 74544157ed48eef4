/** The kinds of records: few numbers for many records, and the right ones however many there are. */
import assert from "node:assert/strict";
import { RecordKinds } from "djblint/model/tinydns/record-kinds";
import { RecordTable } from "djblint/model/tinydns/records";
import { SourceText } from "djblint-grammars/text";

/** More than 16 bits can number. */
const MANY = 70_000;

const TTLS = Array.from({ length: MANY }, (_, index) => Math.imul(index, 0x9e3779b1) >>> 0);

function kindsOf(ttls: readonly number[], kinds = new RecordKinds()): number[] {
  return ttls.map((ttl) => kinds.intern(1, ttl, 0, 43));
}

describe("RecordKinds", () => {
  it("give records that are alike one number", () => {
    const kinds = new RecordKinds();
    const ttls = Array.from({ length: 100 }, (_, index) => 300 + (index % 7));
    assert.deepEqual(kindsOf(ttls, kinds), kindsOf(ttls, kinds));
    assert.equal(kinds.count, 7);
  });

  it("give each that differs in one thing another number", () => {
    const kinds = new RecordKinds();
    const all = [
      [1, 300, 0, 43],
      [2, 300, 0, 43],
      [1, 301, 0, 43],
      [1, 300, 0x696e, 43],
      [1, 300, 0, 61],
      [0xffff, 0xffffffff, 0xffff, 0xff],
    ] as const;
    for (const [type, ttl, location, letter] of all) kinds.intern(type, ttl, location, letter);
    const kept = all.map((_, kind) => [kinds.type[kind], kinds.ttl[kind], kinds.location[kind], kinds.letter[kind]]);
    assert.deepEqual(kept, all);
  });

  it("know each of many kinds", () => {
    const kinds = new RecordKinds();
    assert.deepEqual(
      kindsOf(TTLS, kinds).map((kind) => kinds.ttl[kind]),
      TTLS,
    );
    // Some that fall into one place have two numbers.
    assert.ok(kinds.count < MANY * 1.05, `${kinds.count} kinds`);
    assert.deepEqual(
      kindsOf(TTLS, kinds).map((kind) => kinds.ttl[kind]),
      TTLS,
    );
  });
});

describe("a file with more kinds of records than 16 bits can number", () => {
  const lineOf = (ttl: number) => `+x.example.org:192.0.2.1:${ttl}\n`;
  const textOf = (lines: readonly string[]) => new SourceText(Buffer.from(lines.join("")));
  const read = (lines: readonly string[]) => new RecordTable(textOf(lines), { dialect: "debian", watched: 0 });
  const ttlsOf = (records: RecordTable) => Array.from({ length: records.count }, (_, row) => records.ttlOf(row));

  it("has the ttl of each record", () => assert.deepEqual(ttlsOf(read(TTLS.map(lineOf))), TTLS));

  it("has them after lines were replaced by others of further kinds", () => {
    const before = TTLS.slice(0, 0xffff).map(lineOf);
    const records = read(before);
    const first = 100;
    const removed = { first, count: 2 };
    const added = [7, 8, 9, 10].map(lineOf);
    const start = before.slice(0, first).join("").length;
    const stretch = { start, end: start + before.slice(first, first + removed.count).join("").length };
    const after = before.toSpliced(first, removed.count, ...added);
    records.revise(textOf(after), { removed, stretch, added: added.length });
    assert.deepEqual(ttlsOf(records), ttlsOf(read(after)));
    assert.ok(records.kinds.count > 0x10000);
  });
});
