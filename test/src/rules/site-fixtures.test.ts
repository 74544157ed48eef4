/** Whole sites: all that djblint finds in those that have a list of findings, and nothing else. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { checkTree } from "djblint/check-tree";
import { nodeHost } from "djblint/node-host";

/** 2026-01-01. */
const NOW = 1767225600;

const SITES = "fixtures/sites";

/** `path:line:column severity CODE`, counted from 1. */
async function findingsIn(folder: string): Promise<string[]> {
  const root = resolve(folder);
  const display = (path: string) => path.slice(root.length + 1);
  const { findings, sources } = await checkTree(nodeHost, { paths: [root], now: NOW, display });
  return findings.map(({ file, at, rule, severity }) => {
    const { line, character } = sources.get(file)!.positionAt(at.start);
    return `${file}:${line + 1}:${character + 1} ${severity} ${rule.code}`;
  });
}

describe("whole sites", () => {
  for (const name of readdirSync(SITES).filter((site) => existsSync(`${SITES}/${site}/findings.txt`))) {
    it(`${name} has the findings of its list`, async () => {
      const expected = readFileSync(`${SITES}/${name}/findings.txt`, "utf8").trimEnd().split("\n");
      assert.deepEqual((await findingsIn(`${SITES}/${name}`)).sort(), expected.sort());
    });
  }
});
