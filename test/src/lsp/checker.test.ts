/** What is said of a large text while it is typed in, and when nobody types any more. */
import assert from "node:assert/strict";
import { checkSource } from "djblint/check";
import { DEFAULT_SETTINGS } from "djblint/config";
import { languageById } from "djblint/languages/index";
import { Checker } from "djblint/lsp/checker";
import { OpenDocument } from "djblint/lsp/document-store";
import type { StandingFindings } from "djblint/lsp/standing-findings";
import { Tree } from "djblint/model/tree";
import { type Finding, messageOf } from "djblint/rules/rule";
import { Source } from "djblint/source";
import { type Position, SourceText } from "djblint-grammars/text";
import fc from "fast-check";

const PATH = "/etc/tinydns/root/data";
const LINES = [
  "+www.example.org:192.0.2.300",
  "=mail.example.org:192.0.2.1",
  "Cftp.example.org:gone.example.org",
  "'example.org:v=spf1 +al",
  ".example.org:192.0.2.1:a",
  "&sub.example.org::b",
  "+_odd.example.org:192.0.2.7:3",
  "# djblint-ignore TD101",
  "%in:10",
  "+x.example.org:10.0.0.1:300::in",
  "+y.example.org:10.0.0.1:300::ex",
  "+z.example.org:10.0.0.1:300:::in",
  "junk",
];
/** Above the size up to which everything is looked at at once. */
const FILLER = "# nothing to say about this line\n".repeat(2100);

const edit = fc.record({
  line: fc.nat({ max: 24 }),
  isBehind: fc.boolean(),
  lines: fc.nat({ max: 2 }),
  character: fc.nat({ max: 12 }),
  text: fc.oneof(
    fc.constantFrom(...LINES).map((line) => `${line}\n`),
    fc.constantFrom("x", ":", "\n", ""),
  ),
});

/** Files that are edited; CI asks for more. */
const RUNS = Number(process.env.DJBLINT_REVISIONS ?? 10);

describe("checker", () => {
  it("says of lines at once what is true of them, and the whole when it is checked", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...LINES), { minLength: 12, maxLength: 24 }),
        fc.array(edit, { minLength: 1, maxLength: 10 }),
        async (lines, edits) => {
          const document = new OpenDocument(1, `${lines.join("\n")}\n${FILLER}${lines.join("\n")}\n`);
          document.takeRevision();
          const checker = new Checker();
          let source = sourceOf(document.text);
          checker.check(source);
          for (const { line, isBehind, lines: count, character, text } of edits) {
            const first = isBehind ? Math.max(0, document.text.lines.count - 1 - line) : line;
            const range = { start: at(first, character), end: at(first + count, count === 0 ? character + 1 : 0) };
            document.apply([{ range, text }], document.version + 1);
            source = sourceOf(document.text, { before: source, revision: document.takeRevision()! });
            const soon = checker.soon(source) ?? checker.check(source);
            const fresh = checkSource(sourceOf(new SourceText(document.text.bytes, "utf8")));
            assert.deepEqual(shown(listOf(soon).filter(isOfLine)), shown(fresh.filter(isOfLine)));
          }
          const whole = await checker.whole(source, () => true);
          assert.deepEqual(
            shown(listOf(whole!)),
            shown(checkSource(sourceOf(new SourceText(document.text.bytes, "utf8")))),
          );
        },
      ),
      {
        numRuns: RUNS,
        endOnFailure: true,
        // A % line that comes decides what the field behind the last one, or a ttl that is none, is in other lines.
        examples: [
          [
            ["+z.example.org:10.0.0.1:300:::in"],
            [{ line: 1, isBehind: true, lines: 0, character: 0, text: "%in:10\n" }],
          ],
          [["+z.example.org:10.0.0.1:in"], [{ line: 1, isBehind: true, lines: 0, character: 0, text: "%in:10\n" }]],
        ],
      },
    )).timeout(20_000 + RUNS * 100);

  it("shows the gravest of many findings, and knows how many there are", () => {
    const checker = new Checker();
    const lines = Array.from({ length: 900 }, (_, index) =>
      index % 3 === 0 ? `+h${index}.example.org:192.0.2.300` : `+h_${index}.example.org:192.0.2.1`,
    );
    const { shown: some, count } = checker.check(sourceOf(SourceText.fromString(lines.join("\n")))).gravest(320, PATH);
    assert.equal(some.filter(({ severity }) => severity === "error").length, 300);
    assert.equal(some.length, 320);
    assert.ok(count > 600);
    assert.deepEqual(
      some.map((finding) => finding.at.start),
      some.map((finding) => finding.at.start).sort((a, b) => a - b),
    );
  });
});

function sourceOf(text: SourceText, succession?: ConstructorParameters<typeof Source>[4]): Source {
  const context = { settings: DEFAULT_SETTINGS, now: 1800000000, tree: new Tree() };
  const source = new Source(languageById("tinydns"), [{ path: PATH, text }], context, undefined, succession);
  context.tree.addSource(source);
  return source;
}

function listOf(findings: StandingFindings): readonly Finding[] {
  return findings.gravest(Number.MAX_SAFE_INTEGER, PATH).shown;
}

/** Rules about single lines: what they find depends on no other line. */
function isOfLine({ rule }: Finding): boolean {
  const on = (rule as { on?: object }).on ?? {};
  return "fault" in on || "line" in on;
}

function shown(findings: readonly Finding[]): object[] {
  return findings.map(({ rule, severity, at: { start, end }, message, params }) => {
    return { code: rule.code, severity, start, end, text: messageOf(rule, message, params) };
  });
}

function at(line: number, character: number): Position {
  return { line, character };
}
