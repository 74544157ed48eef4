/** A client on the other end of a real connection to the language server. */
import { PassThrough } from "node:stream";
import { serve } from "djblint/lsp/stdio";
import type { ClientCapabilities, Diagnostic, Hover, PublishDiagnosticsParams } from "vscode-languageserver";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";

type Streams = readonly [NodeJS.ReadableStream, NodeJS.WritableStream];

function served(): Streams {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  void serve(toServer, toClient);
  return [toClient, toServer];
}

export class LanguageClient {
  private readonly connection: MessageConnection;
  private readonly published: PublishDiagnosticsParams[] = [];
  private arrived = () => {};

  /** @param streams from the server and to it; of one in this process, unless others are given */
  constructor([fromServer, toServer]: Streams = served()) {
    this.connection = createMessageConnection(new StreamMessageReader(fromServer), new StreamMessageWriter(toServer));
    this.connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      this.published.push(params);
      this.arrived();
    });
    this.connection.listen();
  }

  async start(rootUri: string | null = null, capabilities: ClientCapabilities = {}): Promise<unknown> {
    const result = await this.connection.sendRequest("initialize", {
      processId: null,
      rootUri,
      capabilities,
    });
    await this.connection.sendNotification("initialized", {});
    return result;
  }

  open(uri: string, text: string, languageId = "plaintext", version = 1): Promise<void> {
    return this.notify("textDocument/didOpen", { textDocument: { uri, languageId, version, text } });
  }

  change(uri: string, version: number, contentChanges: object[]): Promise<void> {
    return this.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
  }

  close(uri: string): Promise<void> {
    return this.notify("textDocument/didClose", { textDocument: { uri } });
  }

  /** The next request of the server by that method; it is answered with null. */
  asked(method: string): Promise<void> {
    return new Promise((resolve) => {
      const listening = this.connection.onRequest(method, () => {
        listening.dispose();
        resolve();
        return null;
      });
    });
  }

  request<R>(method: string, params: object): Promise<R> {
    return this.connection.sendRequest(method, params);
  }

  hover(uri: string, line: number, character: number): Promise<Hover | null> {
    return this.connection.sendRequest("textDocument/hover", { textDocument: { uri }, position: { line, character } });
  }

  /** The diagnostics of a version of a document, as soon as they are there. */
  async diagnostics(uri: string, version?: number): Promise<Diagnostic[]> {
    for (;;) {
      const found = this.published.find((each) => each.uri === uri && each.version === version);
      if (found) return found.diagnostics;
      await new Promise<void>((resolve) => {
        this.arrived = resolve;
      });
    }
  }

  /** Tells that files were changed by somebody else. */
  filesChanged(...uris: string[]): Promise<void> {
    return this.notify("workspace/didChangeWatchedFiles", { changes: uris.map((uri) => ({ uri, type: 2 })) });
  }

  /** What is known of a document last, once it satisfies a condition. */
  async waitFor(uri: string, condition: (diagnostics: Diagnostic[]) => boolean): Promise<Diagnostic[]> {
    for (;;) {
      const last = this.published.findLast((each) => each.uri === uri);
      if (last && condition(last.diagnostics)) return last.diagnostics;
      await new Promise<void>((resolve) => {
        this.arrived = resolve;
      });
    }
  }

  /** The documents of which something was told. */
  addresses(): string[] {
    return [...new Set(this.published.map(({ uri }) => uri))];
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest("shutdown");
    this.connection.dispose();
  }

  /** Ends the process of the server. */
  async exit(): Promise<void> {
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    this.connection.dispose();
  }

  private notify(method: string, params: object): Promise<void> {
    return this.connection.sendNotification(method, params);
  }
}
