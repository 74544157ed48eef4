/** What helps while reading and typing at a place: hover, signature help, completion. */
import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  type Range,
  type TextDocumentPositionParams,
} from "vscode-languageserver";
import { complete } from "../features/completion.js";
import type * as completion from "../features/completion-items.js";
import { hover } from "../features/hover.js";
import { signatureHelp } from "../features/signature-help.js";
import { markup } from "./markup.js";
import { ask, type Desk, type Request, rangeIn } from "./request.js";

const hoverRequest: Request = {
  capabilities: { hoverProvider: true },
  listen: (connection, desk) =>
    connection.onHover((params, token) =>
      ask(desk, params, token, ({ source, offset }, opened) => {
        const found = hover(source.analysis, source.language.id, offset);
        return found && { contents: markup(found.contents, desk.traits), range: rangeIn(opened, found.span) };
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
          documentation: markup(documentation, desk.traits),
        }));
        // Behind the last parameter no editor marks one.
        const activeParameter = found.active ?? parameters.length;
        const signature = { label: found.label, documentation: markup(found.documentation, desk.traits), parameters };
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
        const found = complete(view);
        if (!found) return undefined;
        const range = rangeIn(opened, found.span);
        const items = found.items.map((item, index) => completionItem(item, index, range, params, desk));
        return { isIncomplete: found.isIncomplete, items };
      }),
    );
    connection.onCompletionResolve(async (item) => {
      const data = item.data as TextDocumentPositionParams | undefined;
      const documentation = data && (await documentationOf(item.label, data, desk));
      return documentation ? { ...item, documentation: markup(documentation, desk.traits) } : item;
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
  const items = await ask(desk, params, undefined, (view) => complete(view)?.items);
  return items?.find((item) => item.label === label)?.documentation;
}

export const HELP_REQUESTS: readonly Request[] = [hoverRequest, signatureRequest, completionRequest];
