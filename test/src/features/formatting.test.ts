/** Formatting changes no answer: what is compiled before and after is the same, for every fixture and for random text. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { compileInMemory as compileRules } from "djblint/compile/tcprules";
import { compileInMemory as compileZones } from "djblint/compile/tinydns-data";
import { DEFAULT_SETTINGS } from "djblint/config";
import { format } from "djblint/features/formatting";
import { languageById, recognise } from "djblint/languages/index";
import { entriesOf, readLine, readNumber } from "djblint/model/control/control";
import type { ControlSource } from "djblint/model/control/control-source";
import type { AccessFile } from "djblint/model/tcprules/access-file";
import type { ZoneData } from "djblint/model/tinydns/zone-data";
import { Tree } from "djblint/model/tree";
import type { LanguageId } from "djblint/rules/rule";
import { Source } from "djblint/source";
import { decodeLatin1, encodeLatin1, SourceText } from "djblint-grammars/text";
import fc from "fast-check";
import { filesBelow } from "../support/files.js";

function sourceOf(path: string, bytes: Uint8Array, language: LanguageId): Source {
  const context = { settings: DEFAULT_SETTINGS, now: 1_000_000_000, tree: new Tree() };
  return new Source(languageById(language), [{ path, text: new SourceText(bytes) }], context);
}

function formatted(source: Source): Uint8Array {
  const { bytes } = source.whole.text;
  let text = decodeLatin1(bytes);
  for (const { span, text: put } of format(source, { start: 0, end: bytes.length }).reverse()) {
    text = text.slice(0, span.start) + put + text.slice(span.end);
  }
  return encodeLatin1(text);
}

/** Everything that a reader of the file gets. */
function meaningOf(source: Source): unknown {
  const { bytes } = source.whole.text;
  switch (source.language.id) {
    case "tinydns": {
      const { dialect } = source.analysis as ZoneData;
      return compileZones(bytes, { dialect, serial: 1 });
    }
    case "tcprules":
      return compiledRules(bytes, source.analysis as AccessFile);
    default:
      return readingOf(source.analysis as ControlSource);
  }
}

function readingOf({ lines, shape, spec }: ControlSource): unknown {
  if (shape === "value") return readLine(lines);
  if (shape === "number") return readNumber(lines);
  // Keys are found in any case (R20); what is no key stays as it is written.
  const word = (text: string) => (spec && isList(spec.name) ? lowerKey(text) : text);
  return entriesOf(lines).map(({ kind, whole }) => [kind, word(whole.text)]);
}

function compiledRules(bytes: Uint8Array, { dialect }: AccessFile): unknown {
  const { result, cdb } = compileRules(bytes, dialect);
  return result.kind === "compiled" ? { cdb, skipped: result.skipped } : { cdb, line: result.fault.line };
}

function isList(name: string): boolean {
  return ["rcpthosts", "morercpthosts", "locals", "percenthack", "virtualdomains", "smtproutes"].includes(name);
}

function lowerKey(text: string): string {
  const [key, ...rest] = text.split(":");
  return [key.toLowerCase(), ...rest].join(":");
}

function assertSame(path: string, bytes: Uint8Array, language: LanguageId): boolean {
  const before = sourceOf(path, bytes, language);
  const after = sourceOf(path, formatted(before), language);
  assert.deepEqual(meaningOf(after), meaningOf(before), path);
  assert.deepEqual(formatted(after), after.whole.text.bytes, `${path} once more`);
  return after.whole.text.bytes.length !== bytes.length;
}

describe("formatting", () => {
  it("changes no answer of any fixture, and nothing when it is done again", () => {
    let changed = 0;
    let count = 0;
    for (const path of [...filesBelow("fixtures/rules"), ...filesBelow("fixtures/sites")]) {
      const language = recognise(`/${path}`)?.id;
      if (!language || language === "run") continue;
      count++;
      if (assertSame(`/${path}`, readFileSync(path), language)) changed++;
    }
    assert.ok(count > 300 && changed > 10, `${changed} of ${count} files changed`);
  });

  const lines = (...pieces: readonly string[]) =>
    fc
      .array(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), { maxLength: 12 })
      .map((rows) => rows.map((row) => row.join("")).join("\n"));
  const latin1 = fc.uint8Array({ maxLength: 200 });

  it("changes no answer of random tinydns data", () => {
    const text = lines(
      "+",
      "=",
      ".",
      "&",
      "@",
      "'",
      "C",
      "Z",
      ":",
      ":",
      ":",
      "a.B",
      "Example.ORG",
      "1.2.3.4",
      " ",
      "\t",
      "\r",
      "\\",
      "\\056",
      "#",
      "-",
      "%",
      "3",
      "lo",
      "0",
      "86400",
    );
    const any = fc.oneof(text.map(encodeLatin1), latin1);
    fc.assert(
      fc.property(any, (bytes) => void assertSame("/etc/tinydns/root/data", bytes, "tinydns")),
      { numRuns: 400 },
    );
  });

  it("changes no answer of random rules", () => {
    const text = lines(
      "1.2.3.",
      "4",
      "-",
      "=",
      ".Ex.org",
      "@",
      ":",
      "allow",
      "deny",
      ",",
      'A="x"',
      "=",
      '"',
      " ",
      "\t",
      "\r",
      "#",
    );
    const any = fc.oneof(text.map(encodeLatin1), latin1);
    fc.assert(
      fc.property(any, (bytes) => void assertSame("/etc/tcp.smtp", bytes, "tcprules")),
      { numRuns: 400 },
    );
  });

  for (const name of ["rcpthosts", "virtualdomains", "smtproutes", "me", "databytes", "badmailfrom"]) {
    it(`changes nothing that is read of a random ${name}`, () => {
      const text = lines("Example.org", ".", ":", "joe", "@", "[1.2.3.4]", " ", "\t", "\r", "\0", "#", "25");
      const any = fc.oneof(text.map(encodeLatin1), latin1);
      fc.assert(
        fc.property(any, (bytes) => void assertSame(`/var/qmail/control/${name}`, bytes, "control")),
        { numRuns: 200 },
      );
    });
  }
});
