/** The questions of scenarios in the form of the protocol, and the answers as text that people can read. */

import assert from "node:assert/strict";
import { TOKEN_TYPES } from "djblint/features/semantic-tokens";
import type {
  CodeLens,
  CompletionItem,
  CompletionList,
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  Location,
  MarkupContent,
  Position,
  Range,
  SelectionRange,
  SemanticTokens,
  SignatureHelp,
  SymbolInformation,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import type { Question, Scenario } from "./scenario.js";

export interface Answered {
  readonly method: string;
  readonly result: unknown;
  /** Which document was asked about. */
  readonly path: string | undefined;
  readonly site: { readonly root: string; readonly files: ReadonlyMap<string, string> };
}

/** What is sent, and the document that it is about. */
export function paramsOf(
  { method, words }: Question,
  { marks }: Scenario,
  { root }: Answered["site"],
): { params: object; path: string | undefined } {
  const [first, ...rest] = words;
  const mark = marks.get(first);
  const path = mark?.path ?? first;
  const textDocument = { uri: `${root}/${path}` };
  const position = mark?.position;
  switch (method) {
    case "textDocument/references":
      return { path, params: { textDocument, position, context: { includeDeclaration: rest[0] !== "uses" } } };
    case "textDocument/rename":
      return { path, params: { textDocument, position, newName: rest[0] } };
    case "workspace/symbol":
      return { path: undefined, params: { query: words.join(" ") } };
    case "workspace/willRenameFiles":
      return { path: undefined, params: { files: [{ oldUri: textDocument.uri, newUri: `${root}/${rest[0]}` }] } };
    case "textDocument/selectionRange":
      return { path, params: { textDocument, positions: [position] } };
    case "textDocument/inlayHint":
      return { path, params: { textDocument, range: EVERYTHING } };
    case "textDocument/rangeFormatting":
    case "textDocument/semanticTokens/range": {
      const [from, to] = rest.map((line) => ({ line: Number(line) - 1, character: 0 }));
      return { path, params: { textDocument, range: { start: from, end: to }, options: OPTIONS } };
    }
    case "textDocument/formatting":
      return { path, params: { textDocument, options: OPTIONS } };
    default:
      return { path, params: { textDocument, position } };
  }
}

const EVERYTHING: Range = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };
const OPTIONS = { tabSize: 2, insertSpaces: true };

export function render(answer: Answered): string {
  const { method, result } = answer;
  if (result instanceof Error) return `error: ${result.message}`;
  if (result === null) return "nothing";
  const write = RENDERERS[method];
  return (write ? write(result as never, answer) : JSON.stringify(result, undefined, 2)).trimEnd();
}

const RENDERERS: Readonly<Record<string, (result: never, answer: Answered) => string>> = {
  "textDocument/hover": renderHover,
  "textDocument/signatureHelp": renderSignature,
  "textDocument/completion": renderCompletion,
  "textDocument/documentSymbol": (result: DocumentSymbol[]) =>
    result.map((symbol) => renderSymbol(symbol, "")).join("\n"),
  "textDocument/definition": renderLocations,
  "textDocument/references": renderLocations,
  "textDocument/documentHighlight": renderHighlights,
  "textDocument/prepareRename": (result: { range: Range; placeholder: string }, answer) =>
    `${at(result.range)} ${textOf(result.range, answer)} as ${result.placeholder}`,
  "textDocument/rename": renderWorkspaceEdit,
  "workspace/willRenameFiles": renderWorkspaceEdit,
  "workspace/symbol": renderSymbols,
  "textDocument/foldingRange": (result: FoldingRange[]) =>
    result.map(({ startLine, endLine, kind }) => `${startLine + 1}-${endLine + 1} ${kind}`).join("\n"),
  "textDocument/selectionRange": (result: SelectionRange[], answer) =>
    outwards(result[0])
      .map((range) => textOf(range, answer))
      .join("\n"),
  "textDocument/inlayHint": renderHints,
  "textDocument/codeLens": (result: CodeLens[], { site }) =>
    result
      .map(({ range, command }) => {
        const { title, command: name, arguments: args = [] } = command!;
        const words = JSON.stringify(args).replaceAll(site.root, "");
        return `${range.start.line + 1} ${title}${name === "" ? "" : `: ${name} ${words}`}`;
      })
      .join("\n"),
  "textDocument/documentLink": (result: DocumentLink[], answer) =>
    result
      .map(
        ({ range, target }) =>
          `${at(range)} ${textOf(range, answer)} -> ${target?.replace(`${answer.site.root}/`, "")}`,
      )
      .join("\n"),
  "textDocument/formatting": renderEdits,
  "textDocument/rangeFormatting": renderEdits,
  "textDocument/semanticTokens/full": renderTokens,
  "textDocument/semanticTokens/range": renderTokens,
};

function renderHighlights(result: DocumentHighlight[], answer: Answered): string {
  return result
    .map(({ range, kind }) => `${at(range)} ${textOf(range, answer)} ${kind === 3 ? "write" : "read"}`)
    .join("\n");
}

function renderSymbols(result: SymbolInformation[], { site }: Answered): string {
  return result
    .map(
      ({ name, containerName, location: { uri, range } }) =>
        `${name} in ${containerName}: ${uri.slice(site.root.length + 1)}:${at(range)}`,
    )
    .join("\n");
}

function outwards({ range, parent }: SelectionRange): Range[] {
  return [range, ...(parent ? outwards(parent) : [])];
}

