/** The extension beside VS Code, in a folder with the files of a server. */
import * as vscode from "vscode";
import { diagnosticsWith, expect, hoverAt, runTests, type Test, until } from "./harness.js";

function file(path: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0].uri, path);
}

async function open(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(file(path));
  await vscode.window.showTextDocument(document);
  return document;
}

const DATA = "var/tinydns/root/data";
const SMTPD = "var/qmail/qmail-smtpd/run";

const TESTS: readonly Test[] = [
  [
    "knows data by its place, and leaves run scripts to the shell",
    async () => {
      expect((await open(DATA)).languageId === "tinydns-data", "data is not tinydns data");
      expect((await open(SMTPD)).languageId === "shellscript", "run is no shell script any more");
    },
  ],
  ["shows what is wrong with data", async () => void (await diagnosticsWith(file(DATA), "TD142"))],
  ["shows what is wrong with a run script", async () => void (await diagnosticsWith(file(SMTPD), "RS018"))],
  [
    "shows the records of a line",
    async () => {
      await open(DATA);
      const hover = await hoverAt(file(DATA), 0, 3);
      expect(/SOA|NS|\bA\b/.test(hover), `no record in: ${hover}`);
    },
  ],
  [
    "follows the keyboard",
    async () => {
      const document = await open(DATA);
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(document.lineCount, 0), "+typed.example:192.0.2.300\n");
      expect(await vscode.workspace.applyEdit(edit), "the edit was refused");
      await diagnosticsWith(document.uri, "TD101");
      await vscode.commands.executeCommand("undo");
      await until(
        () => vscode.languages.getDiagnostics(document.uri).every(({ message }) => !message.includes("192.0.2.300")),
        "the finding to go",
      );
    },
  ],
];

export function run(): Promise<void> {
  return runTests(TESTS);
}
