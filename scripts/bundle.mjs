// Bundles what is shipped: the command line (with the language server in it) and the VS Code extension.
import { copyFileSync, mkdirSync } from "node:fs";
import { build } from "esbuild";

const common = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  logLevel: "warning",
  legalComments: "none",
  // Some libraries offer CommonJS first; their ES modules are smaller when bundled.
  mainFields: ["module", "main"],
};

for (const program of ["djblint", "stand-in"]) {
  await build({ ...common, entryPoints: [`server/out/cli/${program}.js`], outfile: `server/dist/${program}.cjs` });
}
await build({
  ...common,
  entryPoints: ["client/out/extension.js"],
  outfile: "client/dist/extension.cjs",
  external: ["vscode"],
  minify: true,
});

// The extension carries the server, the TextMate grammars and the schema.
copyFileSync("server/dist/djblint.cjs", "client/dist/djblint.cjs");
mkdirSync("client/language", { recursive: true });
for (const language of ["tinydns", "tcprules", "control"]) {
  for (const file of ["tmLanguage", "language-configuration"]) {
    copyFileSync(`grammars/src/${language}/${file}.json`, `client/language/${language}.${file}.json`);
  }
}
copyFileSync("server/schema/djblint.schema.json", "client/language/djblint.schema.json");
