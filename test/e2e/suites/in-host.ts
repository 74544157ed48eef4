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
const COMPILED = "var/tinydns/root/data.cdb";
const RULES = "var/sshd/sshd.rule";
const SMTPD = "var/qmail/qmail-smtpd/run";

const TESTS: readonly Test[] = [
  [
    "knows data by its place, and leaves run scripts to the shell",
    async () => {
      expect((await open(DATA)).languageId === "tinydns-data", "data is not tinydns data");
      expect((await open(RULES)).languageId === "tcprules", "sshd.rule is no rule file");
      expect((await open("var/qmail/control/locals")).languageId === "qmail-control", "locals is no control file");
      expect((await open(SMTPD)).languageId === "shellscript", "run is no shell script any more");
    },
  ],
  ["shows what is wrong with data", async () => void (await diagnosticsWith(file(DATA), "TD142"))],
  ["shows what is wrong with a run script", async () => void (await diagnosticsWith(file(SMTPD), "RS018"))],
  [
    "shows problems of files that nobody opened",
    async () => void (await diagnosticsWith(file("var/sshd/log/run"), "RS054")),
  ],
  [
    "shows the records of a line",
    async () => {
      await open(DATA);
      const hover = await hoverAt(file(DATA), 2, 3);
      expect(/www\.gen\.nusd\.jp 86400 A 1\.2\.3\.55/.test(hover), `no record in: ${hover}`);
    },
  ],
  [
    "completes the name of a host",
    async () => {
      await open(DATA);
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        file(DATA),
        new vscode.Position(4, 14 + "1.2.3.7:".length - 1),
      );
      expect(items.length > 0, "nothing to complete with");
    },
  ],
  [
    "mends a run script",
    async () => {
      const document = await open("var/sshd/log/run");
      await diagnosticsWith(document.uri, "RS054");
      const range = new vscode.Range(1, 20, 1, 28);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        range,
      );
      const fix = actions.find(({ edit }) => edit?.get(document.uri).some(({ newText }) => /\bt\b/.test(newText)));
      expect(fix?.edit, `no fix among: ${actions.map(({ title }) => title).join(", ")}`);
      await vscode.workspace.applyEdit(fix!.edit!);
      expect(document.lineAt(1).text.includes("multilog t ./main"), `not mended: ${document.lineAt(1).text}`);
      await document.save();
      await until(
        () => vscode.languages.getDiagnostics(document.uri).every(({ message }) => !message.includes("time stamp")),
        "the finding to go",
      );
    },
  ],
  [
    "takes carriage returns out of a file",
    async () => {
      const senders = file("var/qmail/control/badmailfrom");
      await vscode.workspace.fs.writeFile(senders, new TextEncoder().encode("a@example.org\r\nb@example.org\r\n"));
      const document = await open("var/qmail/control/badmailfrom");
      await diagnosticsWith(senders, "QM001");
      const { end } = document.lineAt(0).range;
      vscode.window.activeTextEditor!.selection = new vscode.Selection(end, end);
      await vscode.commands.executeCommand("editor.action.codeAction", { kind: "quickfix", apply: "first" });
      await until(() => document.getText() === "a@example.org\nb@example.org\n", "the carriage returns to go");
      await document.save();
      await vscode.workspace.fs.delete(senders);
    },
  ],
  [
    "renames a host in every file",
    async () => {
      const document = await open(DATA);
      const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        "vscode.executeDocumentRenameProvider",
        document.uri,
        new vscode.Position(2, 3),
        "web.gen.nusd.jp",
      );
      expect(edit.get(document.uri).length > 0, "the host is not renamed");
    },
  ],
  [
    "compiles the bytes that tinydns-data writes",
    async () => {
      await open(DATA);
      await vscode.commands.executeCommand("djblint.compileFile");
      const bytes = await vscode.workspace.fs.readFile(file(COMPILED));
      const expected = await vscode.workspace.fs.readFile(file("../expected.cdb"));
      expect(
        bytes.length === expected.length && bytes.every((byte, index) => byte === expected[index]),
        `${bytes.length} bytes, not the ${expected.length} of tinydns-data`,
      );
    },
  ],
  [
    "opens a compiled file as source",
    async () => {
      await vscode.commands.executeCommand("vscode.open", file(COMPILED));
      await until(
        () =>
          (vscode.window.tabGroups.activeTabGroup.activeTab?.input as { viewType?: string })?.viewType ===
          "djblint.database",
        "the editor of databases",
      );
      await vscode.commands.executeCommand("djblint.dumpDatabase", file(COMPILED));
      const shown = await until(
        () =>
          vscode.window.activeTextEditor?.document.uri.scheme === "djblint-cdb" &&
          vscode.window.activeTextEditor.document,
        "the source of the database",
      );
      expect(shown.getText().includes("www.gen.nusd.jp"), `not the source: ${shown.getText()}`);
      expect(shown.languageId === "tinydns-data", `in the language ${shown.languageId}`);
    },
  ],
  [
    "tells what compiling would change",
    async () => {
      const document = await open(DATA);
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(document.lineCount, 0), "\n+new.gen.nusd.jp:1.2.3.9\n");
      await vscode.workspace.applyEdit(edit);
      await document.save();
      await vscode.commands.executeCommand("djblint.diffCompiled");
      const answer = await until(
        () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "djblint-answer"),
        "the answer",
      );
      expect(answer.getText().includes("added new.gen.nusd.jp A"), `not told: ${answer.getText()}`);
    },
  ],
  [
    "opens the access map and the picture of the site",
    async () => {
      await open(RULES);
      await vscode.commands.executeCommand("djblint.showAccessMap");
      await until(() => tabNamed("Access map"), "the access map");
      await vscode.commands.executeCommand("djblint.showSitePicture");
      await until(() => tabNamed("The site"), "the picture of the site");
    },
  ],
  [
    "restarts its server",
    async () => {
      await vscode.commands.executeCommand("djblint.restartServer");
      await open(DATA);
      await diagnosticsWith(file(DATA), "TD142");
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

function tabNamed(start: string): vscode.Tab | undefined {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.startsWith(start));
}

export function run(): Promise<void> {
  return runTests(TESTS);
}
