import assert from "node:assert/strict";
import type { AddressList } from "djblint/model/address-list";
import { countOf, formatAddresses, formatIp, networkOf, octetsOf } from "djblint/model/ip";
import { lookUp } from "djblint/model/tcprules/access";
import { type AccessMap, accessMap } from "djblint/model/tcprules/access-map";
import { AccessTable } from "djblint/model/tcprules/access-table";
import { spelledPrefix, spellIpv6 } from "djblint/model/tcprules/ipv6-spelling";
import { treatmentOf } from "djblint/model/tcprules/rule-treatment";
import { unnamedAddresses } from "djblint/model/tcprules/unnamed-addresses";
import type { Dialect } from "djblint-grammars/tcprules/fields";
import { encodeLatin1, SourceText } from "djblint-grammars/text";
import fc from "fast-check";
import { inTemporaryDirectory, oracle } from "../support/oracle.js";
import { processorTime } from "../support/processor-time.js";

function table(source: string, dialect: Dialect = "ucspi-tcp"): AccessTable {
  return new AccessTable(new SourceText(encodeLatin1(source)), dialect);
}

function show({ ranges }: AccessMap): string[] {
  return ranges.map((range) => `${formatAddresses(range)} ${range.rule === undefined ? "-" : range.rule + 1}`);
}

/** Octets that make addresses equal, neighbours, or part of one another. */
const octet = fc.constantFrom("0", "1", "2", "1-2", "0-255", "3-1", "255", "254-300", "01", "256");
const ipv4 = fc
  .tuple(fc.array(octet, { maxLength: 4 }), fc.constantFrom("", "."))
  .map(([octets, end]) => octets.join(".") + (octets.length > 0 ? end : ""));
const group = fc.constantFrom("0", "1", "2001", "ffff", "0db8");
const ipv6 = fc
  .tuple(
    fc.array(group, { maxLength: 8 }),
    fc.constantFrom("", "::", ":"),
    fc.array(group, { maxLength: 3 }),
    fc.constantFrom("", ":", "1.2.3.4", "1.2-3."),
  )
  .map((parts) => parts.map((part) => (Array.isArray(part) ? part.join(":") : part)).join(""));
const network = fc
  .tuple(
    fc.constantFrom("1.2.3.4", "1.2.0.0", "128.0.0.0", "2001:db8::", "::"),
    fc.constantFrom(0, 1, 8, 15, 24, 31, 32, 33, 128),
  )
  .map(([address, bits]) => `${address}/${bits}`);

const ADDRESSES: Record<Dialect, fc.Arbitrary<string>> = {
  "ucspi-tcp": ipv4,
  "ucspi-tcp-ipv6": fc.oneof(ipv4, ipv6),
  "ucspi-tcp6": fc.oneof(ipv4, ipv6, network),
};

function source(dialect: Dialect): fc.Arbitrary<string> {
  const line = fc.tuple(ADDRESSES[dialect], fc.constantFrom("allow", "deny")).map((parts) => parts.join(":"));
  return fc.array(line, { maxLength: 12 }).map((lines) => lines.join("\n"));
}

function listed(list: AddressList): string[] {
  return Array.from({ length: list.length }, (_, index) => formatAddresses(list.at(index)!));
}

/** An address as the server spells it. */
function spelled(family: "IPv4" | "IPv6", address: bigint): string {
  if (family === "IPv4") return formatIp(family, address);
  return spellIpv6(Array.from({ length: 16 }, (_, n) => Number((address >> BigInt(8 * (15 - n))) & 255n)));
}

