/** The language server beside VS Code, as a process of its own. */
import type { ExtensionContext } from "vscode";
import { LanguageClient, type ServerOptions, TransportKind } from "vscode-languageclient/node";
import { CLIENT_OPTIONS } from "./client.js";

export function clientBeside(context: ExtensionContext): LanguageClient {
  const server: ServerOptions = { module: context.asAbsolutePath("dist/server.cjs"), transport: TransportKind.stdio };
  return new LanguageClient("djblint", "djblint", server, CLIENT_OPTIONS);
}
