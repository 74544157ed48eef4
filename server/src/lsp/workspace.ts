/**
 * The files that an editor works on: those below each workspace folder as one tree; around any other open file those
 * that belong to it by its configuration or place. Open documents stand above what is on the disk.
 */
import { type ByteEncoding, SourceText } from "djblint-grammars/text";
import { CONFIG_FILE } from "../config.js";
import type { Configuration } from "../config-file.js";
import { Configurations, readConfiguration } from "../config-file.js";
import { configuredLanguage, settingsFor } from "../discover.js";
import type { Host } from "../host.js";
import { recognise } from "../languages/index.js";
import type { Language } from "../languages/language.js";
import { loadTree, type Progress } from "../load-tree.js";
import { isIn, parentOf, Tree } from "../model/tree.js";
import { overlayHost } from "../overlay-host.js";
import { Source } from "../source.js";
import { MOST_SHOWN } from "./convert.js";
import type { OpenDocument, Revision } from "./document-store.js";
import { areSame } from "./unicode.js";

export interface OpenFile {
  readonly content: OpenDocument;
  /** What the editor takes it for, when that is one of our languages. */
  readonly language: Language | undefined;
}

/** Files that see one another, with what is checked. */
export interface CheckedTree {
  /** That it was read from; undefined for a file by itself. */
  readonly folder: string | undefined;
  readonly tree: Tree;
  /** By the path of each part. */
  readonly sources: Map<string, Source>;
  /** Open documents that are none of ours, as they were when that was found out. */
  readonly strangers: Map<string, SourceText>;
  readonly configurations: ReadonlySet<Configuration>;
}

export interface WorkspaceOptions {
  readonly host: Host;
  /** Unix time in seconds. */
  readonly now: () => number;
  /** Paths of the open documents. */
  readonly openPaths: () => Iterable<string>;
  readonly opened: (path: string) => OpenFile | undefined;
  readonly columns: ByteEncoding;
  /** The settings of the editor for a folder that no configuration file speaks about. */
  readonly editorSettings?: (folder: string) => Promise<Configuration>;
  /** Told about each folder that is read. */
  readonly loading?: (folder: string) => { readonly progress: Progress; end(checked: CheckedTree): void };
}

export class Workspace {
  private readonly host: Host;
  /** By path. */
  private readonly folders: Folders = new Map();
  /** Folders around open files that are in none of the workspace's. */
  private readonly homes: Folders = new Map();
  private readonly loose = new Map<string, CheckedTree>();
  /** All of these that were read. */
  private readonly current = new Set<CheckedTree>();
  /** Read anew since: what is open is not entered there any more. */
  private readonly dropped = new WeakSet<CheckedTree>();
  private configurations: Configurations;

  constructor(private readonly options: WorkspaceOptions) {
    this.host = overlayHost(options.host, (path) => options.opened(path)?.content.text.share().bytes);
    this.configurations = this.newConfigurations();
  }

  addFolder(path: string): void {
    this.dropFolder(path);
    this.dropHomes();
  }

  removeFolder(path: string): void {
    this.dropFolder(path);
    this.folders.delete(path);
  }

  /** The workspace folder that a path is in; of those inside of one another the innermost. */
  folderOf(path: string): string | undefined {
    let innermost: string | undefined;
    for (const folder of this.folders.keys()) {
      if (isIn(path, folder) && folder.length > (innermost?.length ?? -1)) innermost = folder;
    }
    return innermost;
  }

  /** Whether a tree says what is to be shown of a file, which the tree of a folder around it may know too. */
  speaksFor(path: string, { folder }: CheckedTree): boolean {
    const own = this.folderOf(path);
    return own === undefined || own === folder;
  }

  isDropped(checked: CheckedTree): boolean {
    return this.dropped.has(checked);
  }

  /** All workspace folders that a path is in. */
  private foldersAbove(path: string): string[] {
    return [...this.folders.keys()].filter((folder) => isIn(path, folder));
  }

