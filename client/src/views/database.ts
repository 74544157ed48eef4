/**
 * Compiled files as source: a read-only editor for a .cdb, and the same text as a document that can be searched and
 * compared. What is shown is what `djblint dump` prints.
 */
import {
  type CancellationToken,
  type CustomDocument,
  type CustomReadonlyEditorProvider,
  EventEmitter,
  type ExtensionContext,
  RelativePattern,
  type TextDocumentContentProvider,
  Uri,
  type WebviewPanel,
  window,
  workspace,
} from "vscode";
import type { Dump, Server } from "../server.js";
import { escapeHtml, htmlOf } from "./webview.js";

const SCHEME = "djblint-cdb";
const SUFFIX: Readonly<Record<string, string>> = { tinydns: ".tinydns", tcprules: ".rules" };

export function registerDatabases(context: ExtensionContext, server: Server): void {
  const texts = new DatabaseTexts(server);
  context.subscriptions.push(
    workspace.registerTextDocumentContentProvider(SCHEME, texts),
    window.registerCustomEditorProvider("djblint.database", new DatabaseEditor(server), {
      supportsMultipleEditorsPerDocument: true,
      webviewOptions: { enableFindWidget: true },
    }),
  );
}

/** Opens a compiled file as a text document in the language of its source. */
export async function openAsSource(server: Server, database: Uri): Promise<void> {
  const { kind } = await server.dump(database);
  const document = await workspace.openTextDocument(sourceAddress(database, kind));
  await window.showTextDocument(document);
}

/** The address of the source text of a compiled file; its name tells VS Code the language. */
function sourceAddress(database: Uri, kind: string): Uri {
  return Uri.from({ scheme: SCHEME, path: `${database.path}${SUFFIX[kind] ?? ".txt"}`, query: database.toString() });
}

class DatabaseTexts implements TextDocumentContentProvider {
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly server: Server) {
    workspace.createFileSystemWatcher("**/*cdb").onDidChange((database) => {
      for (const { uri } of workspace.textDocuments) {
        if (uri.scheme === SCHEME && uri.query === database.toString()) this.changed.fire(uri);
      }
    });
  }

  async provideTextDocumentContent({ query }: Uri): Promise<string> {
    return textOf(await this.server.dump(Uri.parse(query)));
  }
}

class DatabaseEditor implements CustomReadonlyEditorProvider {
  constructor(private readonly server: Server) {}

  openCustomDocument(uri: Uri): CustomDocument {
    return { uri, dispose: () => undefined };
  }

  async resolveCustomEditor({ uri }: CustomDocument, panel: WebviewPanel, _: CancellationToken): Promise<void> {
    const render = async (): Promise<void> => {
      const title = workspace.asRelativePath(uri);
      const body = await this.server.dump(uri).then(
        (dump) => bodyOf(title, dump),
        (error: Error) => `<p>${escapeHtml(error.message)}</p>`,
      );
      panel.webview.html = htmlOf(panel.webview, { title, body, style: STYLE });
    };
    panel.webview.options = { enableCommandUris: ["djblint.dumpDatabase"] };
    const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.joinPath(uri, ".."), "*cdb"));
    watcher.onDidChange((changed) => changed.toString() === uri.toString() && render());
    panel.onDidDispose(() => watcher.dispose());
    await render();
  }
}

function bodyOf(title: string, dump: Dump): string {
  return `<p>${escapeHtml(title)} is a compiled file, shown as the source lines that compile to it. It is read only:
edit the source, and compile that. <a href="command:djblint.dumpDatabase">Open as text</a></p>
<pre>${escapeHtml(textOf(dump))}</pre>`;
}

function textOf({ lines, unwritable }: Dump): string {
  const missing = unwritable.map(
    ({ key, reason }) => `# no source line makes the record with the key "${key}": ${reason}`,
  );
  return [...missing, ...lines].map((line) => `${line}\n`).join("");
}

const STYLE = `
pre { line-height: 1.4; }
a { color: var(--vscode-textLink-foreground); }
`;
