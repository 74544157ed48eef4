import assert from "node:assert/strict";
import { recordsOf } from "djblint/model/tcprules/access";
import { AccessTable } from "djblint/model/tcprules/access-table";
import { parseAddress, parseIpv6 } from "djblint-grammars/tcprules/address";
import { DIALECTS, type Dialect, variableSpec } from "djblint-grammars/tcprules/fields";
import { parseSource } from "djblint-grammars/tcprules/parser";
import { print } from "djblint-grammars/tcprules/printer";
import type { AddressNetwork, FaultLine, RuleLine, SourceLine } from "djblint-grammars/tcprules/tree";
import { encodeLatin1, SourceText } from "djblint-grammars/text";
import fc from "fast-check";

function parse(source: string, dialect: Dialect = "ucspi-tcp"): SourceLine[] {
  return [...parseSource(encodeLatin1(source), dialect)];
}

function rule(source: string, dialect?: Dialect): RuleLine {
  const [line] = parse(source, dialect);
  assert.equal(line.kind, "rule");
  return line as RuleLine;
}

function fault(source: string, dialect?: Dialect): FaultLine {
  const line = parse(source, dialect).at(-1);
  assert.equal(line?.kind, "fault");
  return line as FaultLine;
}

function records(source: string, dialect: Dialect) {
  return [...recordsOf(new AccessTable(new SourceText(encodeLatin1(source)), dialect))].map(({ key, data }) => [
    key,
    data,
  ]);
}

describe("tcprules lines", () => {
  it("have an address, an instruction and variables with their places", () => {
    const line = rule(`1.2.3.:allow,RELAYCLIENT="",A=/x y/ \t\n`);
    assert.deepEqual(line.address, { start: 0, end: 6, text: "1.2.3.", form: { kind: "text" } });
    assert.deepEqual(line.instruction, { kind: "allow", start: 7, end: 12 });
    assert.deepEqual(line.span, { start: 0, end: 35 });
    assert.deepEqual(line.variables, [
      {
        start: 12,
        end: 27,
        name: { start: 13, end: 24, text: "RELAYCLIENT" },
        delimiter: '"',
        value: { start: 26, end: 26, text: "" },
      },
      {
        start: 27,
        end: 35,
        name: { start: 28, end: 29, text: "A" },
        delimiter: "/",
        value: { start: 31, end: 34, text: "x y" },
      },
    ]);
  });

  it("are counted with comments and empty lines, which are silent", () => {
    const lines = parse("# a:deny\n\n:deny\n#b");
    assert.deepEqual(
      lines.map(({ kind, line }) => [line, kind]),
      [
        [0, "comment"],
        [1, "empty"],
        [2, "rule"],
        [3, "comment"],
      ],
    );
  });

  it("take names with commas and blanks, empty names, and any byte as delimiter", () => {
    const { variables } = rule(`:deny,A,B="1",="2",export C=x3x,D=,4,`);
    assert.deepEqual(
      variables.map(({ name, delimiter, value }) => [name.text, delimiter, value.text]),
      [
        ["A,B", '"', "1"],
        ["", '"', "2"],
        ["export C", "x", "3"],
        ["D", ",", "4"],
      ],
    );
  });

  it("say what was expected and where the program gives up", () => {
    const cases: [source: string, kind: FaultLine["fault"], guilty: string, at: number][] = [
      [":Deny", "instruction", "Deny", 1],
      ["1.2.3.4: allow,A", "instruction", " allow", 8],
      ["1.2.3.4:", "instruction", "", 8],
      [":allow # web", "separator", " # web", 6],
      [":denyall", "separator", "all", 5],
      [':allow,A="1"B="2"', "separator", 'B="2"', 12],
      [":allow,A", "equals", "A", 6],
      [":allow,", "equals", "", 6],
      [':allow,A="1",B', "equals", "B", 12],
      [":allow,A=", "delimiter", "", 9],
      [":allow,A=yes", "closing", "yes", 10],
      [':allow,A="', "closing", '"', 10],
      ["mail-1.example.com:allow", "range", "mail-1", 0],
      ["1.2.3.1--3:allow", "range", "1--3", 8],
      ["x-y:nope", "instruction", "nope", 4],
      ["10.:allow,A=1,", "closing", "1,", 13],
      ["deny", "split", "deny", 4],
    ];
    for (const [source, kind, guilty, at] of cases) {
      const line = fault(source);
      const text = source.slice(line.guilty.start, line.guilty.end);
      assert.deepEqual([line.fault, text, line.at], [kind, guilty, at], source);
    }
  });

  it("say which program stops, skips and loops", () => {
    const effects = (source: string) => {
      const { original, ipv6 } = fault(source);
      return [original, ipv6];
    };
    assert.deepEqual(effects(":Deny"), ["stops", "hangs"]);
    assert.deepEqual(effects(":denyall"), ["stops", "stops"]);
    assert.deepEqual(effects("  # note"), ["skips", "hangs"]);
    assert.deepEqual(effects("   "), ["skips", "hangs"]);
    assert.deepEqual(effects("2001:db8::1:allow"), ["stops", "reads"]);
    assert.deepEqual(effects("1.2.3.4:"), ["stops", "hangs"]);
  });

  it("of the IPv6 patch reach into memory behind an unterminated last line", () => {
    const last = (source: string) => fault(source, "ucspi-tcp-ipv6").effect;
    assert.equal(last("1.2.3.4:allow\n9.9.9.9:"), "stops");
    assert.equal(last("1.2.3.4:allow\n9.9.9.9:\n"), "hangs");
    assert.equal(last("1.2.3.4:allow\n# a longer comment\n9.9.9.9:"), "hangs");
    assert.equal(last("1.2.3.4:allow\n9.9.9.9: "), "hangs");
  });

  it("split where the program of the dialect splits", () => {
    assert.equal(rule("2001:db8::deny", "ucspi-tcp-ipv6").address.text, "2001:db8:");
    assert.equal(rule(':allow,A="x:allow"', "ucspi-tcp-ipv6").address.text, "");
    assert.equal(rule("2001:db8::1:deny,A=:b:", "ucspi-tcp6").address.text, "2001:db8::1");
    assert.equal(rule("1.2.3.4,allow", "ucspi-tcp6").address.text, "1.2.3.4");
  });

  it("are printed so that they compile to the same records", () => {
    const piece = fc.constantFrom(
      "1.2.3.",
      "4",
      "-",
      "=",
      "@",
      ":",
      ",",
      ":allow",
      ":deny",
      ",A=",
      '"',
      "/",
      " ",
      "\t",
      "\n",
      "#",
      "\0",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), fc.constantFrom(...DIALECTS), (pieces, { name }) => {
        const source = pieces.join("");
        const printed = parse(source, name).map((line) => `${print(line)}\n`);
        assert.deepEqual(records(printed.join(""), name), records(source, name));
      }),
    );
  });

  it("are printed with another delimiter when the value holds it or it would be stripped", () => {
    const line = rule(':allow,A="1",B=/2/');
    const [a, b] = line.variables;
    const changed = {
      ...line,
      variables: [
        { ...a, value: { ...a.value, text: '"1"' } },
        { ...b, delimiter: " " },
      ],
    };
    assert.equal(print(changed), `:allow,A='"1"',B="2"`);
  });

  it("never make the parser throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(...DIALECTS), (bytes, { name }) => {
        for (const line of parseSource(bytes, name)) assert.ok(line.span.end <= bytes.length);
      }),
    );
  });
});

