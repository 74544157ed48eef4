/** The extension, whether its server runs beside VS Code or in a web worker: commands, views, status bar. */
import { commands, type ExtensionContext, Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { LENS_COMMANDS } from "./client.js";
import { askTinydns, documentOf, followMail, tryClient } from "./commands/ask.js";
import { compileFile, compileOnSave, compileStale, diffCompiled, dumpDatabase } from "./commands/compile.js";
import { explainRule } from "./commands/explain.js";
import { withLineEnds } from "./line-ends.js";
import { Server } from "./server.js";
import { showAccessMap } from "./views/access-map.js";
import { Answers } from "./views/answers.js";
import { registerDatabases } from "./views/database.js";
import { showSitePicture } from "./views/site-picture.js";
import { SiteTree } from "./views/site-tree.js";
import { StatusBar } from "./views/status-bar.js";

/** VS Code does not wait for the client to be loaded and started before it goes on. */
export function activateWith(context: ExtensionContext, load: () => Promise<BaseLanguageClient>): void {
  const loading = Promise.resolve().then(load);
  const server = new Server(loading);
  const answers = new Answers();
  const site = new SiteTree(server);
  const all: Readonly<Record<string, (argument?: never) => unknown>> = {
    compileFile: (uri?: Uri) => compileFile(server, uri),
    compileStaleFiles: () => compileStale(server),
    checkSite: async () => checkSite(await loading),
    askTinydns: () => askTinydns(server, answers),
    tryClient: () => tryClient(server, answers),
    followMail: () => followMail(server, answers),
    dumpDatabase: (uri?: Uri) => dumpDatabase(server, uri),
    diffCompiled: () => diffCompiled(server, answers),
    explainRule: (code?: string) => explainRule(server, answers, code),
    showAccessMap: async () => {
      const document = await documentOf("tcprules", "Which rule file?");
      if (document) await showAccessMap(context, server, document);
    },
    showSitePicture: () => showSitePicture(server),
    restartServer: async () => restart(await loading),
    showOutput: async () => (await loading).outputChannel.show(),
    refreshSite: () => site.refresh(),
  };
  for (const [name, run] of Object.entries(all)) {
    context.subscriptions.push(commands.registerCommand(`djblint.${name}`, run));
  }
  registerDatabases(context, server);
  context.subscriptions.push(
    answers,
    site,
    workspace.onDidSaveTextDocument((document) => compileOnSave(server, document)),
  );
  const start = async (client: BaseLanguageClient): Promise<void> => {
    context.subscriptions.push(client);
    client.middleware.executeCommand = (command, args, next) =>
      lensCommand(server, answers, command, args) ?? next(command, args);
    client.middleware.provideCodeActions = async (document, range, about, token, next) =>
      (await next(document, range, about, token))?.map(withLineEnds);
    client.middleware.resolveCodeAction = async (action, token, next) => {
      const resolved = await next(action, token);
      return resolved && withLineEnds(resolved);
    };
    client.registerFeature(LENS_COMMANDS);
    await client.start();
    server.isRunning = true;
    context.subscriptions.push(new StatusBar(server));
    site.refresh();
  };
  loading
    .then(start)
    .catch((error: Error) =>
      window.showErrorMessage(`The language server of djblint does not start: ${error.message}`),
    );
}

/** What code lenses ask of the server is shown as if the command had been chosen; undefined for all other commands. */
function lensCommand(
  server: Server,
  answers: Answers,
  command: string,
  [question]: unknown[],
): Promise<void> | undefined {
  const { uri, type = "", name = "" } = (question ?? {}) as { uri?: string; type?: string; name?: string };
  if (uri === undefined) return undefined;
  if (command === "djblint.compile") return compileFile(server, Uri.parse(uri));
  if (command !== "djblint.answer") return undefined;
  return server
    .answer(Uri.parse(uri), type, name)
    .then((text) => answers.show(`${type.toUpperCase()} ${name}.txt`, text));
}

/** Problems of all files are shown as they are found; this looks at everything anew. */
async function checkSite(client: BaseLanguageClient): Promise<void> {
  await restart(client);
  await commands.executeCommand("workbench.actions.view.problems");
  window.setStatusBarMessage("djblint checks all files of the folder", 3000);
}

async function restart(client: BaseLanguageClient): Promise<void> {
  await client.stop();
  await client.start();
}
