/** The status bar: the dialect that a document is read in, and whether its compiled file is fresh. */
import { type Disposable, StatusBarAlignment, type StatusBarItem, ThemeColor, Uri, window, workspace } from "vscode";
import type { DocumentStatus, Server } from "../server.js";

export class StatusBar implements Disposable {
  private readonly item: StatusBarItem = window.createStatusBarItem("djblint.status", StatusBarAlignment.Right, 99);
  private readonly subscriptions: Disposable[];

  constructor(private readonly server: Server) {
    this.item.name = "djblint";
    const watcher = workspace.createFileSystemWatcher("**/*cdb");
    const refresh = () => void this.refresh();
    this.subscriptions = [
      window.onDidChangeActiveTextEditor(refresh),
      workspace.onDidSaveTextDocument(refresh),
      watcher,
      watcher.onDidChange(refresh),
      watcher.onDidCreate(refresh),
      watcher.onDidDelete(refresh),
    ];
    refresh();
  }

  dispose(): void {
    for (const each of [this.item, ...this.subscriptions]) each.dispose();
  }

  async refresh(): Promise<void> {
    const uri = window.activeTextEditor?.document.uri;
    const status = uri && (await this.server.status(uri).catch(() => null));
    // The user may have gone on to another document in the meantime.
    if (uri?.toString() !== window.activeTextEditor?.document.uri.toString()) return;
    if (!status?.dialect && !status?.compiled) return this.item.hide();
    this.item.text = textOf(status);
    this.item.tooltip = tooltipOf(status);
    this.item.command = status.compiled ? "djblint.compileFile" : undefined;
    this.item.backgroundColor =
      status.compiled?.state === "stale" ? new ThemeColor("statusBarItem.warningBackground") : undefined;
    this.item.show();
  }
}

function textOf({ dialect, compiled }: DocumentStatus): string {
  const icon = compiled ? { fresh: "$(check)", stale: "$(warning)", missing: "$(circle-slash)" }[compiled.state] : "";
  return [icon, dialect].filter(Boolean).join(" ");
}

function tooltipOf({ dialect, isGuessed, compiled }: DocumentStatus): string {
  const lines: string[] = [];
  if (dialect)
    lines.push(`Read as ${dialect}${isGuessed ? ", guessed from the file; set dialect in djblint.json" : ""}.`);
  if (compiled) {
    const name = workspace.asRelativePath(Uri.parse(compiled.uri));
    const state = { fresh: "is fresh", stale: "is older than this file", missing: "does not exist yet" }[
      compiled.state
    ];
    lines.push(`${name} ${state}. Click to compile.`);
  }
  return lines.join("\n");
}
