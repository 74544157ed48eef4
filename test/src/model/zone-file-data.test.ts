/** Record data of zone files as bytes: what is read of them again is what was written. */
import assert from "node:assert/strict";
import { formatRdata } from "djblint/model/tinydns/stored-record";
import { WireWriter } from "djblint/model/tinydns/wire";
import { genericForm } from "djblint/model/tinydns/zone-file-data";

function bytesOf(field: string): Uint8Array {
  const wire = new WireWriter(field.length);
  wire.escaped(Buffer.from(field, "latin1"), 0, field.length);
  return wire.copy(0);
}

describe("record data of a zone file", () => {
  const cases: [number, string, string?][] = [
    [1, "192.0.2.5"],
    [28, "2001:db8::1"],
    [28, "20010db8000000000000000000000001", "2001:db8::1"],
    [33, "10 60 5060 sip.example.org.", "10 60 5060 sip.example.org"],
    [33, "0 0 8080 ."],
    [35, '100 10 "U" "E2U+sip" "!^.*$!sip:info@example.org!" .'],
    [257, '0 issue "ca.example.net"'],
    [257, "128 issuewild ca.example.net", '128 issuewild "ca.example.net"'],
    [257, '0 iodef "mailto:ca@example.org"'],
    [
      52,
      "3 1 1 d2abde240d7cd3ee6b4b28c54df034b97983a1d16e8a410e 4561cb106618e971",
      "3 1 1 d2abde240d7cd3ee6b4b28c54df034b97983a1d16e8a410e4561cb106618e971",
    ],
    [44, "2 1 123456789abcdef67890123456789abcdef67890"],
    [43, "60485 5 1 2bb183af5f22588179a53b0a98631fad1a292118"],
    [48, "257 3 5 AQPSKmynfzW4kyBv015MUG2DeIQ3"],
    [13, 'i386 "Linux 6"', '"i386" "Linux 6"'],
    [17, "admin.example.org. txt.example.org.", "admin.example.org txt.example.org"],
    [39, "target.example.org.", "target.example.org"],
    [65, "1 . alpn=h2,h3"],
    [65, '1 . ipv4hint=192.0.2.7,192.0.2.8 alpn="h2,h3"', "1 . alpn=h2,h3 ipv4hint=192.0.2.7,192.0.2.8"],
    [64, "1 dns.example.org. alpn=dot port=853", "1 dns.example.org alpn=dot port=853"],
    [65, "2 . ipv6hint=2001:db8::1"],
    [65, "0 www.example.org.", "0 www.example.org"],
    [256, '10 1 "https://example.org/"'],
    [16, '"v=spf1 -all" "x y"'],
    [257, "\\# 7 00056973737565", '0 issue ""'],
  ];
  for (const [type, text, read = text] of cases) {
    it(`is read: ${type} ${text}`, () => {
      const field = genericForm(type, text);
      assert.ok(field !== undefined);
      assert.equal(formatRdata(type, bytesOf(field)), read);
    });
  }

  it("is none when a word is missing, too large or something else", () => {
    const others: [number, string][] = [
      [33, "10 60 5060"],
      [33, "10 60 70000 sip.example.org"],
      [33, "10 60 5060 sip"],
      [33, "10 60 5060 192.0.2.7"],
      [1, "192.0.2.300"],
      [28, "2001:db8"],
      [257, '0 issue "ca.example.net'],
      [257, "0 issue ca.example.net; account=1"],
      [65, "1 . alpn=h2 alpn=h3"],
      [65, "1 . port=70000"],
      [65, "1 . ipv4hint=192.0.2"],
      [65, "1 . ech=AAAA"],
      [52, "3 1 1 text"],
      [16, "v=spf1 -all"],
      [13, "i386"],
      [257, "\\# 5 0005"],
      [12345, "1 2"],
      [43, "60485 5"],
      [44, "2"],
      [48, ""],
      [52, "3 1 1"],
    ];
    for (const [type, text] of others) assert.equal(genericForm(type, text), undefined, `${type} ${text}`);
  });

  it("is none of another type's words, however many are left", () => {
    for (const [type] of cases) {
      for (const [, text] of cases.filter(([, text]) => !text.startsWith("\\#"))) {
        const words = text.split(" ");
        for (let left = 0; left <= words.length; left++) {
          const field = genericForm(type, words.slice(0, left).join(" "));
          if (field !== undefined) assert.doesNotMatch(formatRdata(type, bytesOf(field)), /^\\#/);
        }
      }
    }
  });
});
