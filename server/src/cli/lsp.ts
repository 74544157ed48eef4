/** Entry of the language server. */
import { setFlagsFromString } from "node:v8";
import { serveStdio } from "../lsp/stdio.js";

// A server stays for days and waits most of the time, so memory counts. Measured on Node 20 with a file of 100,000 lines
// that was typed in; keystrokes took the same time on the processor with and without:
// - What is made for an answer dies young, and records live outside of the heap: a young generation that grows only holds
//   memory, 27 MiB.
// - No code between the interpreter's and the optimized one: 2 MiB.
// - What is optimized is optimized later, and with less of what it calls put into it: 4 MiB of code, of what V8 knows about
//   it, and of room for making it.
// - What has not run between two collections gives its bytecode back, not only what has not between five: 0.7 MiB.
// With --optimize-for-size there are 3 MiB less, but the slowest keystrokes take half as long again.
for (const flag of [
  "--semi-space-growth-factor=1",
  "--no-sparkplug",
  "--max-inlined-bytecode-size=150",
  "--max-inlined-bytecode-size-cumulative=250",
  "--bytecode-old-age=2",
]) {
  setFlagsFromString(flag);
}
// As on the command line (bin/run-djblint.cjs), the flag is one of Node 20.
if (process.versions.v8.startsWith("11.")) setFlagsFromString("--interrupt-budget=300000");

// The connection looks for the process of the client from time to time, which would keep this one alive.
serveStdio().then((code) => process.exit(code));
