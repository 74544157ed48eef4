/**
 * VS Code keeps the ends of lines apart from the text: an edit that takes the carriage return in front of a line feed
 * away reaches beyond the line and does nothing. What such an edit means is said to VS Code in its own way here.
 */
import {
  type CodeAction,
  type Command,
  EndOfLine,
  type TextDocument,
  TextEdit,
  type Uri,
  type WorkspaceEdit,
  workspace,
} from "vscode";

/** For the code actions of the server. */
export function withLineEnds<A extends CodeAction | Command>(action: A): A {
  if ("edit" in action && action.edit) changeLineEnds(action.edit);
  return action;
}

function changeLineEnds(edit: WorkspaceEdit): void {
  for (const [uri, edits] of edit.entries()) {
    const document = openAt(uri);
    if (!document || document.eol === EndOfLine.LF || !edits.some((each) => takesReturn(each, document))) continue;
    edit.set(uri, [...edits.filter((each) => !takesReturn(each, document)), TextEdit.setEndOfLine(EndOfLine.LF)]);
  }
}

function openAt(uri: Uri): TextDocument | undefined {
  return workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}

/** Only that: the server changes nothing else together with it. */
function takesReturn({ range, newText }: TextEdit, document: TextDocument): boolean {
  const { end } = document.lineAt(range.end.line).range;
  return newText === "" && range.start.isEqual(end) && range.end.isAfter(end);
}
