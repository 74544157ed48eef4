/**
 * Every rule against its fixtures: what is marked in `bad` is found and nothing else, and its fixes write what `fixes.txt`
 * says; `good` is silent. With DJBLINT_WRITE_FIXES=1 the lists of fixes are written: read them before they are committed.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { checkTree } from "djblint/check-tree";
import type { Settings } from "djblint/config";
import { nodeHost } from "djblint/node-host";
import { RULES } from "djblint/rules/registry";
import { type Finding, helpOf, messageOf } from "djblint/rules/rule";
import { hostWithStats } from "../support/host-with-stats.js";
import { type Expected, expectedBelow, fixtureFolders } from "../support/markers.js";
import { writtenFixes } from "../support/written-fixes.js";

const WRITES = process.env.DJBLINT_WRITE_FIXES === "1";

/** 2026-01-01; fixtures with timestamps count on it. */
const NOW = 1767225600;

/** The messages of findings and notes that were seen, behind the codes of their rules. */
const shown = new Set<string>();
/** The same of titles of fixes. */
const titles = new Set<string>();

function remember({ rule, message, related = [], fixes = [] }: Finding): void {
  for (const id of [message, ...related.map((other) => other.message)]) shown.add(`${rule.code} ${id}`);
  for (const { title } of fixes) titles.add(`${rule.code} ${title}`);
}

/** All that a finding says, for marks with words. */
function wordsOf(finding: Finding): string {
  const { rule, message, params, related = [], fixes = [] } = finding;
  const notes = related.map((other) => messageOf(rule, other.message, other.params));
  const offers = fixes.map((fix) => messageOf(rule, fix.title, fix.params));
  return [messageOf(rule, message, params), helpOf(finding) ?? "", ...notes, ...offers].join("; ");
}

interface Checked {
  readonly found: readonly Expected[];
  /** Those of the fixture's own rule, as text. */
  readonly fixes: string;
}

/** Fixtures are folders with `bad` and `good`. */
async function check(folder: string, code: string): Promise<Checked> {
  const root = resolve(folder);
  const { findings, sources } = await checkTree(hostWithStats(nodeHost, dirname(folder)), {
    paths: [root],
    override: (settings: Settings) => ({ ...settings, rules: { [code]: severityOf(code), ...settings.rules } }),
    now: NOW,
    display: (path) => path.slice(root.length + 1),
  });
  findings.forEach(remember);
  const own = findings.filter(({ rule }) => rule.code === code);
  const found = findings.map((finding) => {
    const { file, at, rule } = finding;
    const { start, end } = sources.get(file)!.rangeOf(at);
    const width = end.line > start.line ? sources.get(file)!.lines.span(start.line).end - at.start : undefined;
    return {
      file,
      line: start.line,
      start: start.character,
      end: width === undefined ? end.character : start.character + width,
      code: rule.code,
      words: wordsOf(finding),
    };
  });
  return { found, fixes: writtenFixes(own, sources) };
}

function severityOf(code: string) {
  return RULES.find((rule) => rule.code === code)!.severity;
}

function asLines(list: readonly Expected[]): string[] {
  return list.map(({ file, line, start, end, code }) => `${file}:${line + 1}:${start + 1}-${end + 1} ${code}`).sort();
}

describe("rule fixtures", () => {
  for (const folder of fixtureFolders()) {
    const name = folder.split("/")[2];
    const code = name.split("-")[0];

    describe(name, () => {
      let bad: Checked;

      before(async () => {
        bad = await check(`${folder}/bad`, code);
      });

      it("finds what is marked", () => {
        const expected = expectedBelow(`${folder}/bad`);
        assert.ok(
          expected.some((mark) => mark.code === code),
          "the fixture marks nothing for its own rule",
        );
        const found = bad.found.filter((finding) => isAbout(finding, code, expected));
        assert.deepEqual(asLines(found), asLines(expected));
        for (const mark of expected) {
          const [place] = asLines([mark]);
          const said = found.filter((finding) => asLines([finding])[0] === place).map(({ words }) => words);
          assert.ok(
            said.some((words) => words.includes(mark.words)),
            `${place} does not say "${mark.words}":\n${said.join("\n")}`,
          );
        }
      });

      it("writes the fixes of its list", () => {
        const list = `${folder}/fixes.txt`;
        if (WRITES) rmSync(list, { force: true });
        if (WRITES && bad.fixes !== "") writeFileSync(list, bad.fixes);
        assert.equal(bad.fixes, existsSync(list) ? readFileSync(list, "utf8") : "");
      });

      it("is silent on the correct twin", async () => {
        assert.ok(existsSync(`${folder}/good`), "a fixture needs its correct twin");
        const { found } = await check(`${folder}/good`, code);
        const own = found.filter((finding) => finding.code === code);
        assert.deepEqual(asLines(own), []);
      });
    });
  }
});

describe("the fixtures of all rules", () => {
  it("exist for every rule but djblint's own", () => {
    const tested = new Set(fixtureFolders().map((folder) => folder.split("/")[2].split("-")[0]));
    const missing = RULES.filter(({ code, language }) => language !== "djblint" && !tested.has(code));
    assert.deepEqual(
      missing.map(({ code, name }) => `${code} ${name}`),
      [],
    );
  });

  it("show every message of every rule but djblint's own", () => {
    const messages = RULES.filter(({ language }) => language !== "djblint").flatMap((rule) =>
      Object.keys(rule.messages).map((id) => `${rule.code} ${id}`),
    );
    assert.deepEqual(
      messages.filter((message) => !shown.has(message) && !titles.has(message)),
      [],
    );
  });

  it("begin titles of fixes with a capital, and what is said with a small letter or a name", () => {
    const odd = RULES.flatMap(({ code, messages }) =>
      Object.entries(messages)
        .filter(([id, { text }]) => titles.has(`${code} ${id}`) !== /^(?!Linux)[A-Z][a-z]*\b/.test(text))
        .map(([id, { text }]) => `${code} ${id}: ${text}`),
    );
    assert.deepEqual(odd, []);
  });

  it("are named after their rules", () => {
    for (const folder of fixtureFolders()) {
      const name = folder.split("/")[2];
      assert.ok(
        RULES.some((rule) => name === `${rule.code}-${rule.name}` || name.startsWith(`${rule.code}-${rule.name}-`)),
        `${name} names no rule`,
      );
    }
  });
});

/** A fixture speaks for its own rule, and for the other rules that it marks. */
function isAbout({ code }: Expected, own: string, marked: readonly Expected[]): boolean {
  return code === own || marked.some((mark) => mark.code === code);
}
