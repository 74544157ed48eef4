/** Fixes do what their safety promises: a safe one leaves data.cdb as it was, any other ends the finding. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { checkFile } from "djblint/check";
import { compileInMemory } from "djblint/compile/tinydns-data";
import { DEFAULT_SETTINGS, type Settings } from "djblint/config";
import { languageById } from "djblint/languages/index";
import { RULES } from "djblint/rules/registry";
import type { Finding, Fix, Rule } from "djblint/rules/rule";
import { decodeLatin1, encodeLatin1, SourceText } from "djblint-grammars/text";
import { filesBelow } from "../support/files.js";
import { assertTitle } from "../support/fix-title.js";
import { fixtureFolders } from "../support/markers.js";

/** 2026-01-01. */
const NOW = 1767225600;
const COMPILE = { dialect: "ipv6", serial: 1 } as const;

function findings(rule: Rule, text: string): Finding[] {
  const settings: Settings = { ...DEFAULT_SETTINGS, rules: { [rule.code]: rule.severity } };
  const file = { path: "data.tinydns", text: new SourceText(encodeLatin1(text)) };
  return checkFile(file, languageById("tinydns"), { settings, now: NOW }).filter((finding) => finding.rule === rule);
}

function applied(text: string, { edits }: Fix): string {
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((changed, { span, newText }) => changed.slice(0, span.start) + newText + changed.slice(span.end), text);
}

function compiled(text: string) {
  return compileInMemory(encodeLatin1(text), COMPILE);
}

describe("fixes of tinydns rules", () => {
  for (const rule of RULES.filter(({ language }) => language === "tinydns")) {
    const folder = fixtureFolders().find((path) => path.split("/")[2].startsWith(rule.code));
    const texts = folder ? filesBelow(`${folder}/bad`).map((path) => decodeLatin1(readFileSync(path))) : [];
    const fixed = texts.flatMap((text) =>
      findings(rule, text).flatMap((finding) => (finding.fixes ?? []).map((fix) => ({ text, finding, fix }))),
    );

    if (rule.fixable === "none") {
      it(`${rule.code} ${rule.name} offers none, as it says`, () => assert.equal(fixed.length, 0));
      continue;
    }

    it(`${rule.code} ${rule.name}`, () => {
      assert.ok(fixed.length > 0, "no fixture shows the fix");
      for (const { text, finding, fix } of fixed) {
        const after = applied(text, fix);
        assertTitle(rule, fix);
        if (fix.safety === "safe") assert.deepEqual(compiled(after), compiled(text), after);
        else assert.equal(rule.fixable, "unsafe");
        if (compiled(text).result.kind === "compiled") assert.equal(compiled(after).result.kind, "compiled", after);
        const left = findings(rule, after).length;
        assert.ok(left < findings(rule, text).length, `${finding.message} is still there:\n${after}`);
      }
    });
  }
});
