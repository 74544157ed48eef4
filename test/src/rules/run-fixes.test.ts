/** Fixes of run scripts: each one ends the finding that offers it, and leaves a script that sh reads. */
import assert from "node:assert/strict";
import { dirname, resolve } from "node:path";
import { checkTree } from "djblint/check-tree";
import type { Settings } from "djblint/config";
import type { Host } from "djblint/host";
import { nodeHost } from "djblint/node-host";
import { RULES } from "djblint/rules/registry";
import type { Finding, Fix, Rule } from "djblint/rules/rule";
import { parseScript } from "djblint-grammars/run/parser";
import { decodeLatin1, encodeLatin1 } from "djblint-grammars/text";
import { assertTitle } from "../support/fix-title.js";
import { hostWithStats } from "../support/host-with-stats.js";
import { fixtureFolders } from "../support/markers.js";

/** 2026-01-01. */
const NOW = 1767225600;

async function findingsOf(rule: Rule, root: string, host: Host): Promise<Finding[]> {
  const { findings } = await checkTree(host, {
    paths: [root],
    override: (settings: Settings) => ({ ...settings, rules: { [rule.code]: rule.severity } }),
    now: NOW,
    display: (path) => path,
  });
  return findings.filter((finding) => finding.rule === rule);
}

async function applied(path: string, { edits }: Fix): Promise<string> {
  const text = decodeLatin1(await nodeHost.read(path));
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((changed, { span, newText }) => changed.slice(0, span.start) + newText + changed.slice(span.end), text);
}

describe("fixes of run rules", () => {
  for (const rule of RULES.filter(({ language }) => language === "run")) {
    const folder = fixtureFolders().find((path) => path.split("/")[2] === `${rule.code}-${rule.name}`)!;

    it(`${rule.code} ${rule.name} ${rule.fixable === "none" ? "offers none, as it says" : "ends its finding"}`, async () => {
      const root = resolve(folder, "bad");
      const host = hostWithStats(nodeHost, folder);
      const findings = await findingsOf(rule, root, host);
      const fixes = findings.flatMap((finding) => (finding.fixes ?? []).map((fix) => ({ finding, fix })));
      assert.equal(fixes.length > 0, rule.fixable !== "none", "what the rule says of its fixes");
      for (const { finding, fix } of fixes) {
        assertTitle(rule, fix);
        const path = resolve(dirname(root), "bad", finding.file);
        const after = await applied(path, fix);
        const fixed = {
          ...host,
          read: async (asked: string) => (asked === path ? encodeLatin1(after) : host.read(asked)),
        };
        const left = await findingsOf(rule, root, fixed);
        assert.ok(left.length < findings.length, `the finding is still there:\n${after}`);
        if (parseScript(await nodeHost.read(path)).faults.length > 0) continue;
        assert.deepEqual(parseScript(encodeLatin1(after)).faults, [], after);
      }
    }).timeout(60000);
  }
});
