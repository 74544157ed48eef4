/** The grammar of tinydns data. */
import assert from "node:assert/strict";
import { compileInMemory } from "djblint/compile/tinydns-data";
import { formatName, labelsOf } from "djblint/model/tinydns/name-table";
import { WireWriter } from "djblint/model/tinydns/wire";
import { encodeLatin1, SourceText } from "djblint-grammars/text";
import { parseAddress } from "djblint-grammars/tinydns/address";
import { LINE_TYPES } from "djblint-grammars/tinydns/fields";
import { parseName } from "djblint-grammars/tinydns/name";
import { LineParser } from "djblint-grammars/tinydns/parser";
import { printDataLine, printName, printText } from "djblint-grammars/tinydns/printer";
import { LineScanner } from "djblint-grammars/tinydns/scanner";
import { readDataLine } from "djblint-grammars/tinydns/tree";
import fc from "fast-check";

const LETTERS = LINE_TYPES.map(({ letter }) => letter);
const anyLine = fc.tuple(
  fc.constantFrom(...LETTERS, "#", "-", "x", " "),
  fc.string({ unit: fc.constantFrom("a", ".", ":", "1", "\\", " ", "\t", "\r", "\0"), maxLength: 40 }),
);

function scan(text: string): LineScanner {
  return new LineScanner(encodeLatin1(text));
}

describe("grammars/tinydns", () => {
  it("parses a line the same way with and without the memory of earlier lines", () => {
    const remembering = new LineParser();
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 20 }), (lines) => {
        const scanner = scan(lines.map((parts) => parts.join("")).join("\n"));
        while (scanner.advance()) {
          if (scanner.code < 0) continue;
          assert.deepEqual(remembering.shapeOf(scanner), new LineParser().parse(scanner));
        }
      }),
    );
  });

  it("splits fields at every colon and takes blanks at the end away", () => {
    const scanner = scan("+a:b: c :\t \n:x::\n");
    const fields = () =>
      Array.from({ length: scanner.fieldCount }, (_, index) => [scanner.from(index), scanner.to(index)]);
    assert.ok(scanner.advance());
    assert.deepEqual(fields(), [
      [1, 2],
      [3, 4],
      [5, 8],
      [9, 9],
    ]);
    assert.ok(scanner.advance());
    assert.equal(scanner.fieldCount, 3);
    assert.ok(!scanner.advance());
  });

  it("gives every line type its fields, and the rest in one piece", () => {
    for (const { letter, fields } of LINE_TYPES) {
      const names = fields.map(({ name }) => name);
      const scanner = scan(`${letter}${names.join(":")}:more:and more`);
      scanner.advance();
      const line = readDataLine(scanner, new LineParser())!;
      const text = new SourceText(scanner.bytes);
      assert.deepEqual(
        line.fields.map((field) => text.slice(field)),
        [...names, "more:and more"],
      );
    }
  });

  it("takes names apart", () => {
    assert.deepEqual(parseName("a..b\\056c.").labels, [
      { start: 0, end: 1, length: 1 },
      { start: 3, end: 9, length: 3 },
    ]);
    assert.deepEqual(parseName("a..b.").emptyLabels, [{ start: 2, end: 3 }]);
    assert.deepEqual(parseName("a..b.").trailingDot, { start: 4, end: 5 });
    assert.deepEqual(parseName(".").emptyLabels, []);
  });

  it("counts the labels of a name as the compiler does", () => {
    const name = fc.string({ unit: fc.constantFrom("a", ".", "\\", "1", "7", "8", "-"), maxLength: 30 });
    fc.assert(
      fc.property(name, (text) => {
        const writer = new WireWriter();
        if (!writer.name(encodeLatin1(text), 0, text.length)) return;
        const lengths = labelsOf(writer.copy(0)).map((label) => label.length);
        const counted = parseName(text).labels.map(({ length }) => length);
        assert.deepEqual(
          counted.filter((length) => length > 0),
          lengths,
        );
      }),
    );
  });

  it("takes addresses apart", () => {
    assert.deepEqual(
      parseAddress("1.2.300.4/8").numbers.map(({ text }) => text),
      ["1", "2", "300", "4"],
    );
    assert.deepEqual(parseAddress("1.2.3.4/8").rest, { start: 7, end: 9 });
    assert.deepEqual(
      parseAddress("1.2.").numbers.map(({ text }) => text),
      ["1", "2"],
    );
    assert.deepEqual(parseAddress("").rest, undefined);
  });

  it("prints names and texts that compile to the same bytes", () => {
    const label = fc.string({
      unit: fc.integer({ min: 0, max: 255 }).map((byte) => String.fromCharCode(byte)),
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(fc.array(label, { maxLength: 5 }), (labels) => {
        const text = printName(labels);
        const writer = new WireWriter();
        assert.ok(writer.name(encodeLatin1(text), 0, text.length));
        assert.deepEqual(labelsOf(writer.copy(0)), labels);
        const escaped = new WireWriter();
        const bytes = labels.join("");
        escaped.escaped(encodeLatin1(printText(bytes)), 0, printText(bytes).length);
        assert.equal(String.fromCharCode(...escaped.copy(0)), bytes);
      }),
    );
  });

  it("prints a line that compiles to the same database", () => {
    fc.assert(
      fc.property(anyLine, (parts) => {
        const text = new SourceText(encodeLatin1(parts.join("").replaceAll("\n", "")));
        const scanner = new LineScanner(text.bytes);
        if (!scanner.advance() || scanner.code < 0) return;
        const printed = printDataLine(readDataLine(scanner, new LineParser())!, text);
        const options = { dialect: "ipv6", serial: 1 } as const;
        const [before, after] = [text.bytes, encodeLatin1(printed)].map((bytes) => compileInMemory(bytes, options));
        assert.equal(before.result.kind, after.result.kind);
        if (before.result.kind === "compiled") assert.deepEqual(before.cdb, after.cdb);
      }),
    );
  });

  it("names the root", () => {
    assert.equal(formatName(Uint8Array.of(0)), ".");
  });
});
