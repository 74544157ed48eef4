/** Colours: the TextMate grammars of the extension against lines of `fixtures/grammars` that say the scope of each place. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";

const TESTER = createRequire(import.meta.url).resolve("vscode-tmgrammar-test/dist/unit.js");
const GRAMMARS = ["--config", "client/package.json", "--grammar", "fixtures/grammars/shell.tmLanguage.json"];

describe("TextMate grammars", () => {
  for (const file of readdirSync("fixtures/grammars").filter((name) => name.endsWith(".txt"))) {
    it(`colour ${file.replace(".txt", "")}`, () => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [TESTER, ...GRAMMARS, `fixtures/grammars/${file}`],
        { encoding: "utf8" },
      );
      assert.equal(status, 0, stdout + stderr);
    });
  }
});
