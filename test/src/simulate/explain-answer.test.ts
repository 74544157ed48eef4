import assert from "node:assert/strict";
import { CdbReader, HEAD_SIZE } from "djblint/compile/cdb";
import { linesOfRecords } from "djblint/compile/record-lines";
import { compileInMemory } from "djblint/compile/tinydns-data";
import { type AnswerExplanation, explainAnswer } from "djblint/simulate/explain-answer";
import { parseName, parseTypeWord } from "djblint/simulate/question";
import fc from "fast-check";
import { dataFile, question } from "./random-data.js";
import { addressOf, runTinydnsGet, SOME_TIME } from "./vectors.js";

const SERIAL = 1700000000;
const SEED = 20260101;

const SOURCE = `# a small site
%in:192.168
%ex
.example.org:192.0.2.1:a

&sub.example.org:192.0.2.9:b
+x.sub.example.org:192.0.2.10
+*.example.org:192.0.2.11
'www.example.org:hello
+j.example.org:192.168.1.2:::in
+j.example.org:192.0.2.99:::ex
'old.example.org:gone:0:4000000038af1379
'new.example.org:soon:300:5000000000000000
.priv.test:192.168.1.1:a:::in
+h.priv.test:192.168.1.3
.deep.example.org:192.0.2.12:a
Zexample.org:a.ns.example.org:hostmaster.example.org
`;

function explain(source: string, type: string, name: string, client = "203.0.113.1"): AnswerExplanation {
  const asked = { type: parseTypeWord(type)!, name: parseName(name)! };
  const options = { dialect: "debian", serial: SERIAL, client: addressOf(client), now: SOME_TIME } as const;
  const explanation = explainAnswer(Buffer.from(source), asked, options);
  assert.equal(explanation.kind, "answer");
  return explanation as AnswerExplanation;
}

/** Hidden records as 1-based line numbers and causes. */
function hidden(explanation: AnswerExplanation): string[] {
  return explanation.hidden.map(({ line, owner, type, by }) => `${line! + 1} ${owner} ${type} ${by}`);
}

