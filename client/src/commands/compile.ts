/** Compiling from the editor: only when asked, never with errors. */
import { commands, type TextDocument, Uri, window, workspace } from "vscode";
import type { Compiled, Server } from "../server.js";
import type { Answers } from "../views/answers.js";
import { openAsSource } from "../views/database.js";
import { documentOf } from "./ask.js";

/** The languages whose files are compiled. */
const COMPILED = ["tinydns-data", "tcprules"];

export async function compileFile(server: Server, uri?: Uri): Promise<void> {
  const target = uri ?? window.activeTextEditor?.document.uri;
  if (!target) return;
  const document = workspace.textDocuments.find((open) => open.uri.toString() === target.toString());
  // What is compiled is what is on the disk.
  if (document?.isDirty && !(await document.save())) return;
  tell(await server.compile(target));
}

export async function compileStale(server: Server): Promise<void> {
  const outcomes = await server.compileStale();
  if (outcomes.length === 0) void window.showInformationMessage("All compiled files are fresh.");
  else tell(outcomes);
}

/** When the setting says so, and only for what compiles without errors; a refusal is told in the problems already. */
export async function compileOnSave(server: Server, { languageId, uri }: TextDocument): Promise<void> {
  if (!COMPILED.includes(languageId) || !workspace.getConfiguration("djblint", uri).get("compileOnSave")) return;
  const outcomes = await server.compile(uri);
  for (const { file, says, outcome } of outcomes) {
    window.setStatusBarMessage(`${outcome === "written" ? "$(check)" : "$(error)"} ${file}: ${says}`, 5000);
  }
}

export async function dumpDatabase(server: Server, uri?: Uri): Promise<void> {
  const database = uri ?? (await databaseInFront(server));
  if (database) await openAsSource(server, database);
}

export async function diffCompiled(server: Server, answers: Answers): Promise<void> {
  const active = window.activeTextEditor?.document;
  const document =
    active && COMPILED.includes(active.languageId) ? active : await documentOf("tinydns-data", "Which data?");
  if (document) await answers.show("what compiling changes.txt", await server.diff(document.uri));
}

/** The compiled file that is looked at, or the one of the source in front. */
async function databaseInFront(server: Server): Promise<Uri | undefined> {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  if (
    input &&
    typeof input === "object" &&
    "uri" in input &&
    input.uri instanceof Uri &&
    input.uri.path.endsWith("cdb")
  ) {
    return input.uri;
  }
  const source = window.activeTextEditor?.document.uri;
  const compiled = source && (await server.status(source))?.compiled;
  if (compiled && compiled.state !== "missing") return Uri.parse(compiled.uri);
  void window.showInformationMessage("There is no compiled file to show here.");
  return undefined;
}

function tell(outcomes: readonly Compiled[]): void {
  for (const { file, outcome, says } of outcomes) {
    const text = `${file}: ${says ?? outcome}`;
    if (outcome === "refused" || outcome === "failed")
      void window.showErrorMessage(`${text}.`, "Show Problems").then(open);
    else void window.showInformationMessage(text);
  }
}

async function open(choice: string | undefined): Promise<void> {
  if (choice) await commands.executeCommand("workbench.actions.view.problems");
}
