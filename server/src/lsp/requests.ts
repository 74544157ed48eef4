/**
 * The requests about a document, each with the capability that tells the client of it. What a request means is a
 * function of `features/`; here positions become places in a source, and what was found becomes the protocol's form.
 */
import { decodeLatin1, decodeUtf8, type SourceText, type Span } from "djblint-grammars/text";
import {
  type CancellationToken,
  type ClientCapabilities,
  CodeLensRefreshRequest,
  type CompletionItem,
  CompletionItemKind,
  type Connection,
  DocumentHighlightKind,
  type DocumentSymbol,
  ErrorCodes,
  type FoldingRange,
  FoldingRangeKind,
  InsertTextFormat,
  type Location,
  MarkupKind,
  type Position,
  type Range,
  ResponseError,
  type SelectionRange,
  SemanticTokensBuilder,
  type ServerCapabilities,
  SymbolKind,
  type TextDocumentPositionParams,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { codeLenses } from "../features/code-lenses.js";
import * as completion from "../features/completion.js";
import { documentLinks } from "../features/document-links.js";
import { folds } from "../features/folding.js";
import { format } from "../features/formatting.js";
import { hover } from "../features/hover.js";
import { inlayHints } from "../features/inlay-hints.js";
import * as navigation from "../features/navigation.js";
import { prepareRename, type Refusal, type Replacement, rename } from "../features/rename.js";
import { followRenamed } from "../features/renamed-files.js";
import { selectionRanges } from "../features/selection-ranges.js";
import { semanticTokens, TOKEN_MODIFIERS, TOKEN_TYPES } from "../features/semantic-tokens.js";
import { signatureHelp } from "../features/signature-help.js";
import * as symbols from "../features/symbols.js";
import type { Place, View } from "../features/view.js";
import { workspaceSymbols } from "../features/workspace-symbols.js";
import type { Source } from "../source.js";
import { addressOfPath, pathOfAddress } from "./addresses.js";

/** What requests ask of the session. */
export interface Desk {
  /** What the client said that it can do. */
  readonly client: ClientCapabilities;
  /**
   * A document at the version that it has in the editor, with what is made of it; undefined for one that is none of ours.
   * It holds until something is awaited. Rejects when the request was cancelled.
   */
  opened(uri: string, token?: CancellationToken): Promise<Opened | undefined>;
  /** An open document by its path. */
  openAt(path: string): { readonly version: number } | undefined;
  /** All sources of the workspace. */
  sources(): Promise<readonly Source[]>;
}

export interface Opened {
  readonly path: string;
  readonly text: SourceText;
  readonly source: Source;
  /** All sources of its site, itself among them. */
  readonly around: readonly Source[];
}

interface Request {
  readonly capabilities: ServerCapabilities;
  listen(connection: Connection, desk: Desk): void;
}

/** Asks a feature about a place in a document; null for one that is none of ours. */
async function ask<R>(
  desk: Desk,
  { textDocument: { uri }, position }: TextDocumentPositionParams,
  token: CancellationToken | undefined,
  answer: (view: View, opened: Opened) => R | undefined,
): Promise<R | null> {
  const opened = await desk.opened(uri, token);
  return opened ? (answer(viewOf(opened, position), opened) ?? null) : null;
}

function viewOf({ path, text, source, around }: Opened, position: Position): View {
  return { source, around, offset: source.offsetInWhole(path, text.offsetAt(position)) };
}

/** A stretch of the source in the document that was asked about. */
function rangeIn({ source, text }: Opened, span: Span) {
  return text.rangeOf(source.locate(span).span);
}

const markdown = (value: string) => ({ kind: MarkupKind.Markdown, value });

const hoverRequest: Request = {
  capabilities: { hoverProvider: true },
  listen: (connection, desk) =>
    connection.onHover((params, token) =>
      ask(desk, params, token, ({ source, offset }, opened) => {
        const found = hover(source.analysis, source.language.id, offset);
        return found && { contents: markdown(found.contents), range: rangeIn(opened, found.span) };
      }),
    ),
};

const signatureRequest: Request = {
  capabilities: { signatureHelpProvider: { triggerCharacters: [":", ",", " "], retriggerCharacters: [":", ",", " "] } },
  listen: (connection, desk) =>
    connection.onSignatureHelp((params, token) =>
      ask(desk, params, token, (view) => {
        const found = signatureHelp(view);
        if (!found) return undefined;
        const parameters = found.parameters.map(({ start, end, documentation }) => ({
          label: [start, end] as [number, number],
          documentation: markdown(documentation),
        }));
        // Behind the last parameter no editor marks one.
        const activeParameter = found.active ?? parameters.length;
        const signature = { label: found.label, documentation: markdown(found.documentation), parameters };
        return { signatures: [{ ...signature, activeParameter }], activeSignature: 0, activeParameter };
      }),
    ),
};

const COMPLETION_KINDS: Readonly<Record<completion.CompletionKind, CompletionItemKind>> = {
  line: CompletionItemKind.Struct,
  host: CompletionItemKind.Reference,
  address: CompletionItemKind.Value,
  value: CompletionItemKind.Value,
  location: CompletionItemKind.EnumMember,
  variable: CompletionItemKind.Variable,
  program: CompletionItemKind.Function,
  option: CompletionItemKind.Property,
  keyword: CompletionItemKind.Keyword,
  file: CompletionItemKind.File,
  account: CompletionItemKind.Constant,
};

const completionRequest: Request = {
  capabilities: {
    completionProvider: { triggerCharacters: [":", ".", "-", "$", "/", ",", "="], resolveProvider: true },
  },
  listen: (connection, desk) => {
    connection.onCompletion((params, token) =>
      ask(desk, params, token, (view, opened) => {
        const found = completion.complete(view);
        if (!found) return undefined;
        const range = rangeIn(opened, found.span);
        const items = found.items.map((item, index) => completionItem(item, index, range, params, desk));
        return { isIncomplete: found.isIncomplete, items };
      }),
    );
    connection.onCompletionResolve(async (item) => {
      const data = item.data as TextDocumentPositionParams | undefined;
      const documentation = data && (await documentationOf(item.label, data, desk));
      return documentation ? { ...item, documentation: markdown(documentation) } : item;
    });
  },
};

function completionItem(
  { label, kind, detail, documentation, text, snippet }: completion.CompletionItem,
  index: number,
  range: Range,
  { textDocument: { uri }, position }: TextDocumentPositionParams,
  { client }: Desk,
): CompletionItem {
  const takesSnippet = snippet !== undefined && client.textDocument?.completion?.completionItem?.snippetSupport;
  return {
    label,
    kind: COMPLETION_KINDS[kind],
    detail,
    filterText: text,
    // Editors sort by the label otherwise.
    sortText: String(index).padStart(4, "0"),
    insertTextFormat: takesSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range, newText: takesSnippet ? snippet : text },
    data: documentation === undefined ? undefined : { textDocument: { uri }, position },
  };
}

