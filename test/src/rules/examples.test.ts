/** The examples in the documentation of the rules: the first gives the finding, the second does not. */
import assert from "node:assert/strict";
import { checkFile } from "djblint/check";
import { DEFAULT_SETTINGS, type Settings } from "djblint/config";
import { languageById } from "djblint/languages/index";
import { RULES } from "djblint/rules/registry";
import type { LanguageId, RuleMeta } from "djblint/rules/rule";
import { encodeLatin1, SourceText } from "djblint-grammars/text";

/** 2026-01-01. */
const NOW = 1767225600;

/** Where an example stands when its rule does not say so. */
const USUAL_PLACE: Readonly<Record<LanguageId, string>> = {
  tinydns: "tinydns/root/data",
  tcprules: "tcp.smtp",
  control: "control/rcpthosts",
  run: "service/x/run",
};

function codesIn(rule: RuleMeta, text: string): string[] {
  const language = rule.language === "djblint" ? "tinydns" : rule.language;
  const settings: Settings = { ...DEFAULT_SETTINGS, rules: { [rule.code]: rule.severity } };
  const file = { path: rule.example.file ?? USUAL_PLACE[language], text: new SourceText(encodeLatin1(text)) };
  return checkFile(file, languageById(language), { settings, now: NOW }).map((finding) => finding.rule.code);
}

describe("rule examples", () => {
  for (const rule of RULES.filter(({ example }) => example.bad !== "")) {
    it(`${rule.code} ${rule.name}`, () => {
      assert.ok(codesIn(rule, rule.example.bad).includes(rule.code), "the bad example gives no finding");
      assert.ok(!codesIn(rule, rule.example.good).includes(rule.code), "the good example gives a finding");
    });
  }
});
