import assert from "node:assert/strict";
import { NOT_PUBLIC } from "djblint/model/address-block";
import { type Addresses, formatIp, networkOf, octetsOf, parseNetwork } from "djblint/model/ip";
import { lookUp } from "djblint/model/tcprules/access";
import { AccessTable } from "djblint/model/tcprules/access-table";
import { relayExposures } from "djblint/model/tcprules/relay-exposure";
import { mayRelay } from "djblint/model/tcprules/variable-effects";
import type { Dialect } from "djblint-grammars/tcprules/fields";
import { SourceText } from "djblint-grammars/text";
import fc from "fast-check";

const TRUSTED = "20.1.0.0/17";

describe("relayExposures", () => {
  it("finds the strangers to whom the server gives RELAYCLIENT, and no others", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(address(), end()), { minLength: 1, maxLength: 12 }),
        dialect(),
        (rules, dialect) => {
          const source = rules.map(([address, end]) => `${address}:${end}\n`).join("");
          const table = new AccessTable(new SourceText(Buffer.from(source)), dialect);
          if (table.stop) return;
          const exposures = [...relayExposures(table, { addresses: [], trusted: [TRUSTED] })];
          for (const ip of clients(source)) {
            const match = lookUp(table, { ip });
            const decides = match && table.rules.indexOf(match.rule);
            const expected = match && mayRelay(match.verdict) && isStranger(ip) ? [decides] : [];
            const found = exposures.filter(({ to, strangers }) => to !== "suffix" && strangers.some(holds(ip)));
            assert.deepEqual(
              found.map(({ rule }) => rule),
              expected,
              `${ip} in\n${source}`,
            );
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it("goes on behind the rules that it looks at together", () => {
    const known = Array.from({ length: 3000 }, (_, n) => `10.0.${n >> 8}.${n & 255}:allow,RELAYCLIENT=""\n`);
    const source = [...known, '30.1.:allow,RELAYCLIENT=""\n', "30.1.2.:deny\n"].join("");
    const table = new AccessTable(new SourceText(Buffer.from(source)), "ucspi-tcp");
    const [exposure, ...more] = relayExposures(table, { addresses: [], trusted: [] });
    assert.equal(exposure.rule, 3000);
    assert.ok(exposure.strangers.some(holds("30.1.1.255")) && !exposure.strangers.some(holds("30.1.2.0")));
    assert.deepEqual(more, []);
  });

  it("heeds ranges that begin among addresses which are no stranger's", () => {
    const table = new AccessTable(
      new SourceText(Buffer.from('172.:allow,RELAYCLIENT=""\n172.31-40.:deny\n')),
      "ucspi-tcp",
    );
    const [{ strangers }] = relayExposures(table, { addresses: [], trusted: [] });
    assert.ok(strangers.some(holds("172.41.0.0")) && !strangers.some(holds("172.32.0.1")));
  });

  it("says nothing of names when other lines speak of all addresses", () => {
    const all = Array.from({ length: 256 }, (_, n) => `${n}.:deny\n`).join("");
    const table = new AccessTable(new SourceText(Buffer.from(`=.example:allow,RELAYCLIENT=""\n${all}`)), "ucspi-tcp");
    assert.deepEqual([...relayExposures(table, { addresses: [], trusted: [] })], []);
  });
});

function dialect(): fc.Arbitrary<Dialect> {
  return fc.constantFrom("ucspi-tcp", "ucspi-tcp6");
}

/** Few numbers, so that rules speak of the same addresses. */
function address(): fc.Arbitrary<string> {
  const octet = fc.constantFrom("1", "2", "1-2", "0-3", "2-255");
  return fc.oneof(
    fc.constantFrom(
      "",
      "20.",
      "20.1.",
      "20.1.0-200.",
      "20-21.",
      "10.",
      "19-20.1.",
      "20.1.1-",
      "=.example",
      "20.1.0.0/15",
      "20.1.1.0/26",
    ),
    fc
      .tuple(fc.constantFrom("20.", "20.1.", "20.1.1.", "20.1.2.", "20.2.1.", "20.1.200."), octet)
      .map(([head, last]) => head + last + (head.split(".").length < 4 ? "." : "")),
  );
}

function end(): fc.Arbitrary<string> {
  return fc.constantFrom('allow,RELAYCLIENT=""', 'allow,RELAYCLIENT=""', "deny", "allow", 'allow,A="\0+RELAYCLIENT=x"');
}

/** Addresses at the borders of what the rules speak of. */
function clients(source: string): string[] {
  const heads = source.split("\n").flatMap((line) => /^[\d.]+/.exec(line)?.[0].replace(/\.$/, "") ?? []);
  const ends = [...heads, "9", "20.1.255", "20.1.1", "20.1.128", "20.2.0", "21"].flatMap((head) =>
    ["1", "64", "255"].map((n) => `${head}.${n}.${n}.${n}`.split(".").slice(0, 4).join(".")),
  );
  return [...new Set(ends)].filter((ip) => octetsOf(ip) !== undefined);
}

function isStranger(ip: string): boolean {
  return ![...NOT_PUBLIC, parseNetwork(TRUSTED)!].some(holds(ip));
}

function holds(ip: string): (stretch: Addresses) => boolean {
  const { family, first } = networkOf(octetsOf(ip)!, 32);
  assert.equal(formatIp(family, first), ip);
  return (stretch) => stretch.family === family && stretch.first <= first && first <= stretch.last;
}
