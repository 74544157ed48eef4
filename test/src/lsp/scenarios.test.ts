/** What the server answers in an editor, over a real connection: the scenarios of `fixtures/lsp`. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ClientCapabilities } from "vscode-languageserver";
import { addressOf, filesBelow } from "../support/files.js";
import { LanguageClient } from "../support/language-client.js";
import { type Answered, paramsOf, render } from "./render.js";
import { parseScenario, type Scenario, withAnswers } from "./scenario.js";

/** Writes the answers into the scenarios, to be read before they are committed. */
const WRITES = process.env.DJBLINT_WRITE_SCENARIOS === "1";

describe("scenarios", () => {
  for (const file of filesBelow("fixtures/lsp")) {
    const text = readFileSync(file, "utf8");
    const scenario = parseScenario(text);
    it(`${file.slice("fixtures/lsp/".length)}: ${scenario.about.split("\n")[0]}`, async () => {
      const answers = await answersTo(scenario);
      if (WRITES) writeFileSync(file, withAnswers(text, answers));
      else {
        scenario.questions.forEach(({ line, expected }, index) => {
          assert.equal(answers[index], expected, line);
        });
      }
    });
  }
});

/** When all files were changed last: the serial of zones. */
const CHANGED = 1700000000;

const CAPABILITIES: ClientCapabilities = {
  workspace: { workspaceEdit: { documentChanges: true } },
  textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } },
  window: { showDocument: { support: true } },
  experimental: {
    commands: { commands: ["djblint.compile", "djblint.answer", "djblint.tryClient", "djblint.followMail"] },
  },
};

async function answersTo(scenario: Scenario): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), "djblint-"));
  const client = new LanguageClient();
  try {
    for (const [path, text] of scenario.files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
      utimesSync(join(root, path), CHANGED, CHANGED);
    }
    await client.start(addressOf(root), CAPABILITIES);
    const site: Answered["site"] = { root: addressOf(root), files: scenario.files };
    const opened = new Set<string>();
    const answers: string[] = [];
    for (const question of scenario.questions) {
      const { params, path } = paramsOf(question, scenario, site);
      if (path !== undefined && !opened.has(path)) {
        opened.add(path);
        await client.open(`${site.root}/${path}`, scenario.files.get(path)!);
      }
      const result = await client.request(question.method, params).catch((error: Error) => error);
      answers.push(render({ method: question.method, result, site, path }));
    }
    return answers;
  } finally {
    await client.stop();
    rmSync(root, { recursive: true });
  }
}