  private dropFolder(folder: string): void {
    this.drop(this.folders.get(folder));
    this.folders.set(folder, undefined);
  }

  private dropHomes(): void {
    for (const [home, reading] of this.homes) {
      this.drop(reading);
      this.homes.set(home, undefined);
    }
  }

  private dropLoose(path: string): void {
    const alone = this.loose.get(path);
    if (alone) this.dropTree(alone);
    this.loose.delete(path);
  }

  /** No source of a tree is current any more that others will take the place of. Who asked for it hears why it cannot be read. */
  private drop(reading: Promise<CheckedTree> | undefined): void {
    reading?.then(
      (checked) => this.dropTree(checked),
      () => {},
    );
  }

  private dropTree(checked: CheckedTree): void {
    this.dropped.add(checked);
    this.current.delete(checked);
    checked.sources.clear();
  }

  /** Reads everything anew: a configuration changed. */
  reload(): void {
    this.configurations = this.newConfigurations();
    for (const path of this.loose.keys()) this.dropLoose(path);
    this.dropHomes();
    for (const folder of this.folders.keys()) this.dropFolder(folder);
  }

  /** Reads a folder anew: files in it came or went. */
  reloadAround(path: string): void {
    const folders = this.foldersAbove(path);
    for (const folder of folders) this.dropFolder(folder);
    if (folders.length === 0) this.dropHomes();
  }

  /**
   * The path that a file of a workspace folder is known by, which may be given by the name of a link to it: else two would
   * be taken for the one, and what is edited here would be kept there.
   */
  async ownPath(path: string): Promise<string> {
    const folder = this.folderOf(path);
    return folder === undefined ? path : ownPathIn(await this.readTree(this.folders, folder), path);
  }

  /** Enters the open documents as they are now, and tells whether a source is still that of its file. */
  isCurrent(source: Source, checked: CheckedTree): boolean {
    this.renewOpen(checked);
    return checked.sources.get(source.parts[0].path) === source;
  }

  /** A document is closed: no tree keeps a text whose bytes were overwritten until the file is read. */
  closing(): void {
    for (const checked of this.current) this.renewOpen(checked);
  }

  /** The trees of the workspace folders, with all open documents as they are now. */
  async trees(): Promise<CheckedTree[]> {
    const trees = await Promise.all([...this.folders.keys()].map((folder) => this.readTree(this.folders, folder)));
    for (const checked of trees) await this.freshen(checked);
    return trees;
  }

  /** All trees of workspace folders that a file is in, with all open documents as they are now. */
  async treesAbove(path: string): Promise<CheckedTree[]> {
    const trees = await Promise.all(this.foldersAbove(path).map((folder) => this.readTree(this.folders, folder)));
    for (const checked of trees) this.renewOpen(checked);
    return trees;
  }

  /** The files that see the file of a path, with all open documents as they are now. */
  async treeOf(path: string): Promise<CheckedTree> {
    const checked = await this.findTree(path);
    await this.freshen(checked, path);
    return checked;
  }

  /**
   * A file was changed by somebody else. False when it is not known here, or is ours no more by what it holds, so that
   * the folder has to be read anew.
   */
  async changedOnDisk(path: string): Promise<boolean> {
    const around = this.foldersAbove(path);
    if (around.length === 0) return this.changedIn(await this.findTree(path), path);
    for (const folder of around) {
      if (!(await this.changedIn(await this.readTree(this.folders, folder), path))) return false;
    }
    return true;
  }

  private async changedIn(checked: CheckedTree, path: string): Promise<boolean> {
    const source = checked.sources.get(path);
    if (!source) return false;
    if (this.options.opened(path)) return true;
    const [text, stat] = await Promise.all([this.read(path), this.host.stat(path).catch(() => undefined)]);
    if (!text || !stat || !(await this.mayBeOf(source.language, path, text))) return false;
    checked.tree.addEntry({ ...checked.tree.entry(path), path, ...stat });
    put(checked, this.revised(source, path, text));
    return true;
  }