describe("explaining an answer", () => {
  it("names the zone, the client's location and the line of each record", () => {
    const explanation = explain(SOURCE, "a", "J.example.org");
    assert.equal(explanation.zone, "example.org");
    assert.equal(explanation.authoritative, true);
    assert.equal(explanation.location, "ex");
    assert.equal(explanation.reason, undefined);
    assert.deepEqual(explanation.answer, [
      { owner: "j.example.org", type: "A", ttl: 86400, text: "j.example.org 86400 A 192.0.2.99", line: 10 },
    ]);
    assert.deepEqual(
      [...explanation.authority, ...explanation.additional].map(({ text, line }) => [text, line]),
      [
        ["example.org 259200 NS a.ns.example.org", 3],
        ["a.ns.example.org 259200 A 192.0.2.1", 3],
      ],
    );
  });

  it("tells which records other locations see (Q2)", () => {
    const expected = ["11 j.example.org A location", "8 *.example.org A existing-name"];
    assert.deepEqual(hidden(explain(SOURCE, "a", "j.example.org", "192.168.7.7")), expected);
    assert.deepEqual(hidden(explain(SOURCE, "a", "h.priv.test")), [
      "15 h.priv.test A no-zone",
      "14 priv.test SOA location",
      "14 priv.test NS location",
    ]);
  });

  it("tells which records have ended or not begun (Q4)", () => {
    const old = explain(SOURCE, "txt", "old.example.org");
    // The wildcard shows through, but has an address only.
    assert.deepEqual(hidden(old), ["12 old.example.org TXT no-longer", "8 *.example.org A other-type"]);
    assert.equal(old.hidden[0].time, 950997871);
    const soon = explain(SOURCE, "txt", "new.example.org");
    assert.deepEqual(hidden(soon), ["13 new.example.org TXT not-yet", "8 *.example.org A other-type"]);
  });

  it("tells what a delegation hides (Q6)", () => {
    const explanation = explain(SOURCE, "a", "x.sub.example.org");
    assert.equal(explanation.reason, "referral");
    assert.equal(explanation.zone, "sub.example.org");
    assert.deepEqual(hidden(explanation), ["7 x.sub.example.org A delegation", "8 *.example.org A delegation"]);
  });

  it("tells what keeps a wildcard away (Q7)", () => {
    const explanation = explain(SOURCE, "a", "www.example.org");
    assert.equal(explanation.reason, "nodata");
    assert.deepEqual(hidden(explanation), ["9 www.example.org TXT other-type", "8 *.example.org A existing-name"]);
    assert.deepEqual(hidden(explain(SOURCE, "a", "q.deep.example.org")), ["8 *.example.org A other-zone"]);
    assert.equal(explain(SOURCE, "a", "q.deep.example.org").reason, "nxdomain");
    assert.equal(explain(SOURCE, "a", "q.example.org").wildcard, "*.example.org");
  });

  it("tells what more there is than an answer holds (Q7, Q8)", () => {
    assert.deepEqual(hidden(explain(SOURCE, "soa", "example.org")), ["17 example.org SOA second-soa"]);
    const crowd = Array.from({ length: 10 }, (_, index) => `+w.test:10.0.0.${index}\n`).join("");
    const { answer, hidden: left } = explain(`.test\n${crowd}`, "a", "w.test");
    assert.equal(answer.length, 8);
    assert.deepEqual(
      left.map(({ by }) => by),
      ["eight-addresses", "eight-addresses"],
    );
    const lines = [...answer, ...left].map(({ line }) => line);
    assert.deepEqual(
      lines.sort((one, other) => one! - other!),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    );
  });

  it("finds the line that makes the server silent (Q3, Q11)", () => {
    const long = explain(`.test\n'w.test:${"x".repeat(33000)}\n`, "a", "w.test");
    assert.deepEqual([long.reason, long.culprit, long.printed, long.bytes], ["dropped-big-record", 1, "", 0]);
    const short = explain(".test\n@w.test::m.test\n:m.test:1:\\001\\002\\003\n", "mx", "w.test");
    assert.deepEqual([short.reason, short.culprit, short.hidden], ["malformed", 2, []]);
  });

  it("tells what was cut to make the answer short (Q12), and what is too long all the same (S5)", () => {
    const cut = explain(`.test:192.0.2.1:a\n'w.test:${"x".repeat(440)}\n`, "txt", "w.test");
    assert.deepEqual([cut.cut, cut.truncated, cut.additional], [["additional"], false, []]);
    const long = explain(`.test:192.0.2.1:a\n'w.test:${"x".repeat(480)}\n`, "txt", "w.test");
    assert.deepEqual([long.cut, long.truncated], [["additional", "authority"], true]);
  });

  it("says at which line the source does not compile", () => {
    const options = { dialect: "debian", serial: SERIAL, client: 0, now: SOME_TIME } as const;
    assert.deepEqual(explainAnswer(Buffer.from("+a:1.2.3.4\nx\n"), { type: 1, name: parseName("a")! }, options), {
      kind: "refused",
      line: 1,
      message: "unable to parse data line 2: unrecognized leading character",
    });
  });

  it("reads locations of the IPv6 family by its own keys (section 9)", () => {
    const source = "%in:10\n.test\n+w.test:192.0.2.1:::in\n";
    const asked = { type: 1, name: parseName("w.test")! };
    const options = { dialect: "ipv6", serial: SERIAL, client: addressOf("10.1.2.3"), now: SOME_TIME } as const;
    const explanation = explainAnswer(Buffer.from(source), asked, options) as AnswerExplanation;
    assert.equal(explanation.location, "in");
    assert.equal(explanation.answer.length, 1);
  });

  it("prints what tinydns-get prints, and has a line for every record", () => {
    fc.assert(
      fc.property(dataFile, question, (source, [type, name, client]) => {
        const data = Buffer.from(source);
        const { result, cdb } = compileInMemory(data, { dialect: "debian", serial: SERIAL });
        if (result.kind === "refused" || parseName(name) === undefined) return;
        const explanation = explain(source, type, name, client);
        const { stdout } = runTinydnsGet([type, name, client], cdb, SOME_TIME);
        if (explanation.printed !== undefined) {
          assert.equal(stdout.slice(stdout.indexOf("\n") + 1), explanation.printed);
        }
        const { answer, authority, additional } = explanation;
        for (const { line } of [...answer, ...authority, ...additional, ...explanation.hidden]) {
          assert.notEqual(line, undefined);
        }
        assert.equal(answer.length === 0, explanation.reason !== undefined);
      }),
      { seed: SEED, numRuns: 400 },
    );
  });
});

describe("lines of records", () => {
  it("are found for every record that a compiler writes", () => {
    fc.assert(
      fc.property(dataFile, (source) => {
        const data = Buffer.from(source);
        const options = { dialect: "debian", serial: SERIAL } as const;
        const { result, cdb } = compileInMemory(data, options);
        if (result.kind === "refused") return;
        const positions: number[] = [];
        let position = HEAD_SIZE;
        for (const { key, data: value } of new CdbReader(cdb).records()) {
          positions.push(position);
          position += 8 + key.length + value.length;
        }
        const lines = linesOfRecords(data, options, [...positions, 1]);
        const inOrder = positions.map((at) => lines.get(at)!);
        assert.equal(lines.size, positions.length);
        assert.deepEqual(
          inOrder,
          [...inOrder].sort((one, other) => one - other),
        );
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});
