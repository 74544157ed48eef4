/** Starts the language server beside VS Code. */
import type { ExtensionContext } from "vscode";
import { LanguageClient, type ServerOptions, TransportKind } from "vscode-languageclient/node";
import { CLIENT_OPTIONS } from "./client.js";

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const server: ServerOptions = { module: context.asAbsolutePath("dist/lsp.cjs"), transport: TransportKind.stdio };
  client = new LanguageClient("djblint", "djblint", server, CLIENT_OPTIONS);
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
