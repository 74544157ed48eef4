/** What the client can do, as far as it changes what the server does: read once, when it introduces itself. */
import type { ByteEncoding } from "djblint-grammars/text";
import { type ClientCapabilities, MarkupKind, PositionEncodingKind } from "vscode-languageserver";

export interface ClientTraits {
  readonly positionEncoding: PositionEncodingKind;
  /** The same for `SourceText`: bytes of UTF-8 are counted one by one, see there. */
  readonly columns: ByteEncoding;
  /** Tells about files that change on the disk when it is asked to. */
  readonly watchesFiles: boolean;
  /** Can be asked for settings. */
  readonly hasSettings: boolean;
  /** Tells about changed settings when it is asked to. */
  readonly tellsSettings: boolean;
  readonly tellsFolders: boolean;
  readonly showsProgress: boolean;
  /** Asks for diagnostics, of open documents at least: of these none are sent. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  /** Takes edits for a version of a document. */
  readonly takesVersions: boolean;
  /** Takes edits that make files. */
  readonly createsFiles: boolean;
  readonly showsRelated: boolean;
  /** In hovers, and so elsewhere. */
  readonly showsMarkdown: boolean;
  /** Asks for the edit of a code action when it is chosen. */
  readonly resolvesActions: boolean;
  /** Shows symbols within symbols. */
  readonly showsOutline: boolean;
  /** Opens a document when it is asked to. */
  readonly opensDocuments: boolean;
  /** Commands that it runs itself, or whose results it shows: as rust-analyzer's clients tell theirs. */
  readonly commands: ReadonlySet<string>;
}

export function clientTraits({
  general,
  textDocument,
  window,
  workspace,
  experimental,
}: ClientCapabilities): ClientTraits {
  const takesBytes = general?.positionEncodings?.includes(PositionEncodingKind.UTF8) ?? false;
  const { documentChanges = false, resourceOperations = [] } = workspace?.workspaceEdit ?? {};
  return Object.freeze({
    positionEncoding: takesBytes ? PositionEncodingKind.UTF8 : PositionEncodingKind.UTF16,
    columns: takesBytes ? "latin1" : "utf8",
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    hasSettings: workspace?.configuration ?? false,
    tellsSettings: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
    tellsFolders: workspace?.workspaceFolders ?? false,
    showsProgress: window?.workDoneProgress ?? false,
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport ?? false,
    takesVersions: documentChanges,
    createsFiles: documentChanges && resourceOperations.includes("create"),
    showsRelated: textDocument?.publishDiagnostics?.relatedInformation ?? true,
    showsMarkdown: textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) ?? true,
    resolvesActions: textDocument?.codeAction?.resolveSupport?.properties.includes("edit") ?? false,
    showsOutline: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport ?? false,
    opensDocuments: window?.showDocument?.support ?? false,
    commands: new Set(commandsOf(experimental)),
  });
}

/** Anything may stand among the experimental capabilities. */
function commandsOf(experimental: unknown): string[] {
  const { commands } = (experimental ?? {}) as { commands?: { commands?: unknown } };
  return Array.isArray(commands?.commands) ? commands.commands.filter((name) => typeof name === "string") : [];
}
