// The extension and the server in real editors: `npm run e2e`, or `npm run e2e -- in-host web` for some of it.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { runInHost } from "./in-host.mjs";
import { walk } from "./walk.mjs";
import { runInWeb } from "./web.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const extension = resolve("client");
const scratch = mkdtempSync(join(tmpdir(), "djblint-e2e-"));
const site = join(scratch, "site");

/** Suites change the files that they work on. */
function layOut() {
  rmSync(site, { recursive: true, force: true });
  cpSync("fixtures/sites/nusd", site, { recursive: true, verbatimSymlinks: true });
  // What the real program makes of the data, kept beside the site.
  const root = join(site, "var/tinydns/root");
  const { status } = spawnSync("tinydns-data", [], { cwd: root, timeout: 10_000 });
  if (status !== 0) throw new Error("tinydns-data is needed to compare with");
  renameSync(join(root, "data.cdb"), join(scratch, "expected.cdb"));
}

/** The data of the site has a finding that every editor must show. */
const PROBE = {
  ...process.env,
  DJBLINT: resolve("server/bin/djblint.cjs"),
  FILE: join(site, "var/tinydns/root/data"),
  EXPECTED: "TD142",
};

const SUITES = {
  "in-host": async () => runInHost({ extension, suite: await bundled("in-host"), folder: site }),
  web: async () => runInWeb({ extension, suite: await bundled("web") }),
  walk: () => walk({ vsix: resolve("client/djblint.vsix"), folder: site, shots: resolve("test/e2e/shots") }),
  neovim: () => probe("nvim", ["--headless", "-u", "NONE", "-i", "NONE", "-n", PROBE.FILE, "-c", "luafile neovim.lua"]),
  emacs: () => probe("emacs", ["-Q", "--batch", "-l", "emacs.el"], { EXPECTED: "published" }),
  vim: () => {
    // Vim without a terminal has no way to standard output.
    const verdict = join(scratch, "vim");
    const passed = probe(
      "vim",
      [
        ...["-u", "NONE", "-i", "NONE", "-n", "-N", "-es", "--cmd", "set rtp^=/usr/share/vim-ale"],
        ...["-c", "source /usr/share/vim-ale/plugin/ale.vim", "-S", "vim.vim"],
      ],
      { VERDICT: verdict },
    );
    console.log(readFileSync(verdict, "utf8").trimEnd());
    return passed;
  },
};

const wanted = process.argv.slice(2);
const results = [];
try {
  for (const [name, run] of Object.entries(SUITES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(name);
    const started = Date.now();
    // A busy machine may be too slow for an editor once; what is wrong stays wrong.
    layOut();
    let passed = await run();
    if (!passed) {
      console.log("  once more");
      layOut();
      passed = await run();
    }
    results.push(passed);
    console.log(`  ${passed ? "passed" : "FAILED"} after ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
const passed = results.filter(Boolean).length;
console.log(`\n${passed} passed, ${results.length - passed} failed`);
process.exitCode = passed === results.length && passed > 0 ? 0 : 1;

/** A suite as one script, as the extension host loads it. */
async function bundled(name) {
  const outfile = join(scratch, `${name}.js`);
  const format = "cjs";
  await build({ entryPoints: [join(here, `out/${name}.js`)], outfile, bundle: true, format, external: ["vscode"] });
  return outfile;
}

function probe(program, args, env = {}) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: join(here, "editors"),
    env: { ...PROBE, ...env },
    encoding: "utf8",
    timeout: 60_000,
  });
  if (stdout.trim() !== "") console.log(stdout.trimEnd().replace(/^\n+/, ""));
  if (status !== 0) console.log(stderr.slice(-500));
  return status === 0;
}