/** Documentation is sent for the item that is looked at, not with the list. */
async function documentationOf(label: string, params: TextDocumentPositionParams, desk: Desk) {
  const items = await ask(desk, params, undefined, (view) => completion.complete(view)?.items);
  return items?.find((item) => item.label === label)?.documentation;
}

const SYMBOL_KINDS: Readonly<Record<symbols.SymbolKind, SymbolKind>> = {
  zone: SymbolKind.Namespace,
  host: SymbolKind.Object,
  record: SymbolKind.Field,
  location: SymbolKind.EnumMember,
  rule: SymbolKind.Key,
  entry: SymbolKind.Key,
  value: SymbolKind.Constant,
  chain: SymbolKind.Event,
  program: SymbolKind.Function,
};

const documentSymbolRequest: Request = {
  capabilities: { documentSymbolProvider: true },
  listen: (connection, desk) =>
    connection.onDocumentSymbol(async ({ textDocument: { uri } }, token) => {
      const opened = await desk.opened(uri, token);
      if (!opened) return null;
      return symbols.symbolsOf(opened.source).flatMap((symbol) => documentSymbol(symbol, opened));
    }),
};

/** A symbol as far as it is in the document; those of other parts of the source are left out. */
function documentSymbol(symbol: symbols.SourceSymbol, opened: Opened): DocumentSymbol[] {
  const { name, detail, kind, span, selection } = symbol;
  const children = symbol.children.flatMap((child) => documentSymbol(child, opened));
  const isHere = opened.source.locate(selection).file === opened.path;
  if (!isHere && children.length === 0) return [];
  const selectionRange = isHere ? rangeIn(opened, selection) : children[0].selectionRange;
  const range = isHere ? rangeIn(opened, span) : { start: children[0].range.start, end: children.at(-1)!.range.end };
  return [{ name, detail, kind: SYMBOL_KINDS[kind], range, selectionRange, children }];
}