describe("tcprules addresses", () => {
  const form = (text: string, dialect: Dialect = "ucspi-tcp") =>
    parseAddress(encodeLatin1(text), 0, text.length, dialect);

  it("are ranges from their first minus on, unless they name a host or a user", () => {
    const range = form("10.2-3.4-5.");
    assert.ok(range.kind === "range");
    assert.deepEqual(
      [range.head, range.bottom, range.top, range.tail],
      ["10.", { start: 3, end: 4, value: 2 }, { start: 5, end: 6, value: 3 }, ".4-5."],
    );
    assert.equal(form("=mail-1.example.com").kind, "text");
    assert.equal(form("joe@1.2.3.4-5").kind, "text");
  });

  it("count an empty number as 0 and wrap large ones", () => {
    const range = form("1.2.3.-18446744073709551619");
    assert.ok(range.kind === "range");
    assert.deepEqual([range.bottom.value, range.top.value], [0, 3]);
  });

  it("of ucspi-tcp6 are networks and IPv6 addresses", () => {
    assert.deepEqual(form("10.0.0.0/8", "ucspi-tcp6"), { kind: "network", octets: [10, 0, 0, 0], bits: 8 });
    assert.equal(form("fe80::/10", "ucspi-tcp6").kind, "network");
    assert.equal(form("joe@::1", "ucspi-tcp6").kind, "ipv6");
    for (const none of ["10.0.0.0/33", "10/0", "10/", "10/8x", "2002/64", "::/0", "::/129", "::g/8"]) {
      assert.equal(form(none, "ucspi-tcp6").kind, "fault", none);
    }
    assert.equal(form("10.0.0.0/8").kind, "text");
  });

  it("of ucspi-tcp6 are networks by what it can read of them", () => {
    const octets = (text: string) => (form(text, "ucspi-tcp6") as AddressNetwork).octets.join(".");
    for (const loopback of ["127/8", "127./8", "127.0/8", "127..1/8", "127.0.0.0.9/8", "127x/8", "383/8"]) {
      assert.equal(octets(loopback), "127.0.0.0", loopback);
    }
    assert.equal(octets("home/8"), "0.0.0.0");
  });

  it("are read in every spelling of IPv6", () => {
    const zeros = (count: number) => new Array<number>(count).fill(0);
    assert.deepEqual(parseIpv6("::"), zeros(16));
    assert.deepEqual(parseIpv6("2001:DB8::1"), [0x20, 1, 0x0d, 0xb8, ...zeros(11), 1]);
    assert.deepEqual(parseIpv6("::ffff:1.2.3.4"), [...zeros(10), 255, 255, 1, 2, 3, 4]);
    for (const wrong of ["", "1", "1::2::3", "1:2:3:4:5:6:7:8:9", "12345::", "::1.2.3", "1.2.3.4::", "::g"]) {
      assert.equal(parseIpv6(wrong), undefined, wrong);
    }
  });
});

describe("tcprules fields", () => {
  it("know variables by their exact name, and families by its beginning", () => {
    assert.equal(variableSpec("RELAYCLIENT")?.origin, "stock");
    assert.equal(variableSpec("CHKUSER_RCPTLIMIT")?.name, "CHKUSER_RCPTLIMIT");
    assert.equal(variableSpec("CHKUSER_OTHER")?.name, "CHKUSER_");
    assert.equal(variableSpec("relayclient"), undefined);
  });
});
