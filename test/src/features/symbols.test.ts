/** How far an outline goes: an editor asks for all of it after every change. */
import assert from "node:assert/strict";
import { DEFAULT_SETTINGS } from "djblint/config";
import { outlineOf } from "djblint/features/symbols";
import { symbolsOfTinydns } from "djblint/features/symbols-tinydns";
import { languageById } from "djblint/languages/index";
import { ZoneData } from "djblint/model/tinydns/zone-data";
import { Tree } from "djblint/model/tree";
import { Source } from "djblint/source";
import { SourceText } from "djblint-grammars/text";

function outlineOfData(hosts: number, linesEach: number) {
  const lines = [".example.org:192.0.2.1:a"];
  for (let host = 0; host < hosts; host++) {
    for (let line = 0; line < linesEach; line++) lines.push(`+h${host}.example.org:192.0.2.${line}`);
  }
  const text = new SourceText(Buffer.from(`${lines.join("\n")}\n`));
  return symbolsOfTinydns(new ZoneData(text, { dialect: "debian", now: 1_800_000_000, watched: 0 }));
}

describe("the outline of tinydns data", () => {
  it("has the lines of each name", () => {
    const [zone] = outlineOfData(3, 2);
    assert.equal(zone.detail, "4 names");
    assert.deepEqual(
      zone.children.map(({ children }) => children.length),
      [1, 2, 2, 2],
    );
  });

  it("ends at the names in a file of many lines", () => {
    const [zone] = outlineOfData(2000, 11);
    assert.equal(zone.children.length, 2001);
    assert.ok(zone.children.every(({ children }) => children.length === 0));
  });

  it("ends at the zones in a file of many names", () => {
    const [zone] = outlineOfData(11_000, 1);
    assert.equal(zone.detail, "11001 names");
    assert.equal(zone.children.length, 0);
    assert.equal(zone.selection.start, 0);
    assert.ok(zone.span.end > 11_000 * 20);
  });
});

describe("the outline of a list", () => {
  function lengthWith(entries: number): number {
    const lines = Array.from({ length: entries }, (_, entry) => `h${entry}.example.org\n`);
    const part = { path: "control/locals", text: new SourceText(Buffer.from(lines.join(""))) };
    const context = { settings: DEFAULT_SETTINGS, now: 1_800_000_000, tree: new Tree() };
    return outlineOf(new Source(languageById("control"), [part], context)).length;
  }

  it("has its entries, unless there are too many", () => {
    assert.equal(lengthWith(300), 300);
    assert.equal(lengthWith(30_000), 0);
  });
});
