/** The page of a rule. */
import { commands, languages, window } from "vscode";
import type { Server } from "../server.js";
import type { Answers } from "../views/answers.js";

export async function explainRule(server: Server, answers: Answers, code?: string): Promise<void> {
  const chosen = code ?? (await chooseRule(server));
  if (!chosen) return;
  await commands.executeCommand(
    "markdown.showPreviewToSide",
    answers.keep(`${chosen}.md`, await server.explain(chosen)),
  );
}

/** The rules of the findings at the cursor come first. */
async function chooseRule(server: Server): Promise<string | undefined> {
  const here = codesAtCursor();
  const rules = (await server.rules()).map(({ code, name, what }) => ({
    label: code,
    description: name,
    detail: what,
  }));
  const sorted = [...rules.filter(({ label }) => here.has(label)), ...rules.filter(({ label }) => !here.has(label))];
  const picked = await window.showQuickPick(sorted, {
    title: "Explain a rule",
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.label;
}

function codesAtCursor(): Set<string> {
  const editor = window.activeTextEditor;
  if (!editor) return new Set();
  const line = editor.selection.active.line;
  const found = languages.getDiagnostics(editor.document.uri).filter(({ range }) => range.start.line === line);
  return new Set(found.map(({ code }) => String(typeof code === "object" ? code.value : code)));
}
