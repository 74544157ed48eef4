/** The extension in VS Code for the Web: it and its server run in web workers, without a folder. */
import * as vscode from "vscode";
import { diagnosticsWith, expect, hoverAt, runTests, type Test } from "./harness.js";

let document: vscode.TextDocument;

const TESTS: readonly Test[] = [
  [
    "checks a document that was never saved",
    async () => {
      const content = ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.300\n";
      document = await vscode.workspace.openTextDocument({ language: "tinydns-data", content });
      await vscode.window.showTextDocument(document);
      await diagnosticsWith(document.uri, "TD101");
    },
  ],
  [
    "shows the records of a line",
    async () => {
      const hover = await hoverAt(document.uri, 0, 3);
      expect(hover.includes("example.org 259200 NS a.ns.example.org"), `no record in: ${hover}`);
    },
  ],
];

export function run(): Promise<void> {
  return runTests(TESTS);
}
