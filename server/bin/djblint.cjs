#!/usr/bin/env node
// The programs are bundled by `npm run build`. Stand-ins for real programs and the language server have bundles of their
// own, so that nobody waits for what he does not use.
const { basename } = require("node:path");
const { STAND_IN_INFO } = require("../dist/stand-in-names.cjs");

// Called through a link that bears the name of a real program, it is that program.
const called = basename(process.argv[1]);
if (Object.hasOwn(STAND_IN_INFO, called)) process.argv.splice(2, 0, called);
const [, , command, ...options] = process.argv;

if (command !== undefined && Object.hasOwn(STAND_IN_INFO, command)) require("../dist/stand-in.cjs");
else if (command === "lsp" && options.includes("--stdio")) require("../dist/lsp.cjs");
else require("../dist/djblint.cjs");
