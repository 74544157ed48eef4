/** Names and what they stand for: symbols, definitions, references, and renaming. */
import { decodeLatin1 } from "djblint-grammars/text";
import {
  DocumentHighlightKind,
  type DocumentSymbol,
  LSPErrorCodes,
  ResponseError,
  type SymbolInformation,
  SymbolKind,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import * as navigation from "../features/navigation.js";
import { prepareRename, type Refusal, type Replacement, rename } from "../features/rename.js";
import { followRenamed } from "../features/renamed-files.js";
import * as symbols from "../features/symbols.js";
import { workspaceSymbols } from "../features/workspace-symbols.js";
import { knownAddress, pathOfAddress } from "./addresses.js";
import { unicodeOf } from "./convert.js";
import { ask, type Desk, isIn, locationOf, type Opened, type Request, rangeIn, textOfPart } from "./request.js";
import { workspaceEdit } from "./workspace-edit.js";

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
      const found = symbols.outlineOf(opened.source).flatMap((symbol) => documentSymbol(symbol, opened));
      return desk.traits.showsOutline ? found : found.flatMap((symbol) => flat(symbol, uri));
    }),
};

/** A symbol and those in it, one behind the other, for clients that know no symbols within symbols. */
function flat(
  { name, kind, range, children = [] }: DocumentSymbol,
  uri: string,
  container?: string,
): SymbolInformation[] {
  const own = { name, kind, location: { uri, range }, containerName: container };
  return [own, ...children.flatMap((child) => flat(child, uri, name))];
}

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

const START = { line: 0, character: 0 };

const definitionRequest: Request = {
  capabilities: { definitionProvider: true },
  listen: (connection, desk) =>
    connection.onDefinition((params, token) =>
      ask(desk, params, token, (view) => {
        const { mentions, file } = navigation.definition(view);
        if (file !== undefined) return { uri: knownAddress(file, desk), range: { start: START, end: START } };
        return mentions.length === 0 ? undefined : mentions.map((place) => locationOf(place, desk));
      }),
    ),
};

const referencesRequest: Request = {
  capabilities: { referencesProvider: true },
  listen: (connection, desk) =>
    connection.onReferences((params, token) =>
      ask(desk, params, token, (view) =>
        navigation.references(view, params.context.includeDeclaration).map((place) => locationOf(place, desk)),
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
        return { range: rangeIn(opened, span), placeholder: unicodeOf(placeholder) };
      }),
    );
    connection.onRenameRequest((params, token) =>
      ask(desk, params, token, (view) => editOf(unlessRefused(rename(view, latin1(params.newName))), desk)),
    );
  },
};

/** A refusal is an error that the editor shows. */
function unlessRefused<R extends object>(result: R | Refusal): R {
  if ("refused" in result) throw new ResponseError(LSPErrorCodes.RequestFailed, result.refused);
  return result;
}

/** Changes in several files, each for the version of the document that was looked at. */
function editOf(replacements: readonly Replacement[], desk: Desk): WorkspaceEdit {
  const byPath = new Map<string, TextEdit[]>();
  for (const { source, span, text } of replacements) {
    const { file, span: local } = source.locate(span);
    const edits = byPath.get(file) ?? [];
    byPath.set(file, edits);
    edits.push({ range: textOfPart(source, file).rangeOf(local), newText: unicodeOf(text) });
  }
  const files = [...byPath].map(([path, edits]) => ({ path, edits }));
  return workspaceEdit(files, desk.traits, desk);
}

/** Text of an editor as bytes, one character for each. */
function latin1(text: string): string {
  return decodeLatin1(new TextEncoder().encode(text));
}

const workspaceSymbolRequest: Request = {
  capabilities: { workspaceSymbolProvider: true },
  listen: (connection, desk) =>
    connection.onWorkspaceSymbol(async ({ query }) =>
      workspaceSymbols(await desk.sources(), query).map(({ symbol: { name, kind }, container, ...place }) => {
        return { name, kind: SYMBOL_KINDS[kind], containerName: container, location: locationOf(place, desk) };
      }),
    ),
};

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
      return replacements.length === 0 ? null : editOf(replacements, desk);
    }),
};

export const NAVIGATION_REQUESTS: readonly Request[] = [
  definitionRequest,
  referencesRequest,
  highlightRequest,
  renameRequest,
  documentSymbolRequest,
  workspaceSymbolRequest,
  willRenameRequest,
];
