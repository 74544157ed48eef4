/** The PTR records of `=` lines that no zone of their file covers. */
import assert from "node:assert/strict";
import { unansweredPointers } from "djblint/model/tinydns/unanswered-pointers";
import { ZoneData } from "djblint/model/tinydns/zone-data";
import { SourceText } from "djblint-grammars/text";

function countsOf(text: string): number[] {
  const data = new ZoneData(new SourceText(Buffer.from(text)), { dialect: "djbdns", now: 0, watched: 0 });
  return [...unansweredPointers(data).networks.values()].map(({ count }) => count);
}

describe("unanswered pointers", () => {
  it("count each address of a network once, however many names it has", () => {
    assert.deepEqual(countsOf("=a.example.org:192.0.2.7\n=b.example.org:192.0.2.7\n"), [1]);
    assert.deepEqual(
      countsOf(
        "=a.example.org:192.0.2.7\n=b.example.org:192.0.2.8\n=c.example.org:198.51.100.7\n=d.example.org:192.0.2.8\n",
      ),
      [2, 1],
    );
  });
});
