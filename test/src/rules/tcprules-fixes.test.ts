/** Fixes of tcprules rules do what their safety promises: a safe one changes no answer, any other ends the finding. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { checkFile } from "djblint/check";
import { DEFAULT_SETTINGS, type Settings } from "djblint/config";
import { languageById } from "djblint/languages/index";
import { dataOf, recordsOf, ruleFor, verdictOf } from "djblint/model/tcprules/access";
import { isDead, writtenKind } from "djblint/model/tcprules/access-address";
import { readAccess } from "djblint/model/tcprules/access-file";
import { RULES } from "djblint/rules/registry";
import type { Finding, Fix, Rule } from "djblint/rules/rule";
import type { Dialect } from "djblint-grammars/tcprules/fields";
import { decodeLatin1, encodeLatin1, SourceText } from "djblint-grammars/text";
import { filesBelow } from "../support/files.js";
import { assertTitle } from "../support/fix-title.js";
import { fixtureFolders } from "../support/markers.js";

function textOf(source: string): SourceText {
  return new SourceText(encodeLatin1(source));
}

function findings(rule: Rule, source: string, dialect: Dialect): Finding[] {
  const settings: Settings = { ...DEFAULT_SETTINGS, dialect: { tcprules: dialect } };
  const file = { path: rule.example.file ?? "tcp.smtp", text: textOf(source) };
  return checkFile(file, languageById("tcprules"), { settings, now: 0 }).filter((finding) => finding.rule === rule);
}

function applied(source: string, { edits }: Fix): string {
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((changed, { span, newText }) => changed.slice(0, span.start) + newText + changed.slice(span.end), source);
}

/** What the server does for each key that it may ask for. */
function answers(source: string, dialect: Dialect): unknown {
  const { table } = readAccess(textOf(source), dialect);
  const keys = [...recordsOf(table)].map(({ key }) => key).filter((key) => !isDead(writtenKind(key, dialect)));
  const entries = keys.sort().map((key) => [key, verdictOf(dataOf(ruleFor(table, key)!))]);
  return { stops: table.stop !== undefined, answers: Object.fromEntries(entries) };
}

describe("fixes of tcprules rules", () => {
  for (const rule of RULES.filter(({ language }) => language === "tcprules")) {
    const folders = fixtureFolders().filter((path) => path.split("/")[2].startsWith(rule.code));
    const sources = folders
      .flatMap((folder) => filesBelow(`${folder}/bad`))
      .filter((path) => !path.endsWith(".json"))
      .map((path) => decodeLatin1(readFileSync(path)));
    const fixed = sources.flatMap((source) => {
      const { dialect } = readAccess(textOf(source));
      return findings(rule, source, dialect).flatMap((finding) =>
        (finding.fixes ?? []).map((fix) => ({ source, dialect, finding, fix })),
      );
    });

    if (rule.fixable === "none") {
      it(`${rule.code} ${rule.name} offers none, as it says`, () => assert.equal(fixed.length, 0));
      continue;
    }

    it(`${rule.code} ${rule.name}`, () => {
      assert.ok(fixed.length > 0, "no fixture shows the fix");
      for (const { source, dialect, finding, fix } of fixed) {
        const after = applied(source, fix);
        assertTitle(rule, fix);
        if (fix.safety === "safe") assert.deepEqual(answers(after, dialect), answers(source, dialect), after);
        else assert.equal(rule.fixable, "unsafe");
        const left = findings(rule, after, dialect).length;
        assert.ok(left < findings(rule, source, dialect).length, `${finding.message} is still there:\n${after}`);
      }
    });
  }
});
