/** Recorded runs of qmail-newmrh and qmail-newu: keys, refusals, and what qmail-lspawn finds in the database. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CdbReader } from "djblint/compile/cdb";
import { dumpQmail, qmailDatabase } from "djblint/compile/dump-qmail";
import { MemorySink } from "djblint/compile/memory";
import { compileNewmrh } from "djblint/compile/qmail-newmrh";
import { compileNewu } from "djblint/compile/qmail-newu";
import { compileInMemory } from "djblint/compile/tcprules";
import { decodeLatin1, encodeLatin1 } from "djblint-grammars/text";
import fc from "fast-check";
import { readJsonLines } from "../support/files.js";
import { inTemporaryDirectory, oracle } from "../support/oracle.js";

const FOLDER = "fixtures/oracle/qmail";

interface NewmrhVector {
  readonly id: string;
  readonly morercpthosts: string | null;
  readonly result: { readonly keys: readonly string[] | null };
}

interface AssignVector {
  readonly id: string;
  readonly assign: string | null;
  readonly result: { readonly exit: number; readonly cdb: boolean };
  readonly lookups: Readonly<Record<string, { readonly fields?: readonly string[] }>>;
}

type Records = readonly (readonly [key: string, data: string])[];

function recordsOf(cdb: Uint8Array): Records {
  return [...new CdbReader(cdb).records()].map(({ key, data }) => [decodeLatin1(key), decodeLatin1(data)] as const);
}

function newmrh(text: string): Uint8Array {
  const sink = new MemorySink();
  const { bytes } = compileNewmrh(encodeLatin1(text), sink);
  const cdb = sink.bytes();
  assert.equal(cdb.length, bytes);
  return cdb;
}

function newu(text: string): Uint8Array | undefined {
  const sink = new MemorySink();
  return compileNewu(encodeLatin1(text), sink).kind === "compiled" ? sink.bytes() : undefined;
}

/** D10, U3: the whole address, else its beginnings that end as a wildcard does, the longest first. */
function lookUp(records: Records, local: string): string[] | undefined {
  const find = (key: string) => records.find(([other]) => other === key)?.[1];
  const lower = local.toLowerCase();
  const exact = find(`!${lower}\0`);
  if (exact !== undefined) return exact.split("\0");
  const endings = find("")!;
  for (let length = lower.length; length >= 0; length--) {
    if (length > 0 && !endings.includes(lower[length - 1])) continue;
    const data = find(`!${lower.slice(0, length)}`);
    if (data !== undefined) return (data + local.slice(length)).split("\0");
  }
  return undefined;
}

describe("qmail-newmrh", () => {
  for (const { id, morercpthosts, result } of readJsonLines<NewmrhVector>(`${FOLDER}/newmrh.jsonl`)) {
    if (morercpthosts === null) continue;
    it(id, () => {
      assert.deepEqual(
        recordsOf(newmrh(morercpthosts)),
        result.keys!.map((key) => [key, ""]),
      );
    });
  }

  it("writes what cdb does from the same records", function () {
    const cdb = oracle("cdb");
    if (!cdb) return this.skip();
    const keys = Array.from({ length: 300 }, (_, index) => `d${index % 250}.example`);
    const records = keys.map((key) => `+${key.length},0:${key}->\n`).join("");
    inTemporaryDirectory({}, (cwd) => {
      cdb.run(["-c", "-t", "a.tmp", "a.cdb"], { cwd, stdin: `${records}\n` });
      assert.deepEqual(readFileSync(join(cwd, "a.cdb")), Buffer.from(newmrh(`${keys.join("\n")}\n`)));
    });
  });
});

describe("qmail-newu", () => {
  for (const { id, assign, result, lookups } of readJsonLines<AssignVector>(`${FOLDER}/users-assign.jsonl`)) {
    if (assign === null) continue;
    it(id, () => {
      const cdb = newu(assign);
      assert.equal(cdb !== undefined, result.cdb);
      if (!cdb) return;
      const records = recordsOf(cdb);
      for (const [local, { fields }] of Object.entries(lookups)) {
        assert.deepEqual(lookUp(records, local), fields, local);
      }
    });
  }

  it("writes the wildcards' last bytes once, with their case, behind all else", () => {
    const cdb = newu("+Joe-:a:1:2:/a:-::\n+x-:b:1:2:/b:-:e:\n+AnN:c:1:2:/c:::\n=Q:d:1:2:/d:::\n.\n")!;
    assert.deepEqual(recordsOf(cdb), [
      ["!joe-", "a\x001\x002\0/a\0-\0"],
      ["!x-", "b\x001\x002\0/b\0-\0e"],
      ["!ann", "c\x001\x002\0/c\0\0"],
      ["!q\0", "d\x001\x002\0/d\0\0"],
      ["", "-N"],
    ]);
  });

  it("takes or refuses any bytes", () => {
    const piece = fc.constantFrom("=", "+", ":", "joe", "\n", ".\n", "\0", "::::::", "/home", "\r\n");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const cdb = newu(pieces.join(""));
        if (cdb) assert.equal(recordsOf(cdb).filter(([key]) => key === "").length, 1);
      }),
    );
  });
});

describe("dumps of the databases of qmail", () => {
  it("compile to the same bytes", () => {
    const hosts = newmrh("a.example\n.b.example\na.example\nc-1.example\n");
    assert.equal(qmailDatabase(hosts), "morercpthosts");
    assert.deepEqual(newmrh(dumpQmail(hosts, "morercpthosts").lines.join("\n")), hosts);
    const users = newu("+:alias:1:2:/a:-::\n=joe:joe:507:100:/home/joe:::\n+joe-:joe:507:100:/home/joe:-:x:\n.\n")!;
    assert.equal(qmailDatabase(users), "assign");
    assert.deepEqual(newu(dumpQmail(users, "assign").lines.join("\n")), users);
  });

  it("name the records that no line makes", () => {
    const { lines, unwritable } = dumpQmail(newmrh("a.example\n  # c\n"), "morercpthosts");
    assert.deepEqual([lines, unwritable], [["a.example", "  # c"], []]);
    const rules = compileInMemory(encodeLatin1("127.:allow\n:allow\n"), "ucspi-tcp").cdb;
    assert.equal(qmailDatabase(rules), undefined);
    assert.equal(dumpQmail(rules, "morercpthosts").unwritable.length, 1);
    assert.equal(dumpQmail(rules, "assign").unwritable.length, 1);
  });
});
