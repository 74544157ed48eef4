/** Starts the language server beside VS Code. */
import type { ExtensionContext } from "vscode";
import { LanguageClient, type ServerOptions, TransportKind } from "vscode-languageclient/node";
import { activateWith } from "./activate.js";
import { CLIENT_OPTIONS } from "./client.js";

export function activate(context: ExtensionContext): void {
  const server: ServerOptions = { module: context.asAbsolutePath("dist/server.cjs"), transport: TransportKind.stdio };
  activateWith(context, new LanguageClient("djblint", "djblint", server, CLIENT_OPTIONS));
}
