#!/usr/bin/env node
// The programs are bundled by `npm run build`. Each stand-in for a real program and the language server have bundles of
// their own, so that nobody waits for what he does not use.
const { closeSync, openSync, readSync } = require("node:fs");
const Module = require("node:module");
const { basename, join } = require("node:path");
const { StringDecoder } = require("node:string_decoder");
const { setFlagsFromString } = require("node:v8");
const { STAND_IN_INFO } = require("../dist/stand-in-names.cjs");

// Called through a link that bears the name of a real program, it is that program.
const called = basename(process.argv[1]);
if (Object.hasOwn(STAND_IN_INFO, called)) process.argv.splice(2, 0, called);
const [, , command, ...options] = process.argv;

const isStandIn = command !== undefined && Object.hasOwn(STAND_IN_INFO, command);
// --explain is ours; the help is too, unless the program is called by the name of the real one, which takes it otherwise.
const isAboutIt = options[0] === "--explain" || (called !== command && ["-h", "--help"].includes(options[0]));

if (command === "lsp" && options.includes("--stdio")) loadInPieces(join(__dirname, "../dist/lsp.cjs"));
else {
  // A run is short, and a function that is compiled once more within each of its callers costs more than it gains there,
  // most of all in the compilers, whose runs are the shortest. Measured on large files: a twentieth less CPU time.
  setFlagsFromString(`--max-inlined-bytecode-size=${isStandIn ? 150 : 250}`);
  if (isStandIn && !isAboutIt) require(`../dist/${command}.cjs`);
  else {
    // Large tables live outside of the heap, and what is made for a moment dies young: a young generation that grows
    // only touches more memory. Measured on large files and trees: a tenth less CPU time and memory.
    setFlagsFromString("--semi-space-growth-factor=1");
    require("../dist/djblint.cjs");
  }
}

/**
 * As `require` does, which reads a file into one string that grows to several MiB: the C library takes the largest piece
 * that is ever given back for a measure of what it keeps from then on. Measured: 12 of 93 MiB of a server on a small site.
 */
function loadInPieces(path) {
  const loaded = new Module(path, module);
  loaded.filename = path;
  loaded.paths = module.paths;
  loaded._compile(readInPieces(path), path);
}

function readInPieces(path) {
  const file = openSync(path);
  const piece = Buffer.alloc(1 << 16);
  const decoder = new StringDecoder("utf8");
  let text = "";
  for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) {
    text += decoder.write(piece.subarray(0, read));
  }
  closeSync(file);
  return text;
}
