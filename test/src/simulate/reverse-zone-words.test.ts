/** Reverse zones in words that people know. */
import assert from "node:assert/strict";
import { addressesOfZone } from "djblint/simulate/reverse-zone-words";

describe("zones of reverse names in words", () => {
  for (const [zone, words] of [
    ["2.0.192.in-addr.arpa", "192.0.2.*"],
    ["10.in-addr.arpa", "10.*"],
    ["7.2.0.192.in-addr.arpa", "192.0.2.7"],
    ["128-191.2.0.192.in-addr.arpa", "192.0.2.128-191"],
    ["128/26.2.0.192.in-addr.arpa", "192.0.2.128/26"],
    ["gen.3.2.1.in-addr.arpa", undefined],
    ["in-addr.arpa", undefined],
    ["example.org", undefined],
  ] as const) {
    it(`${zone}: ${words ?? "none"}`, () => assert.equal(addressesOfZone(zone), words));
  }
});
