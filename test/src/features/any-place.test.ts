/** Whatever a file holds and wherever the cursor stands: every feature answers, with places inside of the file. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { DEFAULT_SETTINGS } from "djblint/config";
import { codeLenses } from "djblint/features/code-lenses";
import { complete } from "djblint/features/completion";
import { documentLinks } from "djblint/features/document-links";
import { folds } from "djblint/features/folding";
import { format } from "djblint/features/formatting";
import { hover } from "djblint/features/hover";
import { inlayHints } from "djblint/features/inlay-hints";
import { definition, highlights, references } from "djblint/features/navigation";
import { prepareRename, rename } from "djblint/features/rename";
import { selectionRanges } from "djblint/features/selection-ranges";
import { semanticTokens } from "djblint/features/semantic-tokens";
import { signatureHelp } from "djblint/features/signature-help";
import { type SourceSymbol, symbolsOf } from "djblint/features/symbols";
import type { View } from "djblint/features/view";
import { workspaceSymbols } from "djblint/features/workspace-symbols";
import { languageById, recognise } from "djblint/languages/index";
import { Tree } from "djblint/model/tree";
import type { LanguageId } from "djblint/rules/rule";
import { Source } from "djblint/source";
import { encodeLatin1, SourceText, type Span } from "djblint-grammars/text";
import fc from "fast-check";
import { filesBelow } from "../support/files.js";
import { piecesOfFixtures } from "../support/fixture-pieces.js";

function sourceOf(path: string, bytes: Uint8Array, language: LanguageId): Source {
  const tree = new Tree();
  const context = { settings: DEFAULT_SETTINGS, now: 1_000_000_000, tree };
  const source = new Source(languageById(language), [{ path, text: new SourceText(bytes) }], context);
  tree.addSource(source);
  return source;
}

/** Asks everything that there is at a place. */
function askAll(source: Source, offset: number): void {
  const view: View = { source, offset, around: [source] };
  const end = source.whole.text.bytes.length;
  const spans: Span[] = selectionRanges(view);
  spans.slice(1).forEach((span, index) => {
    assert.ok(span.start <= spans[index].start && span.end >= spans[index].end, "selections widen");
  });
  const found = hover(source.analysis, source.language.id, offset);
  if (found) spans.push(found.span);
  const completions = complete(view);
  if (completions) spans.push(completions.span);
  const signature = signatureHelp(view);
  for (const parameter of signature?.parameters ?? []) {
    assert.ok(parameter.start >= 0 && parameter.end <= signature!.label.length, signature!.label);
  }
  const mentions = [...definition(view).mentions, ...references(view, true), ...highlights(view)];
  spans.push(...mentions.map(({ span }) => span));
  const prepared = prepareRename(view);
  const renamed = rename(view, "qq");
  if (!("refused" in prepared)) spans.push(prepared.span);
  if (!("refused" in renamed)) spans.push(...renamed.map(({ span }) => span));
  for (const span of spans) assertInside(span, end);
}

function askOfFile(source: Source): void {
  const { lines, bytes } = source.whole.text;
  const whole = { start: 0, end: bytes.length };
  const symbols = (list: readonly SourceSymbol[]): Span[] =>
    list.flatMap(({ span, selection, children }) => [span, selection, ...symbols(children)]);
  const spans = [
    ...symbols(symbolsOf(source)),
    ...workspaceSymbols([source], "a").map(({ span }) => span),
    ...codeLenses(source).map(({ span }) => span),
    ...documentLinks(source).map(({ span }) => span),
    ...format(source, whole).map(({ span }) => span),
    ...inlayHints(source, whole).map(({ offset }) => ({ start: offset, end: offset })),
  ];
  for (const span of spans) assertInside(span, bytes.length);
  for (const { from, to } of folds(source)) assert.ok(from < to && to < lines.count, `fold ${from}-${to}`);
  let behind = 0;
  semanticTokens(source, whole, (start, end, type) => {
    assert.ok(start >= behind && end >= start && end <= bytes.length, `${type} ${start}-${end} behind ${behind}`);
    assert.equal(lines.lineAt(start), lines.lineAt(Math.max(start, end - 1)), `${type} in one line`);
    behind = end;
  });
}

