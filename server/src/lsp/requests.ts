/**
 * The requests about a document, each with the capability that tells the client of it. What a request means is a
 * function of `features/`; here positions become places in a source, and what was found becomes the protocol's form.
 */
import type { SourceText, Span } from "djblint-grammars/text";
import {
  type CancellationToken,
  type ClientCapabilities,
  type CompletionItem,
  CompletionItemKind,
  type Connection,
  type DocumentSymbol,
  InsertTextFormat,
  MarkupKind,
  type Position,
  type Range,
  type ServerCapabilities,
  SymbolKind,
  type TextDocumentPositionParams,
} from "vscode-languageserver";
import * as completion from "../features/completion.js";
import { hover } from "../features/hover.js";
import { signatureHelp } from "../features/signature-help.js";
import * as symbols from "../features/symbols.js";
import type { View } from "../features/view.js";
import type { Source } from "../source.js";

/** What requests ask of the session. */
export interface Desk {
  /** What the client said that it can do. */
  readonly client: ClientCapabilities;
  /**
   * A document at the version that it has in the editor, with what is made of it; undefined for one that is none of ours.
   * It holds until something is awaited. Rejects when the request was cancelled.
   */
  opened(uri: string, token?: CancellationToken): Promise<Opened | undefined>;
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
  answer: (view: View, opened: Opened) => R | undefined,
): Promise<R | null> {
  const opened = await desk.opened(uri);
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
    connection.onHover((params) =>
      ask(desk, params, ({ source, offset }, opened) => {
        const found = hover(source.analysis, source.language.id, offset);
        return found && { contents: markdown(found.contents), range: rangeIn(opened, found.span) };
      }),
    ),
};

const signatureRequest: Request = {
  capabilities: { signatureHelpProvider: { triggerCharacters: [":", ",", " "], retriggerCharacters: [":", ",", " "] } },
  listen: (connection, desk) =>
    connection.onSignatureHelp((params) =>
      ask(desk, params, (view) => {
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
    connection.onCompletion((params) =>
      ask(desk, params, (view, opened) => {
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
  const items = await ask(desk, params, (view) => completion.complete(view)?.items);
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
    connection.onDocumentSymbol(async ({ textDocument: { uri } }) => {
      const opened = await desk.opened(uri);
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

const REQUESTS: readonly Request[] = [hoverRequest, signatureRequest, completionRequest, documentSymbolRequest];

/** What the server can be asked, for its answer to `initialize`. */
export const REQUEST_CAPABILITIES: ServerCapabilities = Object.assign({}, ...REQUESTS.map((each) => each.capabilities));

export function listenToRequests(connection: Connection, desk: Desk): void {
  for (const request of REQUESTS) request.listen(connection, desk);
}