  /** A document was closed: the file counts as it is on the disk. */
  async closed(path: string): Promise<void> {
    this.dropLoose(path);
    if (!(await this.changedOnDisk(path))) this.reloadAround(path);
  }

  /** How the client counts columns. */
  get columns(): ByteEncoding {
    return this.options.columns;
  }

  /** The configurations as they are known now. */
  get knownConfigurations(): Configurations {
    return this.configurations;
  }

  /** The configuration file that speaks about a path, as it is in the editor or on the disk. */
  async configurationText(path: string): Promise<{ path: string; bytes: Uint8Array } | undefined> {
    const { path: at } = await this.configurations.forFolder(parentOf(path));
    if (at === undefined) return undefined;
    // It may be gone, and nobody has told yet.
    const bytes = await this.host.read(at).catch(() => undefined);
    return bytes && { path: at, bytes };
  }

  /** A configuration file as it is in the editor: what was typed there last is in force only when nobody types. */
  async openConfiguration(path: string): Promise<Configuration | undefined> {
    const open = path.endsWith(`/${CONFIG_FILE}`) ? this.options.opened(path) : undefined;
    return open && readConfiguration(path, open.content.text.share().bytes);
  }

  private newConfigurations(): Configurations {
    return new Configurations(this.host, undefined, this.options.editorSettings);
  }

  private async findTree(path: string): Promise<CheckedTree> {
    const folder = this.folderOf(path);
    if (folder !== undefined) return this.readTree(this.folders, folder);
    const home = await this.homeOf(path);
    if (home !== undefined) {
      if (!this.homes.has(home)) this.homes.set(home, undefined);
      return this.readTree(this.homes, home);
    }
    const alone = this.loose.get(path) ?? newCheckedTree(new Tree());
    this.loose.set(path, alone);
    this.current.add(alone);
    return alone;
  }

  /** What is below a folder; it is read once more when files came or went meanwhile. */
  private async readTree(folders: Folders, folder: string): Promise<CheckedTree> {
    for (;;) {
      const reading = folders.get(folder) ?? this.load(folder);
      if (folders.has(folder)) folders.set(folder, reading);
      const checked = await reading;
      if (folders.get(folder) === reading) this.current.add(checked);
      if (!folders.has(folder) || folders.get(folder) === reading) return checked;
    }
  }

  /** Enters the open documents as they are, and the file that is asked for, if it is none of those that are known. */
  private async freshen(checked: CheckedTree, asked?: string): Promise<void> {
    if (asked !== undefined && !checked.sources.has(asked)) await this.enterAsked(checked, asked);
    this.renewOpen(checked);
  }

  private async enterAsked(checked: CheckedTree, asked: string): Promise<void> {
    const open = this.options.opened(asked)?.content;
    if (open) {
      if (checked.strangers.get(asked) !== open.text) await this.enter(checked, asked, open.text);
      return;
    }
    const text = this.folderOf(asked) === undefined ? await this.read(asked) : undefined;
    if (text) await this.enter(checked, asked, text);
  }

  /** Enters the open documents that are known as they are. Nothing is awaited, so nobody sees an old text. */
  private renewOpen(checked: CheckedTree): void {
    for (const path of this.options.openPaths()) {
      const source = checked.sources.get(path);
      const open = this.options.opened(path)?.content;
      if (source && open) this.renew(checked, source, path, open);
      else if (open) renewText(checked.tree, path, open);
    }
  }

  /**
   * An open document stays what it was taken for: else all that the editor shows of it would come and go with the one
   * line that makes it ours, while that line is typed.
   */
  private renew(checked: CheckedTree, source: Source, path: string, open: OpenDocument): void {
    const known = source.parts.find((part) => part.path === path)!.text;
    if (open.adopt(known)) return;
    const revision = open.takeRevision();
    put(checked, this.revised(source, path, open.text, revision?.base === known ? revision : undefined));
  }

