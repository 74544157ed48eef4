/** The PTR records of `=` lines: rows of their own only where something can meet them. */
import assert from "node:assert/strict";
import { TYPE } from "djblint/compile/expand";
import { lowerFour } from "djblint/model/tinydns/wire";
import { ZoneData } from "djblint/model/tinydns/zone-data";
import { SourceText } from "djblint-grammars/text";

const ZONE = ".example.org:192.0.2.1:a\n";
const HOSTS =
  "=www.example.org:192.0.2.7:300:4000000068000000:in\n+x.example.org:192.0.2.8\n=ftp.example.org:192.0.2.9\n";

function read(text: string): ZoneData {
  return new ZoneData(new SourceText(Buffer.from(text)), { dialect: "debian", now: 1_800_000_000, watched: 0 });
}

/** All rows, one text each. */
function rowsOf({ records, names }: ZoneData): string[] {
  return Array.from({ length: records.count }, (_, row) => {
    const { line, target } = records;
    const type = records.typeOf(row);
    const points = type === TYPE.A ? target[row] : names.text(target[row]);
    const stamp = records.timestamps.get(row) ?? "";
    const seen = `${records.ttlOf(row)} ${records.locationOf(row)} ${stamp}`;
    return `${line[row]} ${records.ownerText(row)} ${type} ${points} ${seen}`;
  });
}

describe("PTR records of = lines", () => {
  it("have no rows when no zone and no name can meet them", () => {
    const data = read(ZONE + HOSTS);
    assert.deepEqual(data.records.rowsOfType(data.names.find(Buffer.from("\x03www\x07example\x03org\0")), TYPE.A), [3]);
    assert.equal(data.names.hasReverseNames, false);
    assert.equal(data.records.allOfType(TYPE.PTR).length, 0);
  });

  it("stand behind the addresses of their lines when the file has a reverse zone, wherever it stands", () => {
    const reverse = ".2.0.192.in-addr.arpa:192.0.2.1:a.ns.example.org\n";
    const rows = rowsOf(read(ZONE + HOSTS + reverse)).slice(3, 8);
    const stamp = 0x4000000068000000n;
    const location = "in".charCodeAt(0) * 256 + "in".charCodeAt(1);
    assert.deepEqual(rows, [
      `1 www.example.org 1 ${0xc0000207} 300 ${location} ${stamp}`,
      `1 7.2.0.192.in-addr.arpa 12 www.example.org 300 ${location} ${stamp}`,
      `2 x.example.org 1 ${0xc0000208} 86400 0 `,
      `3 ftp.example.org 1 ${0xc0000209} 86400 0 `,
      "3 9.2.0.192.in-addr.arpa 12 ftp.example.org 86400 0 ",
    ]);
  });

  for (const [what, line] of [
    ["a file without a zone", ""],
    ["a name among the reverse names", `${ZONE}^9.2.0.192.in-addr.arpa:x.example.org\n`],
    ["an alias that leads there", `${ZONE}Cy.example.org:9.2.0.192.in-addr.arpa\n`],
    ["the root zone", ".::a\n"],
  ]) {
    it(`have rows in ${what}`, () => {
      const { records, names } = read(line + HOSTS);
      const name = names.find(Buffer.from("\x019\x012\x010\x03192\x07in-addr\x04arpa\0"));
      assert.ok([...records.rowsOf(name)].some((row) => records.letterCodeOf(row) === "=".charCodeAt(0)));
    });
  }
});

describe("a file with many = lines and a zone for their reverse names", () => {
  it("is not worn before a line is gone", () => {
    const hosts = Array.from({ length: 3000 }, (_, host) => `=h${host}.example.org:10.1.${host >> 8}.${host & 255}\n`);
    const { records } = read(`.10.in-addr.arpa:10.0.0.1:a.ns.example.org\n${hosts.join("")}`);
    assert.equal(records.hasHostPointers, true);
    assert.equal(records.isWorn, false);
  });
});

describe("four bytes in lower case", () => {
  it("are those that each byte becomes by itself", () => {
    for (let byte = 0; byte < 256; byte++) {
      const lower = byte >= 65 && byte <= 90 ? byte + 32 : byte;
      for (const beside of [0, 0x40, 0x5b, 0x7f, 0x80, 0xc1, 0xff]) {
        const four = Buffer.of(byte, beside, byte, beside).readUInt32LE();
        assert.equal(lowerFour(four) >>> 0, Buffer.of(lower, beside, lower, beside).readUInt32LE());
      }
    }
  });
});
