/** Entry of the extension beside VS Code. */
import type { ExtensionContext } from "vscode";
import { activateWith } from "./activate.js";

export function activate(context: ExtensionContext): void {
  activateWith(context, async () => {
    const { clientBeside } = await import("./beside.js");
    return clientBeside(context);
  });
}
