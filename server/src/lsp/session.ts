/** One client and its documents: the requests of the protocol, each handed to a function of `features/`. */

import { SourceText } from "djblint-grammars/text";
import {
  type Connection,
  type Hover,
  type InitializeResult,
  MarkupKind,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { checkSource } from "../check.js";
import { type Configuration, Configurations } from "../config-file.js";
import { configuredLanguage } from "../discover.js";
import { hoverTinydns } from "../features/hover.js";
import type { Host } from "../host.js";
import { languageById, recognise } from "../languages/index.js";
import type { CheckContext, Language, SourceFile } from "../languages/language.js";
import { Tree } from "../model/tree.js";
import type { ZoneData } from "../model/zone-data.js";
import { Source } from "../source.js";
import { joinOf, unitsOf } from "../units.js";
import { toDiagnostic } from "./convert.js";
import { OpenDocument } from "./document-store.js";

/** What editors call our languages; everything else goes by name and place. */
const LANGUAGE_OF_EDITOR: Readonly<Record<string, Language>> = {
  "tinydns-data": languageById("tinydns"),
  tcprules: languageById("tcprules"),
  "qmail-control": languageById("control"),
};

export interface SessionOptions {
  readonly host: Host;
  readonly version: string;
  /** Unix time in seconds. */
  readonly now: () => number;
  /** The path behind a document's address; undefined when it is no file. */
  readonly pathOf: (uri: string) => string | undefined;
}

export class Session {
  private readonly documents = new Map<string, OpenDocument>();
  private readonly configurations: Configurations;

  constructor(
    private readonly connection: Connection,
    private readonly options: SessionOptions,
  ) {
    this.configurations = new Configurations(options.host);
    connection.onInitialize(() => this.capabilities());
    connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
      this.documents.set(uri, new OpenDocument(languageId, version, text));
      return this.publish(uri);
    });
    connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
      this.documents.get(uri)?.apply(contentChanges, version);
      return this.publish(uri);
    });
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
      this.documents.delete(uri);
      return connection.sendDiagnostics({ uri, diagnostics: [] });
    });
    connection.onHover(({ textDocument: { uri }, position }) => this.hover(uri, position));
  }

  private capabilities(): InitializeResult {
    return {
      serverInfo: { name: "djblint", version: this.options.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        hoverProvider: true,
      },
    };
  }

  /** Checks a document and shows the findings, unless it has changed again in the meantime. */
  private async publish(uri: string): Promise<void> {
    const opened = await this.look(uri);
    if (!opened) return;
    const { file, language, context, version } = opened;
    const parts = await this.partsAround(file, opened.configuration);
    if (this.documents.get(uri)?.version !== version) return;
    const source = new Source(language, parts, context);
    context.tree.addSource(source);
    const findings = checkSource(source).filter((finding) => finding.file === file.path);
    const diagnostics = findings.map((finding) => toDiagnostic(finding, file, uri));
    await this.connection.sendDiagnostics({ uri, version, diagnostics });
  }

  /** The file with those that it is joined with; open documents count as they are in the editor. */
  private async partsAround(file: SourceFile, configuration: Configuration): Promise<SourceFile[]> {
    if (!joinOf(file.path, configuration)) return [file];
    const found = { path: file.path, language: languageById("tinydns"), configuration, isChosen: true };
    const [{ files }] = await unitsOf(this.options.host, this.configurations, [found]);
    const parts = files.map(async ({ path }): Promise<SourceFile | undefined> => {
      if (path === file.path) return file;
      const opened = [...this.documents].find(([uri]) => this.options.pathOf(uri) === path)?.[1];
      if (opened) return { path, text: opened.sourceText };
      const bytes = await this.options.host.read(path).catch(() => undefined);
      return bytes && { path, text: new SourceText(bytes) };
    });
    const readable = (await Promise.all(parts)).filter((part) => part !== undefined);
    return readable.includes(file) ? readable : [file];
  }

  private async hover(uri: string, position: { line: number; character: number }): Promise<Hover | null> {
    const opened = await this.look(uri);
    if (opened?.language.id !== "tinydns") return null;
    const { file, language, context } = opened;
    const data = language.analyze(file, context) as ZoneData;
    const hover = hoverTinydns(data, file.text.offsetAt(position));
    if (!hover) return null;
    return { contents: { kind: MarkupKind.Markdown, value: hover.contents }, range: file.text.rangeOf(hover.span) };
  }

  /** A document with its language and settings; undefined when it is closed, has changed, or is none of ours. */
  private async look(uri: string): Promise<Opened | undefined> {
    const document = this.documents.get(uri);
    const path = this.options.pathOf(uri);
    if (!document || path === undefined) return undefined;
    const { version } = document;
    const configuration = await this.configurations.forFolder(path.slice(0, path.lastIndexOf("/")) || "/");
    if (this.documents.get(uri) !== document || document.version !== version) return undefined;
    const named = configuredLanguage(path, configuration);
    const chosen = named ?? LANGUAGE_OF_EDITOR[document.languageId];
    const language = chosen ?? recognise(path);
    if (!language || (!chosen && language.mayHold?.(document.sourceText) === false)) return undefined;
    const context = { settings: configuration.settings, now: this.options.now(), tree: new Tree() };
    return { file: { path, text: document.sourceText }, language, context, configuration, version };
  }
}

interface Opened {
  readonly file: SourceFile;
  readonly language: Language;
  readonly context: CheckContext;
  readonly configuration: Configuration;
  readonly version: number;
}
