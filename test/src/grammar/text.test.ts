/** Lines, bytes and UTF-16 columns. */
import assert from "node:assert/strict";
import { decodeLatin1, encodeLatin1, LineTable, printable, SourceText } from "djblint-grammars/text";
import fc from "fast-check";

describe("grammars/text", () => {
  it("counts lines as the programs do", () => {
    const counts = ["", "a", "a\n", "a\nb", "\n\n"].map((text) => LineTable.of(encodeLatin1(text)).count);
    assert.deepEqual(counts, [0, 1, 1, 2, 2]);
  });

  it("maps offsets to positions and back", () => {
    const unit = fc.constantFrom("a", "\n", "ä", "€", "\u{1f600}", ":");
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
        const source = SourceText.fromString(text);
        let offset = 0;
        let line = 0;
        let character = 0;
        for (const char of text) {
          assert.deepEqual(source.positionAt(offset), { line, character });
          assert.equal(source.offsetAt({ line, character }), offset);
          offset += new TextEncoder().encode(char).length;
          character = char === "\n" ? 0 : character + char.length;
          if (char === "\n") line++;
        }
        assert.deepEqual(source.positionAt(offset), { line, character });
      }),
    );
  });

  it("keeps every byte as one character", () => {
    const bytes = Uint8Array.from({ length: 10000 }, (_, index) => index & 255);
    assert.deepEqual(encodeLatin1(decodeLatin1(bytes)), bytes);
  });

  it("shows bytes to people", () => {
    assert.equal(printable("m\xc3\xbcnchen"), "m\u00fcnchen");
    assert.equal(printable("m\xfcnchen"), "m\u00fcnchen");
    assert.equal(printable("a\rb\0"), "a\\015b\\000");
    assert.equal(printable("\x80"), "\\200");
    assert.equal(printable("\xef\xbb\xbfx"), "\\357\\273\\277x");
    assert.ok(printable("x".repeat(500)).length < 100);
  });
});
