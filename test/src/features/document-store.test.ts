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
        const document = new OpenDocument(1, first);
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

  it("takes over what is known when it is the same, and nothing else", () => {
    // Pairs stand across the ends of the pieces that are compared.
    const text = `${"a".repeat(16383)}\u{1f600}ä\n${"\u{1f600}".repeat(20000)}`;
    const { text: known } = new OpenDocument(1, text);
    const document = new OpenDocument(1, text);
    assert.ok(document.adopt(known));
    assert.equal(document.text, known);
    for (const other of [`${text}b`, text.slice(0, -2), text.replace("ä", "ö"), `${text.slice(0, -1)}`, ""]) {
      const different = new OpenDocument(1, other);
      assert.ok(!different.adopt(known));
      assert.equal(different.content, other);
    }
    document.apply([{ range: { start: positionOf(text, 0), end: positionOf(text, 1) }, text: "bc" }], 2);
    assert.equal(document.content, `bc${text.slice(1)}`);
    assert.ok(!document.adopt(known), "what became of it by edits is another text, though it may hold its bytes");
  });

  it("spares the bytes of a text that somebody keeps", () => {
    const known = new OpenDocument(1, "one\ntwo\n").text;
    const insert = (document: OpenDocument, text: string) => {
      const start = { line: 0, character: 0 };
      document.apply([{ range: { start, end: start }, text }], document.version + 1);
    };
    const document = new OpenDocument(1, "one\ntwo\n");
    document.adopt(known);
    insert(document, "a");
    const held = document.text.share();
    insert(document, "b");
    insert(document, "c");
    assert.equal(Buffer.from(held.bytes).toString(), "aone\ntwo\n");
    assert.equal(document.content, "cbaone\ntwo\n");
  });

  it("takes positions outside the text for its nearest end", () => {
    const document = new OpenDocument(1, "ab\ncd");
    const far = { line: 9, character: 9 };
    document.apply([{ range: { start: { line: 0, character: 99 }, end: far }, text: "!" }], 2);
    assert.equal(document.content, "ab!");
    document.apply([{ text: "new" }], 3);
    assert.equal(document.content, "new");
  });

  it("inserts a large text", () => {
    const document = new OpenDocument(1, "first\nlast");
    const many = `${"line\n".repeat(30000)}`;
    document.apply([{ range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, text: many }], 2);
    assert.equal(document.content, `first\n${many}last`);
  });
});
