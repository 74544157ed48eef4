/**
 * After any edits, what is checked again and what is kept say together the same as a check from scratch.
 * DJBLINT_RECHECK_STEPS says how many edits each site gets; the seed is printed when it fails.
 */
import assert from "node:assert/strict";
import { resolve } from "node:path";
import { Checker } from "djblint/lsp/checker";
import { OpenDocument } from "djblint/lsp/document-store";
import { Workspace } from "djblint/lsp/workspace";
import { nodeHost } from "djblint/node-host";
import type { Source } from "djblint/source";

const STEPS = Number(process.env.DJBLINT_RECHECK_STEPS ?? 12);
const SEED = Number(process.env.DJBLINT_RECHECK_SEED ?? 20260);
const SITES = [
  "correct",
  "gateway",
  "hosting",
  "name-hosts",
  "nusd",
  "open-relays",
  "router",
  "services",
  "split-office",
  "toaster",
  "university",
];

/** Numbers below a limit, in an order that the seed decides. */
function generator(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** An editor with some documents open. */
class Desk {
  readonly documents = new Map<string, OpenDocument>();
  readonly workspace: Workspace;
  private readonly checker = new Checker();

  constructor(folder: string, texts: Iterable<[string, string]> = []) {
    for (const [path, text] of texts) this.documents.set(path, new OpenDocument(1, text));
    this.workspace = new Workspace({
      host: nodeHost,
      now: () => 1800000000,
      columns: "utf8",
      openPaths: () => this.documents.keys(),
      opened: (path) => {
        const content = this.documents.get(path);
        return content && { content, language: undefined };
      },
    });
    this.workspace.addFolder(folder);
  }

  async sources(): Promise<Source[]> {
    const trees = await this.workspace.trees();
    return trees.flatMap(({ sources }) => [...new Set(sources.values())]);
  }

  /**
   * By file, as text that differs when anything differs that a user can see. Whether a file without findings is ours, he
   * does not: an open script stays ours when its last program of ours is taken out.
   */
  async findings(): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    for (const source of await this.sources()) {
      const findings = await this.checker.whole(source, () => true);
      for (const { path } of source.parts) {
        const { shown } = findings!.gravest(Number.MAX_SAFE_INTEGER, path);
        const said = shown.map(({ rule, ...rest }) => `${rule.code} ${JSON.stringify(rest)}`);
        if (said.length > 0) found.set(path, said);
      }
    }
    return found;
  }

  texts(): [string, string][] {
    return [...this.documents].map(([path, document]) => [path, document.content]);
  }
}

/** Lines of all sites by the language they are written in: edits put lines of real files in the place of others. */
async function linesByLanguage(): Promise<Map<string, string[]>> {
  const lines = new Map<string, string[]>();
  for (const site of SITES) {
    for (const { language, whole } of await new Desk(resolve("fixtures/sites", site)).sources()) {
      const own = Buffer.from(whole.text.bytes).toString("utf8").split("\n");
      lines.set(language.id, [...(lines.get(language.id) ?? []), ...own]);
    }
  }
  return lines;
}

describe("a site that is edited", () => {
  let lines: Map<string, string[]>;
  before(async function () {
    this.timeout(60000);
    lines = await linesByLanguage();
  });

  for (const [index, site] of SITES.entries()) {
    it(`is shown as it would be from scratch: ${site}`, async function () {
      this.timeout(60000 + STEPS * 5000);
      const folder = resolve("fixtures/sites", site);
      const next = generator(SEED + index);
      const desk = new Desk(folder);
      await desk.findings();
      let edits = 0;
      for (let step = 0; step < STEPS; step++) {
        // Several files may have changed before anybody looks.
        for (let count = 1 + next(2); count > 0; count--) edits += await edit(desk, next);
        const now = await desk.findings();
        const scratch = await new Desk(folder, desk.texts()).findings();
        assert.deepEqual(now, scratch, `step ${step}, seed ${SEED}`);
      }
      assert.ok(edits > STEPS / 2, `${edits} edits`);
    });
  }

  /** Puts a line in the place of one, takes one out, or puts one in; how many edits were made. */
  async function edit(desk: Desk, next: (limit: number) => number): Promise<number> {
    const sources = await desk.sources();
    const { language, parts } = sources[next(sources.length)];
    const { path, text } = parts[next(parts.length)];
    const known = lines.get(language.id)!;
    const document = desk.documents.get(path) ?? new OpenDocument(1, Buffer.from(text.bytes).toString("utf8"));
    desk.documents.set(path, document);
    await desk.workspace.treeOf(path);
    const count = document.content.split("\n").length;
    const line = next(count);
    const removed = line < count - 1 ? next(2) : 0;
    const added = removed > 0 && next(3) === 0 ? "" : `${known[next(known.length)]}\n`;
    const range = { start: { line, character: 0 }, end: { line: line + removed, character: 0 } };
    document.apply([{ range, text: added }], document.version + 1);
    return 1;
  }
});