  /** The folder whose files belong to a file outside all workspace folders. */
  private async homeOf(path: string): Promise<string | undefined> {
    const { path: configuration, text } = await this.configurations.forFolder(parentOf(path));
    if (configuration && text) return parentOf(configuration);
    const folder = parentOf(path);
    switch (recognise(path)?.id) {
      case "control":
        return folder;
      case "run":
        return folder.endsWith("/log") ? parentOf(folder) : folder;
      default:
        return undefined;
    }
  }

  private async load(folder: string): Promise<CheckedTree> {
    const { host, options, configurations } = this;
    // A configuration that is not on the disk yet is in no list of a folder.
    for (const path of options.openPaths()) {
      if (path.endsWith(`/${CONFIG_FILE}`)) await configurations.forFolder(parentOf(path));
    }
    const telling = options.loading?.(folder);
    const { columns } = options;
    const progress = telling?.progress;
    const request = {
      paths: [folder],
      now: options.now(),
      changes: true,
      columns,
      configurations,
      progress,
      mostOfRule: MOST_SHOWN,
    };
    const loaded = await loadTree(host, request);
    const checked = newCheckedTree(loaded.tree, folder, loaded.configurations);
    for (const source of loaded.sources) for (const { path } of source.parts) checked.sources.set(path, source);
    telling?.end(checked);
    return checked;
  }

  /** A source with one of its parts as it is now. */
  private revised(before: Source, path: string, text: SourceText, revision?: Revision): Source {
    const { language, parts, context, target } = before;
    const renewed = parts.map((part) => (part.path === path ? { path, text } : part));
    return new Source(
      language,
      renewed,
      { ...context, now: this.options.now() },
      target,
      revision && { before, revision },
    );
  }

  /** Takes a file in that was not found when the folder was read. */
  private async enter(checked: CheckedTree, path: string, text: SourceText): Promise<void> {
    if (ownPathIn(checked, path) !== path) return;
    const configuration = await this.configurations.forFolder(parentOf(path));
    const open = this.options.opened(path);
    if (checked.sources.has(path) || (open && open.content.text !== text)) return;
    const named = configuredLanguage(path, configuration) ?? open?.language;
    const language = named ?? recognise(path);
    if (!language || (!named && language.mayHold?.(text, path) === false)) {
      checked.strangers.set(path, text);
      return;
    }
    open?.content.takeRevision();
    const context = {
      settings: settingsFor(path, configuration),
      now: this.options.now(),
      tree: checked.tree,
      mostOfRule: MOST_SHOWN,
    };
    put(checked, new Source(language, [{ path, text }], context));
  }

  /** Whether a file that nobody has opened is, or may still be, of a language. */
  private async mayBeOf(language: Language, path: string, text: SourceText): Promise<boolean> {
    const named = configuredLanguage(path, await this.configurations.forFolder(parentOf(path)));
    return named !== undefined || language.mayHold?.(text, path) !== false;
  }

  private async read(path: string): Promise<SourceText | undefined> {
    const bytes = await this.options.host.read(path).catch(() => undefined);
    return bytes && new SourceText(bytes, this.options.columns);
  }
}

/** A folder is read when something in it is first asked for. */
type Folders = Map<string, Promise<CheckedTree> | undefined>;

function newCheckedTree(
  tree: Tree,
  folder?: string,
  configurations: ReadonlySet<Configuration> = new Set(),
): CheckedTree {
  return { folder, tree, sources: new Map(), strangers: new Map(), configurations };
}

function ownPathIn({ tree, sources }: CheckedTree, path: string): string {
  const own = tree.real(path);
  return !sources.has(path) && sources.has(own) ? own : path;
}

/** Of a file in none of our languages that the tree knows, such as the value of a variable. */
function renewText(tree: Tree, path: string, { text }: OpenDocument): void {
  const known = tree.ownText(path);
  if (known && known !== text && !areSame(known.bytes, text.bytes)) tree.addText(path, text.share());
}

function put(checked: CheckedTree, source: Source): void {
  for (const { path } of source.parts) checked.sources.set(path, source);
  checked.tree.addSource(source);
}