/** What was found in any source, in the form of the protocol. */
function locationOf({ source, span }: Place): Location {
  const { file, span: local } = source.locate(span);
  return { uri: addressOfPath(file), range: textOfPart(source, file).rangeOf(local) };
}

function textOfPart(source: Source, path: string): SourceText {
  return source.parts.find((part) => part.path === path)!.text;
}

/** Whether a place of a source is in the document that was asked about. */
function isIn({ path }: Opened, { source, span }: Place): boolean {
  return source.locate(span).file === path;
}

const START = { line: 0, character: 0 };

const definitionRequest: Request = {
  capabilities: { definitionProvider: true },
  listen: (connection, desk) =>
    connection.onDefinition((params, token) =>
      ask(desk, params, token, (view) => {
        const { mentions, file } = navigation.definition(view);
        if (file !== undefined) return { uri: addressOfPath(file), range: { start: START, end: START } };
        return mentions.length === 0 ? undefined : mentions.map(locationOf);
      }),
    ),
};

const referencesRequest: Request = {
  capabilities: { referencesProvider: true },
  listen: (connection, desk) =>
    connection.onReferences((params, token) =>
      ask(desk, params, token, (view) =>
        navigation.references(view, params.context.includeDeclaration).map(locationOf),
      ),
    ),
};

const highlightRequest: Request = {
  capabilities: { documentHighlightProvider: true },
  listen: (connection, desk) =>
    connection.onDocumentHighlight((params, token) =>
      ask(desk, params, token, (view, opened) =>
        navigation
          .highlights(view)
          .filter((mention) => isIn(opened, mention))
          .map(({ span, defines }) => ({
            range: rangeIn(opened, span),
            kind: defines ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
          })),
      ),
    ),
};

const renameRequest: Request = {
  capabilities: { renameProvider: { prepareProvider: true } },
  listen: (connection, desk) => {
    connection.onPrepareRename((params, token) =>
      ask(desk, params, token, (view, opened) => {
        const { span, placeholder } = unlessRefused(prepareRename(view));
        return { range: rangeIn(opened, span), placeholder: utf16(placeholder) };
      }),
    );
    connection.onRenameRequest((params, token) =>
      ask(desk, params, token, (view) => workspaceEdit(unlessRefused(rename(view, latin1(params.newName))), desk)),
    );
  },
};

/** A refusal is an error that the editor shows. */
function unlessRefused<R extends object>(result: R | Refusal): R {
  if ("refused" in result) throw new ResponseError(ErrorCodes.InvalidRequest, result.refused);
  return result;
}

/** Changes in several files, each for the version of the document that was looked at. */
function workspaceEdit(replacements: readonly Replacement[], desk: Desk): WorkspaceEdit {
  const byUri = new Map<string, TextEdit[]>();
  for (const { source, span, text } of replacements) {
    const { uri, range } = locationOf({ source, span });
    const edits = byUri.get(uri) ?? [];
    byUri.set(uri, edits);
    edits.push({ range, newText: utf16(text) });
  }
  if (!desk.client.workspace?.workspaceEdit?.documentChanges) return { changes: Object.fromEntries(byUri) };
  const documentChanges = [...byUri].map(([uri, edits]) => {
    const path = pathOfAddress(uri);
    const version = path === undefined ? null : (desk.openAt(path)?.version ?? null);
    return { textDocument: { uri, version }, edits };
  });
  return { documentChanges };
}

/** Text of an editor as bytes, one character for each, and back. */
function latin1(text: string): string {
  return decodeLatin1(new TextEncoder().encode(text));
}

function utf16(bytes: string): string {
  return decodeUtf8(bytes) ?? bytes;
}

const workspaceSymbolRequest: Request = {
  capabilities: { workspaceSymbolProvider: true },
  listen: (connection, desk) =>
    connection.onWorkspaceSymbol(async ({ query }) =>
      workspaceSymbols(await desk.sources(), query).map(({ symbol: { name, kind }, container, ...place }) => {
        return { name, kind: SYMBOL_KINDS[kind], containerName: container, location: locationOf(place) };
      }),
    ),
};

const foldingRequest: Request = {
  capabilities: { foldingRangeProvider: true },
  listen: (connection, desk) =>
    connection.onFoldingRanges(async ({ textDocument: { uri } }, token) => {
      const opened = await desk.opened(uri, token);
      return opened ? foldingRanges(opened) : null;
    }),
};

