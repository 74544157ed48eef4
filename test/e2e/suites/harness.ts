/** Tests inside an extension host: the real API, no clicking. What is printed is read by the runner. */
import * as vscode from "vscode";

export type Test = readonly [name: string, run: () => Promise<void>];

/** Runs tests one after the other; throws when one fails, which is how VS Code learns of it. */
export async function runTests(tests: readonly Test[]): Promise<void> {
  let failed = 0;
  console.log(`VS Code ${vscode.version}, ${vscode.env.appHost}`);
  vscode.window.showErrorMessage = ((message: string) => console.log(`  not ok message: ${message}`)) as never;
  for (const [name, run] of tests) {
    const started = Date.now();
    try {
      await run();
      console.log(`  ok ${name} (${Date.now() - started} ms)`);
    } catch (error) {
      failed++;
      console.log(`  not ok ${name}: ${(error as Error).message.replaceAll("\n", " ")}`);
    }
  }
  console.log(`${tests.length - failed} passed, ${failed} failed`);
  if (failed > 0) throw new Error(`${failed} failed`);
}

/** Waits until something is there. */
export async function until<T>(look: () => T | undefined | false, what: string): Promise<T> {
  const end = Date.now() + 30_000;
  for (;;) {
    const found = look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The diagnostics of a document, once one of them has a code. */
export function diagnosticsWith(uri: vscode.Uri, code: string): Promise<vscode.Diagnostic[]> {
  const codeOf = ({ code: own }: vscode.Diagnostic) => (typeof own === "object" ? own.value : own);
  return until(() => {
    const found = vscode.languages.getDiagnostics(uri);
    return found.some((diagnostic) => codeOf(diagnostic) === code) && found;
  }, code);
}

/** The text of all hovers at a place. */
export async function hoverAt(uri: vscode.Uri, line: number, character: number): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    uri,
    new vscode.Position(line, character),
  );
  return hovers.flatMap(({ contents }) => contents.map((part) => (part as vscode.MarkdownString).value)).join("\n");
}

export function expect(condition: unknown, message: string): void {
  if (!condition) throw new Error(message);
}
