#!/usr/bin/env node
// The programs are bundled by `npm run build`. Each stand-in for a real program and the language server have bundles of
// their own, so that nobody waits for what he does not use.
const { basename } = require("node:path");
const { setFlagsFromString } = require("node:v8");
const { STAND_IN_INFO } = require("../dist/stand-in-names.cjs");

// Called through a link that bears the name of a real program, it is that program.
const called = basename(process.argv[1]);
if (Object.hasOwn(STAND_IN_INFO, called)) process.argv.splice(2, 0, called);
const [, , command, ...options] = process.argv;

const isStandIn = command !== undefined && Object.hasOwn(STAND_IN_INFO, command);
// --explain is ours; the help is too, unless the program is called by the name of the real one, which takes it otherwise.
const isAboutIt = options[0] === "--explain" || (called !== command && ["-h", "--help"].includes(options[0]));

if (command === "lsp" && options.includes("--stdio")) require("./run-server.cjs").runServer();
else if (isStandIn && !isAboutIt) {
  // As in run-djblint.cjs; the runs of compilers are the shortest.
  setFlagsFromString("--max-inlined-bytecode-size=150");
  require(`../dist/${command}.cjs`);
} else require("./run-djblint.cjs").runDjblint();
