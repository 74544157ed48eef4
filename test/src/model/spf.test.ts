/** What counts first of what is wrong with an SPF record. */
import assert from "node:assert/strict";
import { findSpfFaults } from "djblint/model/tinydns/spf";

const kinds = (text: string) => findSpfFaults(text).map(({ kind }) => kind);

describe("an SPF record", () => {
  it("that receivers use nothing of lets nobody send, whatever its all says", () => {
    assert.deepEqual(kinds("v=spf1 +all server:example.net"), ["unknown", "everybody"]);
    assert.deepEqual(kinds("v=spf1 redirect=example.net all mx/33"), ["value", "everybody", "redirect"]);
  });

  it("is told of the eleventh look-up also when something stands behind all", () => {
    const names = Array.from({ length: 11 }, (_, index) => `a:h${index}.example.net`).join(" ");
    assert.equal(kinds(`v=spf1 ${names} -all mx`)[0], "look-ups");
  });
});