describe("decision table", () => {
  it("cuts the space where the treatment changes, whatever the order of lines", () => {
    const lines = [":allow", '10.1.:allow,RELAYCLIENT=""', "10.:deny", "10.1.2.3-4:deny", "10.1.2.4:allow"];
    assert.deepEqual(show(accessMap(table(lines.join("\n")))), [
      "0.0.0.0-9.255.255.255 1",
      "10.0.0.0/16 3",
      "10.1.0.0-10.1.2.2 2",
      "10.1.2.3-10.1.2.4 4",
      "10.1.2.5-10.1.255.255 2",
      "10.2.0.0-10.255.255.255 3",
      "11.0.0.0-255.255.255.255 1",
    ]);
  });

  it("says where no line speaks", () => {
    const [low, high] = accessMap(table("128-255.:deny\n")).ranges;
    assert.deepEqual([low.rule, low.verdict.allow, low.count], [undefined, true, 1n << 31n]);
    assert.deepEqual([high.rule, high.verdict.allow, high.count], [0, false, 1n << 31n]);
  });

  it("sets lines apart that need a name or a user, and lines that no client meets", () => {
    const lines = ["=host.example:allow", "=.example:deny", "=:deny", "joe@1.2.3.4:allow", "joe@=host.example:allow"];
    const { apart } = accessMap(table(lines.join("\n")));
    assert.deepEqual(
      apart.map(({ audience }) => audience.kind),
      ["host", "suffix", "any-name", "user-at-address", "user-at-host"],
    );
    const { idle } = accessMap(
      table("1.2.3:allow\n=Host.example:allow\n1.2.3.9-4:allow\n4.:allow\n4.:deny\n5.5.:allow\n5.5.0-255.:deny\n"),
    );
    assert.deepEqual(
      idle.map(({ rule, why }) => [rule, why.kind]),
      [
        [0, "never-asked"],
        [1, "never-asked"],
        [2, "empty-range"],
        [4, "earlier-line"],
        [5, "covered"],
      ],
    );
  });

  it("knows prefixes of IPv6 by the spelling of the server", () => {
    const lines = ["2001:db8::deny", "2001:db8:::allow", "2001:0db8::allow", "::1:allow", "2001:0::deny"];
    const map = accessMap(table(lines.join("\n"), "ucspi-tcp-ipv6"));
    assert.deepEqual(show(map).slice(1), [
      ":: -",
      "::1 4",
      "::2-2001:db7:ffff:ffff:ffff:ffff:ffff:ffff -",
      "2001:db8:: 2",
      "2001:db8::1-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff 1",
      "2001:db9::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff -",
    ]);
    assert.deepEqual(
      map.apart.map(({ rule, audience }) => [rule, audience.kind]),
      [
        [1, "spelling"],
        [4, "spelling"],
      ],
    );
    assert.deepEqual(
      map.idle.map(({ rule, why }) => [rule, why.kind]),
      [[2, "never-asked"]],
    );
  });

  for (const dialect of ["ucspi-tcp", "ucspi-tcp-ipv6", "ucspi-tcp6"] as const) {
    it(`agrees with the look-up at and around every border: ${dialect}`, () => {
      fc.assert(
        fc.property(source(dialect), (text) => {
          const access = table(text, dialect);
          const { ranges, apart } = accessMap(access);
          const spellings = new Set(apart.map(({ rule }) => rule));
          let end = -1n;
          for (const { family, first, last, rule, verdict } of ranges) {
            if (first !== 0n) assert.equal(first, end + 1n);
            end = last;
            for (const address of [first, last, (first + last) / 2n]) {
              const match = lookUp(access, { ip: spelled(family, address) });
              if (match && spellings.has(access.rules.indexOf(match.rule))) continue;
              assert.equal(
                match?.rule,
                rule === undefined ? undefined : access.rules[rule],
                `${spelled(family, address)} in ${text}`,
              );
              assert.deepEqual(match?.verdict ?? { allow: true, variables: [] }, verdict);
            }
          }
        }),
        { numRuns: 300 },
      );
    });
  }

  for (const dialect of ["ucspi-tcp", "ucspi-tcp-ipv6", "ucspi-tcp6"] as const) {
    it(`is made of what becomes of the clients of each rule: ${dialect}`, () => {
      fc.assert(
        fc.property(source(dialect), (lines) => {
          const rules = table(lines, dialect);
          const { ranges, apart, idle } = accessMap(rules);
          const stretchesOf = (wanted: (rule: number | undefined) => boolean) =>
            ranges.filter(({ rule }) => wanted(rule)).map(formatAddresses);
          for (let rule = 0; rule < rules.count; rule++) {
            const treatment = treatmentOf(rules, rule);
            const own = stretchesOf((other) => other === rule);
            assert.deepEqual(listed(treatment.clients), own);
            assert.equal(treatment.clients.count, countOf(ranges.filter((range) => range.rule === rule)));
            assert.deepEqual(treatment.apart, apart.find((other) => other.rule === rule)?.audience);
            assert.deepEqual(treatment.idle?.kind, idle.find((other) => other.rule === rule)?.why.kind);
          }
          const unnamed = stretchesOf((rule) => rule === undefined || rules.address(rule).text === "");
          assert.deepEqual(listed(unnamedAddresses(rules)), unnamed);
        }),
        { numRuns: 500 },
      );
    });
  }

  it("knows every text that a spelling begins with", () => {
    const octets = fc.array(fc.constantFrom(0, 0, 0, 1, 255), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(octets, (address) => {
        const text = spellIpv6(address);
        const { first } = networkOf(address, 128);
        for (let end = 1; end <= text.length; end++) {
          const start = text.slice(0, end);
          if (!/[:.]$/.test(start)) continue;
          const prefix = spelledPrefix(start);
          assert.notEqual(prefix.kind, "none", `${start} of ${text}`);
          if (prefix.kind !== "network") continue;
          assert.ok(prefix.addresses.first <= first && first <= prefix.addresses.last, `${start} of ${text}`);
        }
      }),
    );
  });

  it("spells IPv6 addresses as the server with the IPv6 patch does", () => {
    // What its TCPREMOTEIP held.
    const measured = {
      "1:0:2:0:3:4:5:6": "1::2:0:3:4:5:6",
      "1:0:0:2:0:0:3:4": "1::2:0:0:3:4",
      "1:2:3:4:5:6:7:0": "1:2:3:4:5:6:7::",
      "0:0:0:0:0:0:102:304": "::102:304",
      "fe:0:1:0:0:1:0:0": "fe:0:1::1:0:0",
      "0:1:0:1:0:1:0:1": "::1:0:1:0:1:0:1",
      "2001:db8:0:1:0:0:0:1": "2001:db8:0:1::1",
      "0:0:0:0:0:ffff:7f00:1": "::ffff:127.0.0.1",
    };
    for (const [address, text] of Object.entries(measured)) assert.equal(spellIpv6(octetsOf(address)!), text);
  });

  const tcprules = oracle("tcprules");
  const tcprulescheck = oracle("tcprulescheck");
  it("agrees with tcprulescheck", function () {
    if (!tcprules || !tcprulescheck) return this.skip();
    this.timeout(60_000);
    fc.assert(
      fc.property(source("ucspi-tcp"), (text) => {
        inTemporaryDirectory({ rules: `${text}\n` }, (cwd) => {
          assert.equal(tcprules.run(["cdb", "tmp"], { cwd, stdin: `${text}\n` }).exit, 0, text);
          // The many small stretches of a range in the middle of an address are all alike.
          for (const { first, last, rule, verdict } of accessMap(table(text)).ranges.slice(0, 9)) {
            for (const address of [first, last]) {
              const ip = formatIp("IPv4", address);
              const { stdout } = tcprulescheck.run(["cdb"], { cwd, env: { TCPREMOTEIP: ip } });
              const [head, effect] = Buffer.from(stdout).toString("latin1").split("\n");
              assert.equal(head === "default:", rule === undefined, `${ip} in ${text}`);
              assert.equal(effect, `${verdict.allow ? "allow" : "deny"} connection`, `${ip} in ${text}`);
            }
          }
        });
      }),
      { numRuns: 8 },
    );
  });

  it("takes a large file in a moment, also one of ranges in the middle of addresses", () => {
    const large = Array.from({ length: 20_000 }, (_, n) => `${n % 200}.${n >> 8}.${n & 255}.:deny`);
    const access = table(`${large.join("\n")}\n:allow\n`);
    assert.ok(processorTime(() => assert.ok(accessMap(access).ranges.length > 10_000)) < 2);
    const scattered = Array.from({ length: 4200 }, (_, n) => `0-255.1.${n >> 8}.${n & 255}:deny`);
    assert.equal(accessMap(table(scattered.join("\n"))).isComplete, false);
  });

  it("knows networks of settings as networks of octets", () => {
    assert.equal(formatAddresses(networkOf([192, 168, 77, 1], 18)), "192.168.64.0/18");
  });
});