function assertInside({ start, end }: Span, size: number): void {
  assert.ok(start >= 0 && start <= end && end <= size, `${start}-${end} of ${size}`);
}

/** Some places all over a file. */
function places(size: number): number[] {
  const step = Math.max(1, Math.floor(size / 5));
  return [...Array(Math.floor(size / step) + 1).keys()].map((index) => index * step);
}

describe("features at any place", () => {
  it("answer for a fixture of each rule", () => {
    let count = 0;
    const seen = new Set<string>();
    for (const path of filesBelow("fixtures/rules")) {
      const language = recognise(`/${path}`)?.id;
      const rule = path.split("/")[2];
      if (!language || !path.includes("/bad/") || seen.has(rule)) continue;
      seen.add(rule);
      const source = sourceOf(`/${path}`, readFileSync(path), language);
      askOfFile(source);
      for (const offset of places(source.whole.text.bytes.length)) askAll(source, offset);
      count++;
    }
    assert.ok(count > 200, String(count));
  });

  const FILES: readonly (readonly [LanguageId, string, readonly string[]])[] = [
    [
      "tinydns",
      "/etc/tinydns/root/data",
      [
        ".",
        "+",
        "=",
        "@",
        "%",
        ":",
        ":",
        "a.b",
        "Ex",
        "1.2.3.4",
        "\\",
        "lo",
        "#",
        "é",
        "\n",
        "\n",
        "\r",
        "'",
        ":28:",
        "Z",
      ],
    ],
    [
      "tcprules",
      "/etc/tcp.smtp",
      ["1.2.3.", "4-7", "=", ".ex", "@", ":", "allow", "deny", ",", 'A="x"', '"', "#", "\n", "\n", " ", "é"],
    ],
    [
      "control",
      "/var/qmail/control/virtualdomains",
      ["ex.org", ".", ":", "joe", "@", "\n", "\n", "\0", "#", " ", "\r"],
    ],
    ["control", "/var/qmail/users/assign", ["=", "+", "joe", ":", ":", ":", ":", "100", "\n", "\n", ".", "\0"]],
    ["control", "/var/qmail/alias/.qmail-x", ["&", "|", "./", "Maildir/", "joe@ex.org", "\n", "\n", "#", "+list"]],
    [
      "run",
      "/service/x/run",
      [
        "#!/bin/sh",
        "\n",
        "\n",
        "exec ",
        "tcpserver ",
        "-x ",
        "./a.cdb ",
        "$IP ",
        '"',
        "'",
        "`",
        "if ",
        "; then ",
        "fi ",
        "\\\n",
        "envdir ./env ",
        "<<E",
        "E",
        "(",
        ")",
        "A=1 ",
        "sh -c ",
      ],
    ],
  ];

  it("answer inside a word that goes on in the next line", () => {
    const bytes = encodeLatin1("exec ''\\\n-x ");
    const source = sourceOf("/service/x/run", bytes, "run");
    for (let offset = 0; offset <= bytes.length; offset++) askAll(source, offset);
  });

  it("rename a domain of which more is said than a call has room for", () => {
    const count = 130_000;
    const hosts = Array.from({ length: count }, (_, number) => `+h${number}.example.org:192.0.2.1\n`);
    const source = sourceOf(
      "/etc/tinydns/root/data",
      encodeLatin1(`.example.org:192.0.2.1:a\n${hosts.join("")}`),
      "tinydns",
    );
    const renamed = rename({ source, offset: 1, around: [source] }, "example.net");
    assert.ok("length" in renamed && renamed.length === count + 1);
  }).timeout(60_000);

  for (const [language, path, pieces] of FILES) {
    it(`answer for random ${path}`, () => {
      const piece = fc.oneof(fc.constantFrom(...pieces), fc.constantFrom(...piecesOfFixtures(language)));
      const text = fc.array(piece, { maxLength: 40 }).map((all) => encodeLatin1(all.join("")));
      const any = fc.oneof({ weight: 4, arbitrary: text }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 100 }) });
      const property = fc.property(any, fc.nat(), (bytes, number) => {
        const source = sourceOf(path, bytes, language);
        askOfFile(source);
        for (const offset of [0, bytes.length, number % (bytes.length + 1)]) askAll(source, offset);
      });
      fc.assert(property, { numRuns: 300 });
    });
  }
});
