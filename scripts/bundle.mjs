// Bundles what is shipped: the command line (with the language server in it) and the VS Code extension.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { STAND_IN_INFO } from "../server/out/cli/stand-in-names.js";
import { packagesOf } from "./third-party.mjs";

const common = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  logLevel: "warning",
  legalComments: "none",
  metafile: true,
  // The command line is run as a script (server/bin/run-djblint.cjs), in which there is no `import`.
  supported: { "dynamic-import": false },
  // Some libraries offer CommonJS first; their ES modules are smaller when bundled.
  mainFields: ["module", "main"],
};

// zod is large and needed only where there is a djblint.json, so the table of settings is a file of its own.
const settings = {
  name: "settings",
  setup({ onResolve }) {
    onResolve({ filter: /config-schema\.c?js$/ }, ({ kind }) =>
      kind === "dynamic-import" ? { path: "./config-schema.cjs", external: true } : undefined,
    );
  },
};
/**
 * The command line, in two steps. Modules that are imported only when they are needed would each become a function, and
 * those that they import too: joined into the parts that are needed together, there are few of these, and V8 has less to
 * make at each start. It stands in the function that the script is run as, so that the text need not be copied for that.
 */
async function bundleCommandLine() {
  const parts = "server/dist/parts";
  const { metafile } = await build({
    ...common,
    supported: {},
    entryPoints: ["server/out/cli/djblint.js"],
    format: "esm",
    splitting: true,
    outdir: parts,
    minifySyntax: true,
    plugins: [settings],
  });
  server.push(metafile);
  await build({
    ...common,
    entryPoints: [`${parts}/djblint.js`],
    outfile: "server/dist/djblint.cjs",
    minifyWhitespace: true,
    banner: { js: "(function (exports, require, module, __filename, __dirname) {" },
    footer: { js: "})" },
    plugins: [settings],
  });
  rmSync(parts, { recursive: true });
}

const server = [];
async function bundleServer(name, entry) {
  const { metafile } = await build({
    ...common,
    ...entry,
    outfile: `server/dist/${name}.cjs`,
    minifyWhitespace: true,
    plugins: [settings],
  });
  server.push(metafile);
}
await bundleCommandLine();
await bundleServer("stand-in-names", { entryPoints: ["server/out/cli/stand-in-names.js"] });
// V8 keeps the names of a script and what it took to read them. With short ones a server with a file of 100,000 lines
// takes 2 MiB less. (To give the names back with `keepNames` every function is made at the start, which takes 20 MiB.)
await bundleServer("lsp", { entryPoints: ["server/out/cli/lsp.js"], minifyIdentifiers: true });
for (const name of Object.keys(STAND_IN_INFO)) {
  const contents = `import { standIn } from "./${name}.js"; process.exitCode = standIn(process.argv.slice(3));`;
  await bundleServer(name, { stdin: { contents, resolveDir: "server/out/cli/stand-ins" } });
}
const { metafile: ofSettings } = await build({
  ...common,
  entryPoints: ["server/out/config-schema.js"],
  outfile: "server/dist/config-schema.cjs",
  minify: true,
});
// For the notice about third-party software, see generate.mjs.
writeFileSync("server/dist/packages.json", JSON.stringify(packagesOf([...server, ofSettings])));
// V8 knows its code by the length of the source, so that of another build must not stay.
rmSync("server/dist/djblint.cjs.cache", { force: true });
spawnSync(process.execPath, ["scripts/code-cache.mjs", "check", "fixtures/sites/nusd"], { stdio: "ignore" });
await build({
  ...common,
  entryPoints: ["client/out/extension.js"],
  outfile: "client/dist/extension.cjs",
  external: ["vscode"],
  minify: true,
});
// In a browser.
await build({
  ...common,
  platform: "browser",
  entryPoints: ["client/out/browser.js"],
  outfile: "client/dist/browser.js",
  external: ["vscode"],
  minify: true,
});
// Beside VS Code and in the worker it is one script: what is not for the place where it runs is never looked at.
await build({
  ...common,
  format: "iife",
  entryPoints: ["server/out/lsp/anywhere.js"],
  outfile: "client/dist/server.cjs",
  minify: true,
  conditions: ["browser"],
});

await build({
  ...common,
  platform: "browser",
  format: "iife",
  entryPoints: ["client/out/webview/access-map.js"],
  outfile: "client/dist/access-map.js",
  minify: true,
});

// The extension carries the server, the TextMate grammars and the schema.
mkdirSync("client/language", { recursive: true });
for (const language of ["tinydns", "tcprules", "control"]) {
  for (const file of ["tmLanguage", "language-configuration"]) {
    copyFileSync(`grammars/src/${language}/${file}.json`, `client/language/${language}.${file}.json`);
  }
}
copyFileSync("grammars/src/run/tmLanguage.json", "client/language/run.tmLanguage.json");
copyFileSync("server/schema/djblint.schema.json", "client/language/djblint.schema.json");