function foldingRanges(opened: Opened): FoldingRange[] {
  const { source, path } = opened;
  const { lines } = source.whole.text;
  return folds(source).flatMap(({ from, to, kind }) => {
    const span = { start: lines.start(from), end: lines.span(to).end };
    if (!isIn(opened, { source, span })) return [];
    const range = rangeIn(opened, span);
    // What goes on in the next part of a joined source ends with this one.
    const endLine = source.locate({ start: span.end, end: span.end }).file === path ? range.end.line : range.start.line;
    if (endLine === range.start.line) return [];
    const foldKind = kind === "comment" ? FoldingRangeKind.Comment : FoldingRangeKind.Region;
    return [{ startLine: range.start.line, endLine, kind: foldKind }];
  });
}

const selectionRequest: Request = {
  capabilities: { selectionRangeProvider: true },
  listen: (connection, desk) =>
    connection.onSelectionRanges(async ({ textDocument: { uri }, positions }, token) => {
      const opened = await desk.opened(uri, token);
      if (!opened) return null;
      return positions.map((position) => {
        const spans = [...selectionRanges(viewOf(opened, position)), wholeOf(opened)];
        const nested = spans.reduceRight<SelectionRange | undefined>(
          (parent, span) => ({ range: rangeIn(opened, span), parent }),
          undefined,
        );
        return nested!;
      });
    }),
};

const inlayHintRequest: Request = {
  capabilities: { inlayHintProvider: true },
  listen: (connection, desk) =>
    connection.languages.inlayHint.on(async ({ textDocument: { uri }, range }, token) => {
      const opened = await desk.opened(uri, token);
      if (!opened) return null;
      return inlayHints(opened.source, spanOf(opened, range))
        .filter(({ offset }) => isIn(opened, { source: opened.source, span: { start: offset - 1, end: offset } }))
        .map(({ offset, label, joins }) => {
          const { start } = opened.source.locate({ start: offset - 1, end: offset }).span;
          return { position: opened.text.positionAt(start + 1), label, paddingLeft: !joins };
        });
    }),
};

/** A range of a document in its source. */
function spanOf({ source, path, text }: Opened, { start, end }: Range): Span {
  const at = (position: Position) => source.offsetInWhole(path, text.offsetAt(position));
  return { start: at(start), end: at(end) };
}

/** All of a document in its source. */
function wholeOf({ source, path, text }: Opened): Span {
  const start = source.offsetInWhole(path, 0);
  return { start, end: start + text.bytes.length };
}

const codeLensRequest: Request = {
  capabilities: { codeLensProvider: {} },
  listen: (connection, desk) =>
    connection.onCodeLens(async ({ textDocument: { uri } }, token) => {
      const opened = await desk.opened(uri, token);
      if (!opened) return null;
      return codeLenses(opened.source)
        .filter(({ span }) => isIn(opened, { source: opened.source, span }))
        .map(({ span, title, command = "", question, path = opened.path }) => ({
          range: rangeIn(opened, span),
          command: { title, command, arguments: command === "" ? [] : [{ uri: addressOfPath(path), ...question }] },
        }));
    }),
};

const documentLinkRequest: Request = {
  capabilities: { documentLinkProvider: {} },
  listen: (connection, desk) =>
    connection.onDocumentLinks(async ({ textDocument: { uri } }, token) => {
      const opened = await desk.opened(uri, token);
      if (!opened) return null;
      return documentLinks(opened.source)
        .filter(({ span }) => isIn(opened, { source: opened.source, span }))
        .map(({ span, target, tooltip }) => ({
          range: rangeIn(opened, span),
          target: "url" in target ? target.url : addressOfPath(target.path),
          tooltip,
        }));
    }),
};

const formattingRequest: Request = {
  capabilities: { documentFormattingProvider: true, documentRangeFormattingProvider: true },
  listen: (connection, desk) => {
    connection.onDocumentFormatting(async ({ textDocument: { uri } }, token) => {
      const opened = await desk.opened(uri, token);
      return opened ? formatted(opened, wholeOf(opened)) : null;
    });
    connection.onDocumentRangeFormatting(async ({ textDocument: { uri }, range }, token) => {
      const opened = await desk.opened(uri, token);
      return opened ? formatted(opened, spanOf(opened, range)) : null;
    });
  },
};

function formatted(opened: Opened, span: Span): TextEdit[] {
  return format(opened.source, span)
    .filter((edit) => isIn(opened, { source: opened.source, span: edit.span }))
    .map((edit) => ({ range: rangeIn(opened, edit.span), newText: utf16(edit.text) }));
}

