// Speed and memory against the real programs: `npm run bench`, or `npm run bench -- compile` for some of it.
// Each figure is the median of pairs of runs in turn, after one round that does not count.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { compare, measure } from "./measure.mjs";
import { writeRunScripts } from "./run-scripts.mjs";
import { writeSiteTree } from "./site-tree.mjs";
import { writeTcprulesLines } from "./tcprules-lines.mjs";
import { writeTinydnsLines } from "./tinydns-lines.mjs";

const DJBLINT = resolve("server/bin/djblint.cjs");
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const wanted = process.argv.slice(2);

const folder = mkdtempSync(join(process.env.BENCH_FOLDER ?? tmpdir(), "djblint-bench-"));
try {
  for (const [name, bench] of Object.entries({ compile, lint, rules, scripts, site, answers, lsp, start })) {
    if (wanted.length === 0 || wanted.includes(name)) await bench();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function compile() {
  for (const [lines, ratio, peak] of [
    [100_000, undefined, undefined],
    [1_000_000, 1.4, 90],
    [3_000_000, 1.1, 140],
  ]) {
    writeTinydnsLines(lines, join(folder, "data"));
    utimesSync(join(folder, "data"), 1700000000, 1700000000);
    const ours = [process.execPath, [DJBLINT, "tinydns-data"], { cwd: folder }];
    report(
      `compile ${count(lines)} lines / tinydns-data`,
      await compare(ours, ["tinydns-data", [], { cwd: folder }], ROUNDS),
      {
        ratio,
        peak,
      },
    );
  }
}

async function lint() {
  for (const [lines, compiler, checker, peak] of [
    [100_000, undefined, undefined, undefined],
    [1_000_000, 2.0, 0.5, 200],
  ]) {
    writeTinydnsLines(lines, join(folder, "data"), join(folder, "zone"));
    const ours = [process.execPath, [DJBLINT, "--as", "tinydns", join(folder, "data")], { cwd: folder }];
    report(
      `lint ${count(lines)} lines / tinydns-data`,
      await compare(ours, ["tinydns-data", [], { cwd: folder }], ROUNDS),
      { ratio: compiler, peak },
    );
    const kzonecheck = ["kzonecheck", ["-o", ".", join(folder, "zone")], { cwd: folder }];
    report(`lint ${count(lines)} lines / kzonecheck`, await compare(ours, kzonecheck, Math.min(ROUNDS, 3)), {
      ratio: checker,
    });
  }
}

/** 100k rules are to be linted in one second of CPU. */
async function rules() {
  for (const [lines, compiled, linted] of [
    [100_000, undefined, undefined],
    [1_000_000, 2, 4],
  ]) {
    const source = join(folder, "rules");
    writeTcprulesLines(lines, source);
    const theirs = ["tcprules", ["theirs.cdb", "theirs.tmp"], { cwd: folder, input: source }];
    const compiler = [process.execPath, [DJBLINT, "tcprules", "ours.cdb", "ours.tmp"], { cwd: folder, input: source }];
    report(`compile ${count(lines)} rules / tcprules`, await compare(compiler, theirs, ROUNDS), { ratio: compiled });
    const linter = [process.execPath, [DJBLINT, "--as", "tcprules", source], { cwd: folder }];
    report(`lint ${count(lines)} rules / tcprules`, await compare(linter, theirs, ROUNDS), { ratio: linted });
  }
}

/** 300 run scripts are to be linted in one second of CPU after the start. */
async function scripts() {
  writeRunScripts(300, join(folder, "services"));
  writeRunScripts(1, join(folder, "service"));
  const lint = (name) => [process.execPath, [DJBLINT, join(folder, name)], { cwd: folder }];
  const result = await compare(lint("services"), lint("service"), ROUNDS);
  report("lint 300 run scripts / lint one", result, {});
  console.log(`  ${(result.ours.cpu - result.theirs.cpu).toFixed(2)} s (goal 1 s) for the scripts`);
}

/** 15,000 zones in 500 files and 200 services: the model and all rules are to take three seconds of CPU, a change of a file 50 ms. */
async function site() {
  writeSiteTree(join(folder, "site"));
  const check = [process.execPath, [DJBLINT, join(folder, "site")], { cwd: folder }];
  const model = [process.execPath, [DJBLINT, "site", "--format", "json", join(folder, "site")], { cwd: folder }];
  const result = await compare(check, model, Math.min(ROUNDS, 3));
  report("check 15,000 zones in 500 files and 200 services / the model as JSON", result, {});
  console.log(`  ${result.ours.cpu.toFixed(2)} s (goal 3 s) with all rules`);
  spawnSync(process.execPath, ["bench/recheck.mjs", join(folder, "site")], { stdio: "inherit" });
}

/** A million questions asked of a data.cdb in memory; the goal is 2.5 s of CPU for `popular`. */
function answers() {
  writeTinydnsLines(1_000_000, join(folder, "data"));
  console.log("answer 1M questions over 1M lines (goal 2.5 s)");
  spawnSync(process.execPath, ["bench/answers.mjs", join(folder, "data"), "1000000"], { stdio: "inherit" });
}

/** The language server with 100,000 lines open. */
function lsp() {
  spawnSync(process.execPath, ["bench/lsp.mjs"], { stdio: "inherit" });
}

async function start() {
  const empty = [process.execPath, ["-e", "0"], { cwd: folder }];
  writeTinydnsLines(50, join(folder, "small.tinydns"));
  const ours = [process.execPath, [DJBLINT, join(folder, "small.tinydns")], { cwd: folder }];
  report("check a small file / an empty node", await compare(ours, empty, ROUNDS), {});
  const { wall } = await measure(...ours);
  console.log(`  ${wall.toFixed(2)} s from start to end`);
}

function report(title, { ours, theirs, ratio }, goal) {
  const against = (value, limit, unit) =>
    `${value.toFixed(2)}${unit}${limit === undefined ? "" : ` (goal ${limit}${unit})`}`;
  console.log(title);
  console.log(`  ${against(ratio, goal.ratio, " x")} CPU: ${ours.cpu.toFixed(2)} s against ${theirs.cpu.toFixed(2)} s`);
  console.log(`  ${against(ours.peak, goal.peak, " MiB")} peak memory, against ${theirs.peak.toFixed(1)} MiB`);
}

function count(lines) {
  return lines >= 1_000_000 ? `${lines / 1_000_000}M` : `${lines / 1000}k`;
}
