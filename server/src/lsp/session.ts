/** One client and its documents: the requests of the protocol, each handed to a function of `features/`. */
import {
  type ClientCapabilities,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { checkSource } from "../check.js";
import { CONFIG_FILE } from "../config.js";
import type { Host } from "../host.js";
import { languageById } from "../languages/index.js";
import type { Language } from "../languages/language.js";
import type { Source } from "../source.js";
import { addressOfPath, pathOfAddress } from "./addresses.js";
import { toDiagnostics } from "./convert.js";
import { OpenDocument } from "./document-store.js";
import { Later } from "./later.js";
import { type Desk, listenToRequests, type Opened, REQUEST_CAPABILITIES } from "./requests.js";
import { Workspace } from "./workspace.js";

/** What editors call our languages; everything else goes by name and place. */
const LANGUAGE_OF_EDITOR: Readonly<Record<string, Language>> = {
  "tinydns-data": languageById("tinydns"),
  tcprules: languageById("tcprules"),
  "qmail-control": languageById("control"),
};

/** Milliseconds without a change after which the files that see a changed one are checked too. */
const NEIGHBOURS_AFTER = 200;

export interface SessionOptions {
  readonly host: Host;
  readonly version: string;
  /** Unix time in seconds. */
  readonly now: () => number;
}

interface Document {
  readonly uri: string;
  readonly path: string;
  readonly content: OpenDocument;
}

export class Session implements Desk {
  private readonly documents = new Map<string, Document>();
  private readonly workspace: Workspace;
  /** Diagnostics as they were last sent, by path, to send only what differs. */
  private readonly shown = new Map<string, string>();
  private readonly neighbours = new Later(NEIGHBOURS_AFTER);
  /** What the client said that it can do. */
  client: ClientCapabilities = {};

  constructor(
    private readonly connection: Connection,
    private readonly options: SessionOptions,
  ) {
    const opened = (path: string) => {
      const content = this.documentAt(path)?.content;
      return content && { text: content.sourceText, language: LANGUAGE_OF_EDITOR[content.languageId] };
    };
    this.workspace = new Workspace({ host: options.host, now: options.now, opened });
    connection.onInitialize((params) => this.initialize(params));
    connection.onInitialized(() => this.checkAll());
    connection.onShutdown(() => this.neighbours.cancel());
    this.listenToDocuments();
    this.listenToFiles();
    listenToRequests(connection, this);
  }

  private initialize({ workspaceFolders, rootUri, capabilities }: InitializeParams): InitializeResult {
    this.client = capabilities;
    const roots = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
    for (const uri of roots) this.addFolder(uri);
    return {
      serverInfo: { name: "djblint", version: this.options.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...REQUEST_CAPABILITIES,
      },
    };
  }

  private addFolder(uri: string): void {
    const path = pathOfAddress(uri);
    if (path !== undefined) this.workspace.addFolder(path.replace(/\/$/, ""));
  }

  private listenToDocuments(): void {
    const { connection, documents } = this;
    connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
      const path = pathOfAddress(uri);
      if (path === undefined) return;
      documents.set(uri, { uri, path, content: new OpenDocument(languageId, version, text) });
      return this.changed(path);
    });
    connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
      const document = documents.get(uri);
      if (!document) return;
      document.content.apply(contentChanges, version);
      return this.changed(document.path);
    });
    connection.onDidSaveTextDocument(({ textDocument: { uri } }) => {
      if (this.documents.get(uri)?.path.endsWith(`/${CONFIG_FILE}`)) return this.reload();
    });
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
      const document = documents.get(uri);
      if (!document) return;
      documents.delete(uri);
      return this.closed(document);
    });
  }

  private listenToFiles(): void {
    this.connection.onDidChangeWatchedFiles(({ changes }) => {
      const paths = changes.flatMap(({ uri }) => pathOfAddress(uri) ?? []);
      // Files that are open count as they are in the editor.
      if (paths.some((path) => !this.documentAt(path))) return this.reload();
    });
  }

  private documentAt(path: string): Document | undefined {
    for (const document of this.documents.values()) if (document.path === path) return document;
    return undefined;
  }

  private async reload(): Promise<void> {
    this.workspace.reload();
    await this.checkAll();
  }

  /** What is open or below a workspace folder. */
  private async checkAll(): Promise<void> {
    const sources = new Set(await this.workspace.sources());
    for (const { path } of this.documents.values()) {
      const source = await this.workspace.source(path);
      if (source) sources.add(source);
    }
    await this.show(sources);
  }

  /** Checks a document and shows the findings, unless it has changed again in the meantime. */
  private async changed(path: string): Promise<void> {
    const version = this.documentAt(path)?.content.version;
    const source = await this.workspace.update(path);
    if (!source || this.documentAt(path)?.content.version !== version) return;
    await this.show([source]);
    this.neighbours.start(async () => this.show(await this.workspace.neighbours(path)));
  }

  /** A file that is closed counts as it is on the disk; one that nothing else shows is not spoken of any more. */
  private async closed({ path, uri }: Document): Promise<void> {
    const isInWorkspace = (await this.workspace.sources()).some(({ parts }) =>
      parts.some((part) => part.path === path),
    );
    if (isInWorkspace) return this.changed(path);
    this.shown.delete(path);
    await this.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  /** Sends what has changed of the diagnostics of sources. */
  private async show(sources: Iterable<Source>): Promise<void> {
    for (const source of sources) {
      const findings = checkSource(source);
      for (const { path } of source.parts) {
        const document = this.documentAt(path);
        const uri = document?.uri ?? addressOfPath(path);
        const diagnostics = toDiagnostics(
          findings.filter(({ file }) => file === path),
          source.context.tree,
        );
        const version = document?.content.version;
        const content = JSON.stringify([version, diagnostics]);
        if (this.shown.get(path) === content || (diagnostics.length === 0 && !document && !this.shown.has(path)))
          continue;
        this.shown.set(path, content);
        await this.connection.sendDiagnostics({ uri, version, diagnostics });
      }
    }
  }

  async opened(uri: string): Promise<Opened | undefined> {
    const document = this.documents.get(uri);
    const source = document && (await this.workspace.source(document.path));
    const text = source?.parts.find(({ path }) => path === document?.path)?.text;
    if (!source || !document || !text) return undefined;
    return { path: document.path, text, source, around: await this.workspace.neighbours(document.path) };
  }
}
