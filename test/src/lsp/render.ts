/** The questions of scenarios in the form of the protocol, and the answers as text that people can read. */
import type {
  CompletionItem,
  CompletionList,
  DocumentSymbol,
  Hover,
  Location,
  MarkupContent,
  Position,
  Range,
  SignatureHelp,
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
      return { path, params: { textDocument, position, context: { includeDeclaration: true } } };
    case "textDocument/rename":
      return { path, params: { textDocument, position, newName: rest[0] } };
    default:
      return { path, params: { textDocument, position } };
  }
}

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
};

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
