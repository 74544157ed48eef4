/** Applying fixes: which go together, what comes out, which lines stay. */
import assert from "node:assert/strict";
import { DEFAULT_SETTINGS } from "djblint/config";
import { applyEdits, ChangedText, planFixes } from "djblint/fix";
import { faultOfFix } from "djblint/fix-proof";
import { languageById } from "djblint/languages/index";
import { Tree } from "djblint/model/tree";
import { RULES } from "djblint/rules/registry";
import type { Edit, Finding, LanguageId } from "djblint/rules/rule";
import { Source } from "djblint/source";
import { decodeLatin1, encodeLatin1, SourceText } from "djblint-grammars/text";
import fc from "fast-check";

function edit(start: number, end: number, newText = "", file?: string): Edit {
  return { span: { start, end }, newText, file };
}

function finding(edits: readonly Edit[], safety: "safe" | "unsafe" = "safe"): Finding {
  const at = edits[0].span;
  return { rule: RULES[0], severity: "error", file: "a", at, message: "x", fixes: [{ title: "t", safety, edits }] };
}

function text(content: string): SourceText {
  return new SourceText(encodeLatin1(content));
}

describe("planFixes", () => {
  const all = () => true;

  it("takes fixes side by side, and the first of those that overlap", () => {
    const findings = [
      finding([edit(0, 3)]),
      finding([edit(2, 5)]),
      finding([edit(3, 6)]),
      finding([edit(8, 8, "x")]),
      finding([edit(8, 8, "y")]),
      finding([edit(8, 9)]),
    ];
    const { edits, mended } = planFixes(findings, all);
    assert.deepEqual(mended, [findings[0], findings[2], findings[3]]);
    assert.deepEqual(
      edits.get("a")!.map(({ span }) => span.start),
      [0, 3, 8],
    );
  });

  it("takes all edits of a fix or none", () => {
    const findings = [
      finding([edit(4, 6)]),
      finding([edit(0, 1), edit(5, 7)]),
      finding([edit(0, 1), edit(3, 3, "", "b")]),
    ];
    const { edits, mended } = planFixes(findings, all);
    assert.deepEqual(mended, [findings[0], findings[2]]);
    assert.deepEqual([...edits.keys()], ["a", "b"]);
  });

  it("takes the first fix that is allowed", () => {
    const both: Finding = {
      ...finding([edit(0, 1)]),
      fixes: [
        { title: "t", safety: "unsafe", edits: [edit(0, 1, "u")] },
        { title: "t", safety: "safe", edits: [edit(0, 1, "s")] },
      ],
    };
    assert.equal(planFixes([both], ({ safety }) => safety === "safe").edits.get("a")![0].newText, "s");
    assert.equal(planFixes([both], all).edits.get("a")![0].newText, "u");
    assert.equal(planFixes([both], () => false).edits.size, 0);
  });
});

describe("ChangedText", () => {
  it("changes the bytes of the edits and no others, and knows which lines it left alone", () => {
    const content = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 30 });
    const place = fc.nat(30);
    const changes = fc.array(fc.array(fc.tuple(place, place, content), { maxLength: 4 }), { maxLength: 3 });
    fc.assert(
      fc.property(content, changes, (before, passes) => {
        const changed = new ChangedText(text(before));
        let expected = before;
        for (const pass of passes) {
          const size = expected.length;
          const edits = pass.map(([a, b, fresh]) =>
            finding([edit(Math.min(a, b, size), Math.min(Math.max(a, b), size), fresh.slice(0, 6))]),
          );
          const list = planFixes(edits, () => true).edits.get("a") ?? [];
          expected = [...list]
            .reverse()
            .reduce((sum, { span, newText }) => sum.slice(0, span.start) + newText + sum.slice(span.end), expected);
          changed.apply(list);
        }
        assert.equal(decodeLatin1(changed.after.bytes), expected);
        assert.equal(changed.origins.length, changed.after.lines.count);
        const line = ({ lines, bytes }: SourceText, number: number) =>
          decodeLatin1(bytes, lines.start(number), lines.start(number + 1));
        let last = -1;
        for (const [number, origin] of changed.origins.entries()) {
          if (origin < 0) continue;
          assert.ok(origin > last, "lines keep their order");
          last = origin;
          assert.equal(line(changed.after, number), line(changed.before, origin));
        }
      }),
    );
  });

  it("knows the lines that whole lines were put in front of, or taken away from", () => {
    const changed = new ChangedText(text("a\nb\nc\nd\n"));
    changed.apply([edit(0, 0, "# 1\n"), edit(2, 2, "# 2\n"), edit(4, 6, "")]);
    assert.equal(decodeLatin1(changed.after.bytes), "# 1\na\n# 2\nb\nd\n");
    assert.deepEqual(changed.origins, [-1, 0, -1, 1, 3]);
  });

  it("leaves bytes of any kind alone", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    assert.deepEqual(applyEdits(bytes, []), bytes);
    assert.deepEqual(applyEdits(bytes, [edit(255, 256, "\u00e9")])[255], 0xe9);
  });
});

