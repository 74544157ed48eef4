/** Entry of the language server in the VS Code extension: one script, beside VS Code and in a web worker. */

if ("WorkerGlobalScope" in globalThis) void import("./worker.js");
else void import("../cli/lsp.js");
