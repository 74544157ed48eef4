/** Starts the language server for the files of djb's programs. */

import type { ExtensionContext } from "vscode";
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from "vscode-languageclient/node";

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const server: ServerOptions = {
    module: context.asAbsolutePath("dist/lsp.cjs"),
    transport: TransportKind.stdio,
  };
  const options: LanguageClientOptions = {
    documentSelector: [
      { scheme: "file", language: "tinydns-data" },
      { scheme: "file", language: "tcprules" },
      { scheme: "file", language: "qmail-control" },
      // Run scripts stay shell scripts for everything else.
      { scheme: "file", pattern: "**/{run,finish}" },
    ],
  };
  client = new LanguageClient("djblint", "djblint", server, options);
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