const willRenameRequest: Request = {
  capabilities: {
    workspace: { fileOperations: { willRename: { filters: [{ scheme: "file", pattern: { glob: "**/*" } }] } } },
  },
  listen: (connection, desk) =>
    connection.workspace.onWillRenameFiles(async ({ files }) => {
      const sources = await desk.sources();
      const replacements = files.flatMap(({ oldUri, newUri }) => {
        const from = pathOfAddress(oldUri);
        const to = pathOfAddress(newUri);
        return from === undefined || to === undefined ? [] : followRenamed({ from, to }, sources);
      });
      return replacements.length === 0 ? null : workspaceEdit(replacements, desk);
    }),
};

const semanticTokensRequest: Request = {
  capabilities: {
    semanticTokensProvider: {
      legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
      full: { delta: true },
      range: true,
    },
  },
  listen: (connection, desk) => {
    const sent = new SentTokens();
    connection.languages.semanticTokens.on(async ({ textDocument: { uri } }, token) => {
      const opened = await desk.opened(uri, token);
      return opened ? pushTokens(sent.start(uri), opened, wholeOf(opened)).build() : { data: [] };
    });
    connection.languages.semanticTokens.onDelta(async ({ textDocument: { uri }, previousResultId }, token) => {
      const opened = await desk.opened(uri, token);
      if (!opened) return { data: [] };
      return pushTokens(sent.goOn(uri, previousResultId), opened, wholeOf(opened)).buildEdits();
    });
    connection.languages.semanticTokens.onRange(async ({ textDocument: { uri }, range }, token) => {
      const opened = await desk.opened(uri, token);
      return opened ? pushTokens(new SemanticTokensBuilder(), opened, spanOf(opened, range)).build() : { data: [] };
    });
  },
};

/** The tokens that were sent last for a document, to send only what differs; those of the documents used last. */
class SentTokens {
  private static readonly MOST = 8;
  private readonly builders = new Map<string, SemanticTokensBuilder>();

  start(uri: string): SemanticTokensBuilder {
    const builder = new SemanticTokensBuilder();
    this.builders.delete(uri);
    this.builders.set(uri, builder);
    if (this.builders.size > SentTokens.MOST) this.builders.delete(this.builders.keys().next().value!);
    return builder;
  }

  /** Without what was sent before, everything is sent. */
  goOn(uri: string, resultId: string): SemanticTokensBuilder {
    const builder = this.builders.get(uri) ?? this.start(uri);
    builder.previousResult(resultId);
    return builder;
  }
}

function pushTokens(builder: SemanticTokensBuilder, opened: Opened, span: Span): SemanticTokensBuilder {
  const { text, source, path } = opened;
  // Offset of the document in its source.
  const shift = source.offsetInWhole(path, 0);
  semanticTokens(source, span, (start, end, type, modifier) => {
    const from = text.positionAt(start - shift);
    const length = text.positionAt(end - shift).character - from.character;
    const bits = modifier === undefined ? 0 : 1 << TOKEN_MODIFIERS.indexOf(modifier);
    if (length > 0) builder.push(from.line, from.character, length, TOKEN_TYPES.indexOf(type), bits);
  });
  return builder;
}

const REQUESTS: readonly Request[] = [
  hoverRequest,
  signatureRequest,
  completionRequest,
  definitionRequest,
  referencesRequest,
  highlightRequest,
  renameRequest,
  documentSymbolRequest,
  workspaceSymbolRequest,
  foldingRequest,
  selectionRequest,
  semanticTokensRequest,
  inlayHintRequest,
  codeLensRequest,
  documentLinkRequest,
  formattingRequest,
  willRenameRequest,
];

/** What the server can be asked, for its answer to `initialize`. */
export const REQUEST_CAPABILITIES: ServerCapabilities = Object.assign({}, ...REQUESTS.map((each) => each.capabilities));

/** Has the client ask anew for what depends on other files than the document that it is shown in. */
export async function refreshShown(connection: Connection, { workspace }: ClientCapabilities): Promise<void> {
  if (workspace?.inlayHint?.refreshSupport) await connection.languages.inlayHint.refresh();
  if (workspace?.codeLens?.refreshSupport) await connection.sendRequest(CodeLensRefreshRequest.type);
}

export function listenToRequests(connection: Connection, desk: Desk): void {
  for (const request of REQUESTS) request.listen(connection, desk);
}
