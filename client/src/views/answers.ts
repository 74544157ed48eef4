/** Answers as read-only documents: they can be searched and copied, and nobody is asked to save them. */
import {
  type Disposable,
  EventEmitter,
  type TextDocumentContentProvider,
  Uri,
  ViewColumn,
  window,
  workspace,
} from "vscode";

const SCHEME = "djblint-answer";

export class Answers implements TextDocumentContentProvider, Disposable {
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;
  /** By path. */
  private readonly texts = new Map<string, string>();
  private readonly registration = workspace.registerTextDocumentContentProvider(SCHEME, this);

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }

  provideTextDocumentContent({ path }: Uri): string {
    return this.texts.get(path) ?? "";
  }

  /** Shows a text beside the document in front; the title ends in an extension that tells its language. */
  async show(title: string, text: string): Promise<void> {
    const document = await workspace.openTextDocument(this.keep(title, text));
    await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preview: true, preserveFocus: true });
  }

  /** The address of a text, in the place of an older one of the same title. */
  keep(title: string, text: string): Uri {
    const uri = Uri.from({ scheme: SCHEME, path: `/${title.replaceAll("/", " ")}` });
    this.texts.set(uri.path, text);
    this.changed.fire(uri);
    return uri;
  }
}