describe("faultOfFix", () => {
  function source(language: LanguageId, content: string, path = "/x"): Source {
    const context = { settings: DEFAULT_SETTINGS, now: 0, tree: new Tree() };
    return new Source(languageById(language), [{ path, text: text(content) }], context);
  }

  function fault(
    language: LanguageId,
    before: string,
    after: string,
    safety: "safe" | "unsafe" = "safe",
    path?: string,
  ) {
    return faultOfFix(source(language, before, path), source(language, after, path), safety);
  }

  it("lets a safe fix of what qmail compiles keep what is found", () => {
    const more = "/qmail/control/morercpthosts";
    assert.equal(fault("control", "a.example\na.example\n", "a.example\n", "safe", more), undefined);
    assert.match(fault("control", "a.example\n", "b.example\n", "safe", more)!, /other entries/);
    assert.equal(fault("control", "a.example\n", "b.example\n", "unsafe", more), undefined);
    const assign = "/qmail/users/assign";
    const line = "=joe:joe:503:78:/home/joe:::\n";
    assert.equal(fault("control", `${line}${line}.\n`, `${line}.\n`, "safe", assign), undefined);
    assert.match(fault("control", `${line}.\n`, line, "unsafe", assign)!, /refuse/);
    assert.equal(fault("control", "a.example\n", "b.example\n", "safe", "/qmail/control/locals"), undefined);
  });

  it("lets a safe fix of data keep every byte of the database", () => {
    assert.equal(fault("tinydns", "+a.example:192.0.2.1\n", "+a.example.:192.0.2.1:::::x\n"), undefined);
    assert.match(fault("tinydns", "+a.example:192.0.2.1\n", "+a.example:192.0.2.2\n")!, /other answers/);
    assert.equal(fault("tinydns", "+a.example:192.0.2.1\n", "+a.example:192.0.2.2\n", "unsafe"), undefined);
    assert.match(fault("tinydns", "+a.example:192.0.2.1\n", "?a.example:192.0.2.2\n", "unsafe")!, /refuse/);
    assert.equal(fault("tinydns", "?a\n", "+a.example:192.0.2.2\n"), undefined);
  });

  it("lets a safe fix of rules keep what is found for every key", () => {
    assert.equal(fault("tcprules", "1.:deny\n1.:allow\n", "1.:deny\n"), undefined);
    assert.equal(fault("tcprules", "1.2-3.:deny\n", "1.2.:deny\n1.3.:deny\n"), undefined);
    assert.match(fault("tcprules", "1.:deny\n1.:allow\n", "1.:allow\n")!, /let in/);
    assert.match(fault("tcprules", "1.:deny\n", "1.:deny\n2.:allow\n")!, /let in/);
    assert.equal(fault("tcprules", "1.:deny\n", "1.:allow\n", "unsafe"), undefined);
    assert.match(fault("tcprules", "1.:deny\n", "1.:dny\n", "unsafe")!, /refuse/);
  });
});
