/** The rules of the house, held by reading the imports. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { filesBelow } from "../support/files.js";

interface Import {
  readonly file: string;
  readonly from: string;
}

function importsBelow(folder: string): Import[] {
  return filesBelow(folder)
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/\b(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, from]) => ({
        file,
        from,
      })),
    );
}

/** Imports of packages and node modules; `./x.js` stays inside the house. */
function foreign(imports: readonly Import[]): Import[] {
  return imports.filter(({ from }) => !from.startsWith("."));
}

const CORE = ["model", "compile", "compilers", "simulate", "rules", "features", "languages"].map(
  (room) => `server/src/${room}`,
);

describe("rules of the house", () => {
  it("grammars import chevrotain and nothing else", () => {
    const others = foreign(importsBelow("grammars/src")).filter(({ from }) => from !== "chevrotain");
    assert.deepEqual(others, []);
  });

  it("nothing outside the grammars imports chevrotain", () => {
    const others = [...importsBelow("server/src"), ...importsBelow("client/src")];
    assert.deepEqual(
      others.filter(({ from }) => from === "chevrotain"),
      [],
    );
  });

  it("the core imports neither node modules nor the protocol, and does not use process", () => {
    const others = CORE.flatMap(importsBelow);
    assert.deepEqual(
      others.filter(({ from }) => from.startsWith("node:") || from.startsWith("vscode")),
      [],
    );
    for (const file of CORE.flatMap(filesBelow)) {
      assert.doesNotMatch(readFileSync(file, "utf8"), /\bprocess\.[a-z]+[.(;)]|\bBuffer\.|\brequire\(/, file);
    }
  });

  it("only lsp/ imports vscode-languageserver", () => {
    const importers = importsBelow("server/src").filter(({ from }) => from.startsWith("vscode-languageserver"));
    assert.deepEqual(
      importers.filter(({ file }) => !file.startsWith("server/src/lsp/")),
      [],
    );
  });

  it("only cli/output.ts writes to standard output", () => {
    const writers = filesBelow("server/src").filter((file) =>
      /process\.stdout\.write|console\.log/.test(readFileSync(file, "utf8")),
    );
    assert.deepEqual(writers, ["server/src/cli/output.ts"]);
  });

  it("a rule imports no rule", () => {
    const rules = new Set(
      filesBelow("server/src/rules").filter((file) =>
        readFileSync(file, "utf8").includes("export default defineRule("),
      ),
    );
    for (const { file, from } of importsBelow("server/src/rules")) {
      if (!rules.has(file) || !from.startsWith(".")) continue;
      const target = new URL(from.replace(/\.js$/, ".ts"), `file:///${file}`).pathname.slice(1);
      assert.ok(!rules.has(target), `${file} imports the rule ${target}`);
    }
  });

  it("the model does not import rules, features, simulation or the outer rooms", () => {
    const inward = importsBelow("server/src/model").filter(({ from }) =>
      /\/(rules|features|simulate|lsp|cli)\//.test(from),
    );
    assert.deepEqual(inward, []);
  });

  it("no folder is called utils, helpers or common", () => {
    const folders = ["grammars/src", "server/src", "client/src", "test/src"].flatMap(filesBelow);
    assert.deepEqual(
      folders.filter((file) => /(^|\/)(utils?|helpers?|common)(\/|\.)/.test(file)),
      [],
    );
  });
});
