/** Starts the language server in a web worker, and reads files for it. */
import { type ExtensionContext, FileType, Uri, workspace } from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { activateWith } from "./activate.js";
import { CLIENT_OPTIONS } from "./client.js";

export function activate(context: ExtensionContext): void {
  activateWith(context, async () => {
    const worker = await startWorker(Uri.joinPath(context.extensionUri, "dist/server.cjs"));
    context.subscriptions.push({ dispose: () => worker.terminate() });
    const client = new LanguageClient("djblint", "djblint", worker, CLIENT_OPTIONS);
    answerFileRequests(client);
    return client;
  });
}

/** Not every place gives scripts to workers, or an extension's files to its page: the worker gets the script itself. */
async function startWorker(script: Uri): Promise<Worker> {
  const isOnWeb = /^https?$/.test(script.scheme);
  const content = isOnWeb ? await (await fetch(script.toString(true))).text() : await workspace.fs.readFile(script);
  const address = URL.createObjectURL(new Blob([content as BlobPart], { type: "text/javascript" }));
  return new Worker(address);
}

interface FileRequest {
  readonly uri: string;
}

/** The requests of the server's `client-host`. */
function answerFileRequests(server: LanguageClient): void {
  server.onRequest("djblint/readFile", async ({ uri }: FileRequest) => {
    const bytes = await workspace.fs.readFile(Uri.parse(uri));
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  });
  server.onRequest("djblint/listFolder", async ({ uri }: FileRequest) => {
    const entries = await workspace.fs.readDirectory(Uri.parse(uri));
    return entries.map(([name, type]) => ({ name, kind: kindOf(type), link: (type & FileType.SymbolicLink) !== 0 }));
  });
  server.onRequest("djblint/writeFile", async ({ uri, content }: FileRequest & { content: string }) => {
    await workspace.fs.writeFile(
      Uri.parse(uri),
      Uint8Array.from(content, (byte) => byte.charCodeAt(0)),
    );
  });
  server.onRequest("djblint/statFile", async ({ uri }: FileRequest) => {
    const { type, size, mtime } = await workspace.fs.stat(Uri.parse(uri));
    return { kind: kindOf(type), size, mtime: Math.floor(mtime / 1000) };
  });
}

function kindOf(type: FileType): "file" | "directory" | "other" {
  if (type & FileType.Directory) return "directory";
  return type & FileType.File ? "file" : "other";
}
