/** The site as a tree: hosts, services, zones, mail domains. Problems of a file colour its entry, as in the explorer. */
import {
  type Disposable,
  EventEmitter,
  languages,
  Range,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
} from "vscode";
import type { Server, SiteNode } from "../server.js";

/** Milliseconds without a new finding after which the tree is made anew. */
const QUIET = 1000;

export class SiteTree implements TreeDataProvider<SiteNode>, Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view = window.createTreeView("djblint.site", { treeDataProvider: this, showCollapseAll: true });
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly findings = languages.onDidChangeDiagnostics(() => {
    clearTimeout(this.timer);
    if (this.view.visible) this.timer = setTimeout(() => this.refresh(), QUIET);
  });

  constructor(private readonly server: Server) {}

  dispose(): void {
    clearTimeout(this.timer);
    for (const each of [this.findings, this.view, this.changed]) each.dispose();
  }

  refresh(): void {
    this.changed.fire();
  }

  async getChildren(node?: SiteNode): Promise<SiteNode[]> {
    if (node) return [...(node.children ?? [])];
    if (!this.server.isRunning) return [];
    return [...(await this.server.siteTree())];
  }

  getTreeItem({ label, description, tooltip, icon, place, children = [] }: SiteNode): TreeItem {
    const state = children.length > 0 ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None;
    const item = new TreeItem(label, state);
    item.description = description;
    item.tooltip = tooltip;
    item.iconPath = new ThemeIcon(icon);
    if (!place) return item;
    const uri = Uri.parse(place.uri);
    item.resourceUri = uri;
    const selection = new Range(place.line, 0, place.line, 0);
    item.command = { command: "vscode.open", title: "Open", arguments: [uri, { selection }] };
    return item;
  }
}
