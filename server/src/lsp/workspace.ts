/**
 * The files that an editor works on: those below each workspace folder as one tree; around any other open file those
 * that belong to it by its configuration or place. Open documents stand above what is on the disk.
 */
import { SourceText } from "djblint-grammars/text";
import { Configurations } from "../config-file.js";
import { configuredLanguage, settingsFor } from "../discover.js";
import type { Host } from "../host.js";
import { recognise } from "../languages/index.js";
import type { Language } from "../languages/language.js";
import { loadTree } from "../load-tree.js";
import { parentOf, Tree } from "../model/tree.js";
import { overlayHost } from "../overlay-host.js";
import { Source } from "../source.js";

export interface OpenFile {
  readonly text: SourceText;
  /** What the editor takes it for, when that is one of our languages. */
  readonly language: Language | undefined;
}

/** Files that see one another, with what is checked. */
interface Site {
  readonly tree: Tree;
  readonly sources: Map<string, Source>;
}

export interface WorkspaceOptions {
  readonly host: Host;
  /** Unix time in seconds. */
  readonly now: () => number;
  /** Open documents by path. */
  readonly opened: (path: string) => OpenFile | undefined;
}

export class Workspace {
  private readonly host: Host;
  private readonly folders = new Map<string, Promise<Site>>();
  private readonly loose = new Map<string, Site>();
  private configurations: Configurations;

  constructor(private readonly options: WorkspaceOptions) {
    this.host = overlayHost(options.host, (path) => options.opened(path)?.text.bytes);
    this.configurations = new Configurations(this.host);
  }

  /** Takes a folder with all that is below it; it is read when something in it is first asked for. */
  addFolder(path: string): void {
    this.folders.set(path, this.load(path));
  }

  removeFolder(path: string): void {
    this.folders.delete(path);
  }

  /** Reads everything anew: files came or went, or a configuration changed. */
  reload(): void {
    this.configurations = new Configurations(this.host);
    this.loose.clear();
    for (const folder of this.folders.keys()) this.addFolder(folder);
  }

  /** All sources of the workspace folders. */
  async sources(): Promise<Source[]> {
    const sites = await Promise.all(this.folders.values());
    return sites.flatMap(({ sources }) => [...new Set(sources.values())]);
  }

  /** The sources that see the file of a path, itself among them. */
  async neighbours(path: string): Promise<Source[]> {
    const { sources } = await this.siteOf(path);
    return [...new Set(sources.values())];
  }

  /** The source that a file belongs to, as the file was last read or changed; undefined when it is none of ours. */
  async source(path: string): Promise<Source | undefined> {
    const { sources } = await this.siteOf(path);
    return sources.get(path) ?? this.update(path);
  }

  /** Takes a file as it is now, in the editor or on the disk; the new source that it belongs to. */
  async update(path: string): Promise<Source | undefined> {
    const site = await this.siteOf(path);
    const before = site.sources.get(path);
    const source = await (before ? this.renewed(before, path) : this.newSource(path, site.tree));
    if (!source) return undefined;
    for (const part of source.parts) site.sources.set(part.path, source);
    site.tree.addSource(source);
    return source;
  }

  private async siteOf(path: string): Promise<Site> {
    const above = [...this.folders.keys()].filter((folder) => path.startsWith(`${folder}/`));
    const folder = above.sort((a, b) => b.length - a.length)[0] ?? (await this.homeOf(path));
    const site = folder === undefined ? this.loose.get(path) : await (this.folders.get(folder) ?? this.loaded(folder));
    if (site) return site;
    const alone = { tree: new Tree(), sources: new Map() };
    this.loose.set(path, alone);
    return alone;
  }

  /** The folder whose files belong to a file outside all workspace folders. */
  private async homeOf(path: string): Promise<string | undefined> {
    const { path: configuration } = await this.configurations.forFolder(parentOf(path));
    if (configuration) return parentOf(configuration);
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

  private loaded(folder: string): Promise<Site> {
    this.addFolder(folder);
    return this.folders.get(folder)!;
  }

  private async load(folder: string): Promise<Site> {
    const { tree, sources } = await loadTree(this.host, { paths: [folder], now: this.options.now() });
    return { tree, sources: new Map(sources.flatMap((source) => source.parts.map(({ path }) => [path, source]))) };
  }

  /** A source with one of its parts read anew. */
  private async renewed({ language, parts, context, target }: Source, path: string): Promise<Source | undefined> {
    const text = await this.read(path);
    if (!text) return undefined;
    const renewed = parts.map((part) => (part.path === path ? { path, text } : part));
    return new Source(language, renewed, { ...context, now: this.options.now() }, target);
  }

  private async newSource(path: string, tree: Tree): Promise<Source | undefined> {
    const configuration = await this.configurations.forFolder(parentOf(path));
    const named = configuredLanguage(path, configuration) ?? this.options.opened(path)?.language;
    const language = named ?? recognise(path);
    const text = language && (await this.read(path));
    if (!text || (!named && language.mayHold?.(text, path) === false)) return undefined;
    const context = { settings: settingsFor(path, configuration), now: this.options.now(), tree };
    return new Source(language, [{ path, text }], context);
  }

  private async read(path: string): Promise<SourceText | undefined> {
    const opened = this.options.opened(path);
    if (opened) return opened.text;
    const bytes = await this.options.host.read(path).catch(() => undefined);
    return bytes && new SourceText(bytes);
  }
}
