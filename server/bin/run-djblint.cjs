// Runs the bundle of the command line. Beside it stands what V8 made of it when it was built (scripts/code-cache.mjs), so
// that the same Node need not compile it again, which is a fifth of the time that a small file takes. V8 itself refuses
// what another version, or one with other flags, has made.
const { existsSync, readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { dirname, join } = require("node:path");
const { setFlagsFromString } = require("node:v8");
const { Script } = require("node:vm");

const BUNDLE = join(__dirname, "../dist/djblint.cjs");
const CACHE = `${BUNDLE}.cache`;

/** Returns the script, and the file that its code is kept in. */
exports.runDjblint = () => {
  // A run is short, and a function that is compiled once more within each of its callers costs more than it gains there.
  // Measured on large files: a twentieth less CPU time; on a tree of many small files that much again where less is
  // compiled so in all.
  setFlagsFromString("--max-inlined-bytecode-size=250");
  setFlagsFromString("--max-inlined-bytecode-size-cumulative=400");
  // For the same reason functions are optimized later than usual: most rules are asked a few thousand times and no more.
  // Measured on large files and trees: 4 to 12 % less CPU time. The V8 of Node 20; later ones take their time anyway, and
  // would complain of a flag that they do not know.
  if (process.versions.v8.startsWith("11.")) setFlagsFromString("--interrupt-budget=400000");
  // Large tables live outside of the heap, and what is made for a moment dies young: a young generation that grows only
  // touches more memory. Measured on large files and trees: a tenth less CPU time and memory.
  setFlagsFromString("--semi-space-growth-factor=1");
  const cachedData = existsSync(CACHE) ? readFileSync(CACHE) : undefined;
  // Bundles are ASCII; this one is a function.
  const script = new Script(readFileSync(BUNDLE, "latin1"), { filename: BUNDLE, cachedData });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(BUNDLE), module, BUNDLE, dirname(BUNDLE));
  return { script, cache: CACHE };
};
