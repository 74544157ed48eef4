/** Entry of the language server. */
import { serveStdio } from "../lsp/stdio.js";

serveStdio().then((code) => {
  process.exitCode = code;
});
