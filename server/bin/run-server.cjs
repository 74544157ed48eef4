// Runs the bundle of the language server. `require` reads a file into one string that grows to several MiB, and the C
// library takes the largest piece that is ever given back for a measure of what it keeps from then on; so the bundle is
// read in pieces. Measured: 12 of 93 MiB of a server on a small site.
const { closeSync, openSync, readSync } = require("node:fs");
const Module = require("node:module");
const { join } = require("node:path");
const { StringDecoder } = require("node:string_decoder");

const BUNDLE = join(__dirname, "../dist/lsp.cjs");

exports.runServer = () => {
  const loaded = new Module(BUNDLE, module);
  loaded.filename = BUNDLE;
  loaded.paths = module.paths;
  loaded._compile(readInPieces(BUNDLE), BUNDLE);
};

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
