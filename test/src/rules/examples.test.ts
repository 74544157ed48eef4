/** The examples in the documentation of the rules: the first gives the finding, the second does not. */
import assert from "node:assert/strict";
import { checkFile } from "djblint/check";
import { checkTree } from "djblint/check-tree";
import { DEFAULT_SETTINGS, type Settings } from "djblint/config";
import { languageById } from "djblint/languages/index";
import { RULES } from "djblint/rules/registry";
import type { Finding, LanguageId, RuleMeta } from "djblint/rules/rule";
import { rulePage } from "djblint/rules/rule-page";
import { encodeLatin1, SourceText } from "djblint-grammars/text";
import { exampleHost } from "../support/example-host.js";

/** 2026-01-01. */
const NOW = 1767225600;

/** Where an example stands when its rule does not say so; that of a control file has to. */
const USUAL_PLACE: Readonly<Partial<Record<LanguageId, string>>> = {
  tinydns: "tinydns/root/data",
  tcprules: "tcp.smtp",
  run: "service/x/run",
};

async function codesIn(rule: RuleMeta, text: string): Promise<string[]> {
  const settings: Settings = { ...DEFAULT_SETTINGS, rules: { [rule.code]: rule.severity } };
  const findings = text.startsWith("==> ") ? await foundInFiles(text, settings) : foundIn(rule, text, settings);
  return findings.map((finding) => finding.rule.code);
}

/** A djblint.json among the files counts too. */
async function foundInFiles(text: string, { rules }: Settings): Promise<readonly Finding[]> {
  const override = (settings: Settings): Settings => ({ ...settings, rules });
  const request = { paths: ["/tree"], override, now: NOW, display: (path: string) => path };
  return (await checkTree(exampleHost(text, "/tree"), request)).findings;
}

function foundIn(rule: RuleMeta, text: string, settings: Settings): readonly Finding[] {
  const language = rule.language === "djblint" || rule.language === "site" ? "tinydns" : rule.language;
  const path = rule.example.file ?? USUAL_PLACE[language];
  assert.ok(path, "the example does not say in which file it stands");
  const file = { path, text: new SourceText(encodeLatin1(text)) };
  return checkFile(file, languageById(language), { settings, now: NOW });
}

describe("rule examples", () => {
  it("exist for every rule about mail", () => {
    const missing = RULES.filter(({ code, example }) => code.startsWith("QM") && example.bad === "");
    assert.deepEqual(
      missing.map(({ code, name }) => `${code} ${name}`),
      [],
    );
  });

  for (const rule of RULES.filter(({ example }) => example.bad !== "")) {
    it(`${rule.code} ${rule.name}`, async () => {
      assert.ok((await codesIn(rule, rule.example.bad)).includes(rule.code), "the bad example gives no finding");
      assert.ok(!(await codesIn(rule, rule.example.good)).includes(rule.code), "the good example gives a finding");
    });
  }
});

describe("rule pages", () => {
  it("show every byte, and begin sentences with capitals unless a name stands there", () => {
    for (const rule of RULES) {
      assert.doesNotMatch(rulePage(rule), /[\0-\x09\x0b-\x1f\x7f]| $/m, rule.code);
      for (const text of [rule.what, rule.why, rule.silent ?? ""]) {
        assert.doesNotMatch(text, /^(a|an|for|in|it|no|of|one|only|the|when|where) /, rule.code);
      }
    }
  });

  it("show the names that web pages have for letters, in the place of the letters", () => {
    for (const rule of RULES) {
      const prose = rulePage(rule).replace(/```[\s\S]*?```|`[^`\n]*`/g, "");
      assert.doesNotMatch(prose, /(?<!\\)&#?\w+;/, rule.code);
    }
  });

  it("emphasize all of a help that holds a star", () => {
    const page = rulePage(RULES.find(({ code }) => code === "TD241")!);
    assert.match(page, /^ {2}_write \*\.\{above\} .*_$/m);
  });
});