/** The lines with their hints between brackets. */
function renderHints(hints: InlayHint[], { site, path }: Answered): string {
  const lines = site.files.get(path!)!.trimEnd().split("\n");
  for (const { position, label, paddingLeft } of [...hints].reverse()) {
    const line = lines[position.line];
    const hint = `${paddingLeft ? " " : ""}[${label}]`;
    lines[position.line] = line.slice(0, position.character) + hint + line.slice(position.character);
  }
  return lines.join("\n");
}

/** The lines of the document with the tokens of each: its type for each word. */
function renderTokens({ data }: SemanticTokens, answer: Answered): string {
  const tokens: string[] = [];
  let line = 0;
  let character = 0;
  for (let index = 0; index < data.length; index += 5) {
    const [lines, characters, length, type, modifiers] = data.slice(index, index + 5);
    character = lines > 0 ? characters : character + characters;
    line += lines;
    const range = { start: { line, character }, end: { line, character: character + length } };
    const word = `${TOKEN_TYPES[type]}${modifiers > 0 ? "*" : ""} ${textOf(range, answer)}`;
    tokens.push(`${lines > 0 || index === 0 ? `\n${line + 1}: ` : " | "}${word}`);
  }
  return tokens.join("").trimStart();
}

function renderEdits(edits: TextEdit[], { site, path }: Answered): string {
  return changedLines(site.files.get(path!)!, edits).join("\n") || "no change";
}

function renderWorkspaceEdit({ documentChanges }: WorkspaceEdit, { site }: Answered): string {
  return (documentChanges as TextDocumentEdit[])
    .flatMap(({ textDocument: { uri, version }, edits }) => {
      const path = uri.slice(site.root.length + 1);
      return [`${path} (version ${version})`, ...changedLines(site.files.get(path)!, edits as TextEdit[])];
    })
    .join("\n");
}

/** Lines that edits change, as they were and as they are; blanks are shown as a middle dot at the end. */
function changedLines(text: string, edits: readonly TextEdit[]): string[] {
  const before = text.split("\n");
  const after = [...before];
  const last = [...edits].sort(
    (a, b) => b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character,
  );
  for (const [index, { range, newText }] of last.entries()) {
    const behind = last[index - 1]?.range.start;
    assert.ok(behind?.line !== range.end.line || range.end.character <= behind.character, "edits overlap");
    const line = after[range.start.line];
    after[range.start.line] = line.slice(0, range.start.character) + newText + line.slice(range.end.character);
  }
  return before.flatMap((line, index) =>
    line === after[index] ? [] : [`- ${visible(line)}`, `+ ${visible(after[index])}`],
  );
}

function visible(line: string): string {
  return line.replace(/[ \t]+$/, (blanks) => "·".repeat(blanks.length));
}

function renderHover({ contents, range }: Hover, answer: Answered): string {
  return `on ${textOf(range!, answer)}\n${(contents as MarkupContent).value}`;
}

function renderSignature({
  signatures: [{ label, documentation, parameters = [] }],
  activeParameter,
}: SignatureHelp): string {
  const active = parameters[activeParameter ?? parameters.length];
  const [start, end] = (active?.label ?? [0, 0]) as [number, number];
  const lines = [label, " ".repeat(start) + "^".repeat(end - start), (documentation as MarkupContent).value];
  return [...lines, ...(active ? [(active.documentation as MarkupContent).value] : ["no parameter"])].join("\n");
}

function renderCompletion({ items, isIncomplete }: CompletionList, answer: Answered): string {
  const edit = items[0]?.textEdit as { range: Range } | undefined;
  const replaced = edit && textOf(edit.range, answer);
  const lines = items.map((item) => [textAdded(item), item.detail].filter(Boolean).join("  -- "));
  return [`in place of "${replaced ?? ""}"${isIncomplete ? ", and more" : ""}`, ...lines].join("\n");
}

function textAdded({ label, textEdit }: CompletionItem): string {
  return textEdit?.newText === label ? label : `${label} = ${textEdit?.newText}`;
}

function renderSymbol({ name, detail, selectionRange, range, children = [] }: DocumentSymbol, indent: string): string {
  const own = `${indent}${name}${detail ? `  -- ${detail}` : ""}  @${at(selectionRange)} in ${range.start.line + 1}-${range.end.line + 1}`;
  return [own, ...children.map((child) => renderSymbol(child, `${indent}  `))].join("\n");
}

function renderLocations(result: Location | Location[], answer: Answered): string {
  return [result]
    .flat()
    .map(({ uri, range }) => {
      const path = uri.slice(answer.site.root.length + 1);
      return `${path}:${at(range)} ${textOf(range, { ...answer, path })}`;
    })
    .join("\n");
}

/** Lines and columns counted from 1, the last column behind the last character. */
function at({ start, end }: Range): string {
  const place = ({ line, character }: Position) => `${line + 1}:${character + 1}`;
  return end.line === start.line ? `${place(start)}-${end.character + 1}` : `${place(start)}-${place(end)}`;
}

export function textOf({ start, end }: Range, { path, site }: Pick<Answered, "path" | "site">): string {
  const lines = (site.files.get(path ?? "") ?? "").split("\n").slice(start.line, end.line + 1);
  if (lines.length === 0) return "";
  lines[lines.length - 1] = lines[lines.length - 1].slice(0, end.character);
  lines[0] = lines[0].slice(start.character);
  return lines.join("\\n");
}
