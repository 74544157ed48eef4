/**
 * What requests cannot do without. One that comes without it is refused for what it is (JSON-RPC 2.0, section 5.1: invalid
 * params), and not handed on to fail somewhere inside.
 */
import type { Position, Range, TextDocumentIdentifier } from "vscode-languageserver";

/** What parameters are, by their names. */
type Needs = Readonly<Record<string, (value: unknown) => boolean>>;

const isText = (value: unknown) => typeof value === "string";
const isObject = (value: unknown) => typeof value === "object" && value !== null;
const isDocument = (value: unknown) => isText((value as TextDocumentIdentifier | null)?.uri);
const isPosition = (value: unknown) => {
  const { line, character } = (value ?? {}) as Partial<Position>;
  return typeof line === "number" && typeof character === "number";
};
const isRange = (value: unknown) => {
  const { start, end } = (value ?? {}) as Partial<Range>;
  return isPosition(start) && isPosition(end);
};

const DOCUMENT: Needs = { textDocument: isDocument };
const PLACE: Needs = { ...DOCUMENT, position: isPosition };
const STRETCH: Needs = { ...DOCUMENT, range: isRange };

const NEEDS: Readonly<Record<string, Needs>> = {
  initialize: {
    capabilities: isObject,
    workspaceFolders: (value) => (value ?? null) === null || Array.isArray(value),
  },
  "textDocument/codeAction": {
    ...STRETCH,
    context: (value) => Array.isArray((value as { diagnostics?: unknown } | null)?.diagnostics),
  },
  "textDocument/codeLens": DOCUMENT,
  "textDocument/completion": PLACE,
  "textDocument/definition": PLACE,
  "textDocument/diagnostic": DOCUMENT,
  "textDocument/documentHighlight": PLACE,
  "textDocument/documentLink": DOCUMENT,
  "textDocument/documentSymbol": DOCUMENT,
  "textDocument/foldingRange": DOCUMENT,
  "textDocument/formatting": DOCUMENT,
  "textDocument/hover": PLACE,
  "textDocument/inlayHint": STRETCH,
  "textDocument/prepareRename": PLACE,
  "textDocument/rangeFormatting": STRETCH,
  "textDocument/references": { ...PLACE, context: isObject },
  "textDocument/rename": { ...PLACE, newName: isText },
  "textDocument/selectionRange": {
    ...DOCUMENT,
    positions: (value) => Array.isArray(value) && value.every(isPosition),
  },
  "textDocument/semanticTokens/full": DOCUMENT,
  "textDocument/semanticTokens/full/delta": DOCUMENT,
  "textDocument/semanticTokens/range": STRETCH,
  "textDocument/signatureHelp": PLACE,
  "workspace/diagnostic": { previousResultIds: Array.isArray },
  "workspace/executeCommand": { command: isText },
  "workspace/symbol": { query: isText },
  "workspace/willRenameFiles": { files: Array.isArray },
};

/** The first parameter that is missing, or is not what it has to be. */
export function wrongParameter(method: string, params: object | null | undefined): string | undefined {
  const given = (params ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(NEEDS[method] ?? {}).find(([name, isRight]) => !isRight(given[name]))?.[0];
}
