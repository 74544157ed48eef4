/** The text that the server holds is the text that the client has. */
import assert from "node:assert/strict";
import { OpenDocument } from "djblint/lsp/document-store";
import fc from "fast-check";

/** Applies a change to a plain string: the meaning that the store must keep. */
function edited(text: string, start: number, end: number, inserted: string): string {
  return text.slice(0, start) + inserted + text.slice(end);
}

function positionOf(text: string, offset: number) {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length - 1, character: before[before.length - 1].length };
}

describe("lsp/document-store", () => {
  it("keeps the text through any sequence of edits", () => {
    const piece = fc.string({ unit: fc.constantFrom("a", ".", ":", "\n", "\r", "ä", "\u{1f600}"), maxLength: 12 });
    const edit = fc.record({ at: fc.nat(), length: fc.nat({ max: 8 }), inserted: piece });
    fc.assert(
      fc.property(piece, fc.array(edit, { maxLength: 20 }), (first, edits) => {
        let text = first;
        const document = new OpenDocument("tinydns-data", 1, first);
        for (const { at, length, inserted } of edits) {
          const start = at % (text.length + 1);
          const end = Math.min(text.length, start + length);
          const range = { start: positionOf(text, start), end: positionOf(text, end) };
          text = edited(text, start, end, inserted);
          document.apply([{ range, text: inserted }], document.version + 1);
          assert.equal(document.content, text);
        }
      }),
    );
  });

  it("takes positions outside the text for its nearest end", () => {
    const document = new OpenDocument("tinydns-data", 1, "ab\ncd");
    const far = { line: 9, character: 9 };
    document.apply([{ range: { start: { line: 0, character: 99 }, end: far }, text: "!" }], 2);
    assert.equal(document.content, "ab!");
    document.apply([{ text: "new" }], 3);
    assert.equal(document.content, "new");
  });

  it("inserts a large text", () => {
    const document = new OpenDocument("tinydns-data", 1, "first\nlast");
    const many = `${"line\n".repeat(30000)}`;
    document.apply([{ range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, text: many }], 2);
    assert.equal(document.content, `first\n${many}last`);
  });
});
