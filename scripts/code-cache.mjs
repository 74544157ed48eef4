// Runs the command line with some arguments, and keeps beside the bundle what V8 made of it, see
// server/bin/run-djblint.cjs: by the end of a run, V8 has compiled what such runs need.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const { runDjblint } = createRequire(import.meta.url)("../server/bin/run-djblint.cjs");
const { script, cache } = runDjblint();
process.once("exit", () => writeFileSync(cache, script.createCachedData()));
