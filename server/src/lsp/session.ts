/** One client and its documents: what it introduces itself with, opens, changes and closes, and what changes around it. */
import {
  type CancellationToken,
  type ClientCapabilities,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type FileEvent,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  type TextDocumentContentChangeEvent,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { CONFIG_FILE } from "../config.js";
import type { Host } from "../host.js";
import { languageById } from "../languages/index.js";
import type { Language } from "../languages/language.js";
import type { Source } from "../source.js";
import { addressOfPath, pathOfAddress } from "./addresses.js";
import { Checker } from "./checker.js";
import { type ClientTraits, clientTraits } from "./client-traits.js";
import { type ActionDesk, CODE_ACTION_CAPABILITIES, listenToCodeActions } from "./code-actions.js";
import { COMMAND_CAPABILITIES, listenToCommands, type Office } from "./commands.js";
import { Diagnostics, type OpenDocuments } from "./diagnostics.js";
import { OpenDocument } from "./document-store.js";
import { EditorSettings } from "./editor-settings.js";
import { Later } from "./later.js";
import { refuseOutOfTurn } from "./life-cycle.js";
import { LoadingProgress } from "./loading-progress.js";
import type { Desk, Opened } from "./request.js";
import { listenToRequests, REQUEST_CAPABILITIES, refreshShown } from "./requests.js";
import { type CheckedTree, type OpenFile, Workspace } from "./workspace.js";

/** What editors call our languages; everything else goes by name and place. */
const LANGUAGE_OF_EDITOR: Readonly<Record<string, Language>> = {
  "tinydns-data": languageById("tinydns"),
  tcprules: languageById("tcprules"),
  "qmail-control": languageById("control"),
};

/** Milliseconds without a change after which all is checked that a change may matter to, at least and at most. */
const WHOLE_AFTER = 200;
const WHOLE_AFTER_AT_MOST = 1500;

export interface SessionOptions {
  readonly host: Host;
  readonly version: string;
  /** Unix time in seconds. */
  readonly now: () => number;
}

interface Document extends OpenFile {
  readonly uri: string;
  /** By which its file is known here, once that is found out. */
  path: string;
  isPlaced: Promise<void>;
}

export class Session implements Desk, Office, ActionDesk, OpenDocuments {
  private readonly byAddress = new Map<string, Document>();
  private readonly byPath = new Map<string, Document>();
  private readonly neighbours: Later;
  /** A configuration was edited, and others are in force still. */
  private isOutdated = false;
  private readonly settings: EditorSettings;
  private parts: SessionParts;
  /** What the client said that it can do. */
  client: ClientCapabilities = {};

  constructor(
    private readonly connection: Connection,
    private readonly options: SessionOptions,
  ) {
    this.neighbours = new Later(WHOLE_AFTER, WHOLE_AFTER_AT_MOST, (error) => this.complain(error));
    this.settings = new EditorSettings(connection);
    this.parts = this.newParts(clientTraits({}));
    connection.onInitialize((params) => this.initialize(params));
    connection.onInitialized(() => this.background(this.initialized()));
    connection.onShutdown(() => this.stop());
    refuseOutOfTurn(connection);
    this.listenToDocuments();
    connection.onDidChangeWatchedFiles(({ changes }) => this.background(this.filesChanged(changes)));
    connection.onDidChangeConfiguration(() => this.background(this.reload()));
    this.listenToDiagnosticRequests();
    listenToRequests(connection, this);
    listenToCommands(connection, this);
    listenToCodeActions(connection, this);
  }

  get traits(): ClientTraits {
    return this.parts.traits;
  }

  get workspace(): Workspace {
    return this.parts.workspace;
  }

  get checker(): Checker {
    return this.parts.checker;
  }

  get host(): Host {
    return this.options.host;
  }

  now(): number {
    return this.options.now();
  }

  openPaths(): Iterable<string> {
    return this.byPath.keys();
  }

  openAt(path: string): { uri: string; version: number } | undefined {
    const document = this.byPath.get(path);
    return document && { uri: document.uri, version: document.content.version };
  }

  /** The text of an open document. */
  contentOf(uri: string): string | undefined {
    return this.byAddress.get(uri)?.content.content;
  }

  /** A document as it is now; undefined for one that is none of ours. */
  async opened(uri: string, token?: CancellationToken): Promise<Opened | undefined> {
    const path = await this.pathOf(uri);
    if (path === undefined || !this.byAddress.has(uri)) return undefined;
    const { sources } = await this.workspace.treeOf(path);
    throwIfCancelled(token);
    const source = sources.get(path);
    const text = source?.parts.find((part) => part.path === path)?.text;
    return source && text && { path, text, source, around: [...new Set(sources.values())] };
  }

  /** The source that a file belongs to, whether it is open or not; it may be held while documents change. */
  async sourceAt(path: string): Promise<Source | undefined> {
    const own = await this.workspace.ownPath(path);
    const checked = await this.workspace.treeOf(own);
    shareTexts(checked);
    return checked.sources.get(own);
  }

  /** By which path a document is known; undefined for an address that is none. */
  private async pathOf(uri: string): Promise<string | undefined> {
    const document = this.byAddress.get(uri);
    await document?.isPlaced;
    return document?.path ?? pathOfAddress(uri);
  }

  /** All sources of the workspace folders; they may be held while documents change. */
  async sources(): Promise<Source[]> {
    const trees = await this.workspace.trees();
    trees.forEach(shareTexts);
    return trees.flatMap(({ sources }) => [...new Set(sources.values())]);
  }

  /** A path below the workspace folder that it is in. */
  shown(path: string): string {
    const folder = this.workspace.folderOf(path);
    if (folder === undefined) return path;
    return path.slice(folder.length + 1) || ".";
  }

  async show(path: string): Promise<void> {
    await this.connection.window.showDocument({ uri: addressOfPath(path), takeFocus: true });
  }

  tell(text: string): Promise<void> {
    return this.connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message: text });
  }

  /** All that depends on what the client can do. */
  private newParts(traits: ClientTraits): SessionParts {
    const { host, now } = this.options;
    const workspace: Workspace = new Workspace({
      host,
      now,
      columns: traits.columns,
      openPaths: () => this.byPath.keys(),
      opened: (path) => this.byPath.get(path),
      editorSettings: traits.hasSettings
        ? (folder) => this.settings.forFolder(workspace.folderOf(folder) ?? folder)
        : undefined,
      loading: (folder) => new LoadingProgress(this.connection, folder, traits.showsProgress),
    });
    const checker = new Checker();
    return {
      traits,
      workspace,
      checker,
      diagnostics: new Diagnostics(this.connection, this, workspace, checker, traits),
    };
  }

  private initialize({ workspaceFolders, rootUri, capabilities }: InitializeParams): InitializeResult {
    this.client = Object.freeze(capabilities);
    this.parts = this.newParts(clientTraits(capabilities));
    const roots = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
    for (const uri of roots) this.addFolder(uri);
    return {
      serverInfo: { name: "djblint", version: this.options.version },
      capabilities: {
        positionEncoding: this.traits.positionEncoding,
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        diagnosticProvider: { identifier: "djblint", interFileDependencies: true, workspaceDiagnostics: true },
        ...REQUEST_CAPABILITIES,
        ...COMMAND_CAPABILITIES,
        ...CODE_ACTION_CAPABILITIES,
        workspace: {
          ...REQUEST_CAPABILITIES.workspace,
          workspaceFolders: { supported: true, changeNotifications: true },
        },
      },
    };
  }

  private async initialized(): Promise<void> {
    const { watchesFiles, tellsSettings, tellsFolders } = this.traits;
    if (tellsFolders) {
      this.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) this.removeFolder(uri);
        for (const { uri } of added) this.addFolder(uri);
        this.background(this.parts.diagnostics.checkAll());
      });
    }
    this.background(this.parts.diagnostics.checkAll());
    if (tellsSettings) {
      await this.connection.client.register(DidChangeConfigurationNotification.type, { section: "djblint" });
    }
    if (watchesFiles) {
      // Which files matter their place says: any may be the home of a service or of a program's settings.
      await this.connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: "**/*" }],
      });
    }
  }

  private addFolder(uri: string): void {
    const path = pathOfAddress(uri);
    if (path !== undefined) this.workspace.addFolder(path.replace(/\/$/, ""));
  }

  private removeFolder(uri: string): void {
    const path = pathOfAddress(uri);
    if (path !== undefined) this.workspace.removeFolder(path.replace(/\/$/, ""));
  }

  private stop(): void {
    this.neighbours.cancel();
    this.parts.diagnostics.stop();
  }

  private listenToDocuments(): void {
    const { connection } = this;
    connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
      const path = pathOfAddress(uri);
      if (path === undefined) return;
      const content = new OpenDocument(version, text, this.traits.columns);
      const language = LANGUAGE_OF_EDITOR[languageId];
      const document: Document = { uri, path, content, language, isPlaced: Promise.resolve() };
      this.byAddress.set(uri, document);
      this.standAt(path, document);
      document.isPlaced = this.place(document);
      this.background(this.changed(document, true));
    });
    connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
      const document = this.byAddress.get(uri);
      if (!document) return;
      document.content.apply(contentChanges as TextDocumentContentChangeEvent[], version);
      this.background(this.changed(document));
    });
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
      const document = this.byAddress.get(uri);
      if (!document) return;
      this.workspace.closing();
      this.byAddress.delete(uri);
      this.leave(document.path, document);
      this.background(this.closed(document));
    });
  }

  /** A document counts as the file that it was opened by a link to. */
  private async place(document: Document): Promise<void> {
    const own = await this.workspace.ownPath(document.path).catch(() => document.path);
    if (own === document.path || this.byAddress.get(document.uri) !== document) return;
    const given = document.path;
    document.path = own;
    this.standAt(own, document);
    this.leave(given, document);
  }

  /** It may take in the text that another document of the same file is edited away from: that one spares its bytes. */
  private standAt(path: string, document: Document): void {
    this.byPath.get(path)?.content.text.share();
    this.byPath.set(path, document);
  }

  /** Addresses that are written in other ways may lead to the same place: the document that is still open there counts. */
  private leave(path: string, document: Document): void {
    if (this.byPath.get(path) !== document) return;
    const other = [...this.byAddress.values()].findLast((each) => each.path === path);
    if (other) this.byPath.set(path, other);
    else this.byPath.delete(path);
  }

  private listenToDiagnosticRequests(): void {
    const { diagnostics } = this.connection.languages;
    diagnostics.on(async ({ textDocument: { uri }, previousResultId }, token) => {
      const path = await this.pathOf(uri);
      if (path === undefined) return { kind: "full", items: [] };
      const report = await this.parts.diagnostics.ofDocument(path, previousResultId);
      throwIfCancelled(token);
      return report;
    });
    diagnostics.onWorkspace(async ({ previousResultIds }, token) => {
      const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
      const items = await this.parts.diagnostics.ofWorkspace(previous, () => !token.isCancellationRequested);
      throwIfCancelled(token);
      return { items };
    });
  }

  private async changed(document: Document, isOpened = false): Promise<void> {
    if (document.path.endsWith(`/${CONFIG_FILE}`)) this.isOutdated = true;
    await document.isPlaced;
    const { path } = document;
    await this.parts.diagnostics.changed(path, isOpened);
    this.lookAroundSoon(path);
  }

  /** What other files show may depend on one that has changed. */
  private lookAroundSoon(path: string): void {
    this.parts.diagnostics.owe(path);
    this.neighbours.start(() => this.lookAround());
  }

  private async lookAround(): Promise<void> {
    if (this.isOutdated) return this.reload();
    await this.parts.diagnostics.checkOwed();
    await refreshShown(this.connection, this.client);
  }

  /** A file that is closed counts as it is on the disk; one that nothing else shows is not spoken of any more. */
  private async closed({ path, uri }: Document): Promise<void> {
    if (path.endsWith(`/${CONFIG_FILE}`)) return this.reload();
    await this.workspace.closed(path);
    await this.parts.diagnostics.closed(path, uri);
    this.lookAroundSoon(path);
  }

  /** Files that are open count as they are in the editor. */
  private async filesChanged(changes: readonly FileEvent[]): Promise<void> {
    for (const { uri, type } of changes) {
      const path = pathOfAddress(uri);
      if (path === undefined || isUnseen(path)) continue;
      if (path.endsWith(`/${CONFIG_FILE}`)) this.workspace.reload();
      else if (type !== FileChangeType.Changed || !(await this.workspace.changedOnDisk(path))) {
        this.workspace.reloadAround(path);
      }
    }
    await this.parts.diagnostics.checkAll();
    await refreshShown(this.connection, this.client);
  }

  private async reload(): Promise<void> {
    this.isOutdated = false;
    this.settings.forget();
    this.workspace.reload();
    await this.parts.diagnostics.checkAll();
    if (this.traits.refreshesDiagnostics) await this.connection.languages.diagnostics.refresh();
    await refreshShown(this.connection, this.client);
  }

  /** Work that nobody waits for; what goes wrong in it is told, and the session goes on. */
  private background(work: Promise<unknown>): void {
    work.catch((error) => this.complain(error));
  }

  private complain(error: unknown): void {
    this.connection.console.error(`djblint: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
  }
}

interface SessionParts {
  readonly traits: ClientTraits;
  readonly workspace: Workspace;
  readonly checker: Checker;
  readonly diagnostics: Diagnostics;
}

function shareTexts({ sources }: CheckedTree): void {
  for (const { parts } of sources.values()) for (const { text } of parts) text.share();
}

/** Folders that change all the time and hold nothing of ours. */
function isUnseen(path: string): boolean {
  return /\/(\.git|\.svn|\.hg|node_modules|supervise)\//.test(path);
}

function throwIfCancelled(token: CancellationToken | undefined): void {
  if (token?.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
}
