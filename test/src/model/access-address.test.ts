import assert from "node:assert/strict";
import { isOneEditAway } from "djblint/model/one-edit";
import { type Client, keysAsked } from "djblint/model/tcprules/access";
import { AddressKind, isDead, writtenKind } from "djblint/model/tcprules/access-address";
import { addressesBetween } from "djblint/model/tcprules/addresses-between";
import { plainAddressKind } from "djblint/model/tcprules/plain-address";
import { DIALECTS } from "djblint-grammars/tcprules/fields";
import { encodeLatin1 } from "djblint-grammars/text";
import fc from "fast-check";

const piece = fc.oneof(
  fc.constantFrom("0", "1", "01", "25", "192", "255", "256", ".", ".", "=", "@", "-", ":", "::", "/8", "*", " ", "a"),
  fc.constantFrom("www", ".example.org", "A", "_", "#", ",", "\\", "ALL", "2001:db8", "fe80", "joe@", "\xe4"),
);
const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));

const octet = fc.integer({ min: 0, max: 255 });
const host = fc.constantFrom("example.org", "mail.example.org", "localhost", "a-1._x.example.net", "9.example");
const client: fc.Arbitrary<Client> = fc.record({
  ip: fc.oneof(
    fc.tuple(octet, octet, octet, octet).map((octets) => octets.join(".")),
    fc.constantFrom("::1", "2001:db8::1", "2001:db8:0:1::2", "fe80::a:b", "1:2:3:4:5:6:7:8", "::ffff:192.0.2.1"),
  ),
  host: fc.option(host, { nil: undefined }),
  info: fc.option(fc.constantFrom("joe", "a b", "x@y", ""), { nil: undefined }),
});

describe("address kinds", () => {
  it("are told from the bytes as from the text", () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...DIALECTS), (address, { name }) => {
        const plain = plainAddressKind(encodeLatin1(address), 0, address.length);
        if (plain !== undefined) assert.equal(plain, writtenKind(address, name), address);
      }),
      { numRuns: 5000 },
    );
  });

  it("call no key dead that a server asks for", () => {
    fc.assert(
      fc.property(client, fc.constantFrom(...DIALECTS), (who, { name }) => {
        // Keys of ucspi-tcp6 for IPv6 and CIDR are stored in its own form.
        if (name !== "ucspi-tcp-ipv6" && who.ip.includes(":")) return;
        for (const key of keysAsked(who, name)) {
          if (!/^[_^]/.test(key)) assert.ok(!isDead(writtenKind(key, name)), `${name}: ${key}`);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("take the usual forms from their bytes", () => {
    const kinds = [
      "",
      "10.",
      "192.0.2.7",
      "=",
      "=mail.example.org",
      "=.example.org",
      "192.0.2.0",
      "=example.org",
      "joe@192.0.2.7",
    ].map((address) => plainAddressKind(encodeLatin1(address), 0, address.length));
    const { Default, Prefix, Address, AnyName, Host, Domain, NetworkNumber, TwoLabelHost, User } = AddressKind;
    assert.deepEqual(kinds, [Default, Prefix, Address, AnyName, Host, Domain, NetworkNumber, TwoLabelHost, User]);
  });
});

describe("addresses between two", () => {
  /** First and last number of what an address of tcprules covers. */
  function covered(address: string): [number, number] {
    const parts = address.replace(/\.$/, "").split(".").filter(Boolean);
    const ends = parts.map((part) => part.split("-").map(Number));
    const fill = (end: 0 | 1) =>
      Array.from({ length: 4 }, (_, n) => ends[n]?.[end] ?? ends[n]?.[0] ?? (end === 0 ? 0 : 255));
    const number = (octets: number[]) => octets.reduce((sum, each) => sum * 256 + each, 0);
    return [number(fill(0)), number(fill(1))];
  }

  it("cover these and all between, once each", () => {
    const octets = fc.tuple(...Array.from({ length: 4 }, () => fc.constantFrom(0, 1, 2, 128, 254, 255)));
    const number = (each: readonly number[]) => each.reduce((sum, value) => sum * 256 + value, 0);
    fc.assert(
      fc.property(octets, octets, (first, last) => {
        const parts = addressesBetween(first, last).map(covered);
        if (number(first) > number(last)) return assert.deepEqual(parts, []);
        let next = number(first);
        for (const [bottom, top] of parts) {
          assert.equal(bottom, next);
          next = top + 1;
        }
        assert.equal(next, number(last) + 1);
        assert.ok(parts.length <= 7);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("one edit", () => {
  it("is a letter more, less, other, or two the other way round", () => {
    for (const word of ["alow", "allw", "alolw", "allowe", "sllow", "allow"])
      assert.ok(isOneEditAway(word, "allow"), word);
    for (const word of ["alw", "laolw", "wolla", "", "deny"]) assert.ok(!isOneEditAway(word, "allow"), word);
  });
});
