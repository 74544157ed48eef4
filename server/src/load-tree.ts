/** Reads files: finds them, takes each for what it is, and enters them into a tree that rules can look at. */
import { type ByteEncoding, SourceText } from "djblint-grammars/text";
import type { Settings } from "./config.js";
import { type Configuration, Configurations } from "./config-file.js";
import { type Discovery, discover, settingsFor } from "./discover.js";
import type { Entry, Host } from "./host.js";
import { languageById } from "./languages/index.js";
import type { SourceFile } from "./languages/language.js";
import { childOf, parentOf, Tree, type TreeEntry } from "./model/tree.js";
import type { RuleTiming } from "./rule-timing.js";
import type { LanguageId } from "./rules/rule.js";
import { Source } from "./source.js";
import { unitsOf } from "./units.js";

export interface LoadRequest {
  /** Absolute paths with `/`. */
  readonly paths: readonly string[];
  /** The language of all files that are named or below a named folder, whatever they are called. */
  readonly as?: LanguageId;
  /** In the place of every configuration file. */
  readonly configuration?: Configuration;
  /** Settings that stand above those of any file. */
  readonly override?: (settings: Settings) => Settings;
  /** Unix time in seconds. */
  readonly now: number;
  /** How columns are counted, see `SourceText`; one for each byte when it is not given. */
  readonly columns?: ByteEncoding;
  /** Configurations that are known already. */
  readonly configurations?: Configurations;
  /** Whether files change while the tree is in use. */
  readonly changes?: boolean;
  /** Told after each file how far the work has come. */
  readonly progress?: Progress;
  /** At most so many findings of one rule are listed for one file. */
  readonly mostOfRule?: number;
  /** Where it is to be measured how long rules take. */
  readonly timing?: RuleTiming;
}

export type Progress = (step: "read" | "checked", done: number, total: number) => void;

export interface LoadedTree {
  readonly tree: Tree;
  readonly sources: readonly Source[];
  readonly configurations: ReadonlySet<Configuration>;
  /** Where the bytes of a file are, whose path may be that of a link. */
  readonly storedAt: (path: string) => string;
  /** All folders that were looked into. */
  readonly folders: readonly string[];
  /** Paths that could not be looked at or read, why, and the settings in force there. */
  readonly unreadable: readonly { path: string; reason: string; settings: Settings }[];
  /** Links out of the copies of hosts that were given, where they lead, and the settings in force there. */
  readonly outside: readonly { path: string; target: string; settings: Settings }[];
  /** Named files in none of our languages. */
  readonly unknown: readonly string[];
}

export async function loadTree(host: Host, request: LoadRequest): Promise<LoadedTree> {
  const { now, timing, mostOfRule } = request;
  const override = onceEach(request.override ?? ((settings) => settings));
  const configurations = request.configurations ?? new Configurations(host, request.configuration);
  const found = await discover(host, configurations, request.paths, request.as);
  const storedAt = (path: string) => found.meant.get(path)?.path ?? path;
  const tree = new Tree(!request.changes);
  const sources: Source[] = [];
  const unreadable = [...found.unreadable];
  const units = await unitsOf(host, configurations, found.files);
  for (const [done, { files, target }] of units.entries()) {
    request.progress?.("read", done, units.length);
    const { language, configuration, isChosen } = files[0];
    const parts: SourceFile[] = [];
    for (const { path } of files) {
      const bytes = await host.read(storedAt(path)).catch((error: Error) => error);
      if (bytes instanceof Error) unreadable.push({ path, reason: bytes.message, configuration });
      else parts.push({ path, text: new SourceText(bytes, request.columns) });
    }
    if (!isChosen && parts.some(({ text, path }) => language.mayHold?.(text, path) === false)) continue;
    if (parts.length === 0) continue;
    const source = new Source(
      language,
      parts,
      { settings: override(settingsFor(files[0].path, configuration)), now, tree, timing, mostOfRule },
      target,
    );
    sources.push(source);
    tree.addSource(source);
  }
  await enterFolders(host, tree, found);
  return {
    tree,
    sources,
    configurations: found.configurations,
    storedAt,
    folders: [...found.folders.keys()],
    unreadable: unreadable.map(({ path, reason, configuration }) => ({
      path,
      reason,
      settings: override(settingsFor(path, configuration)),
    })),
    outside: found.outside.map(({ path, target, configuration }) => ({
      path,
      target,
      settings: override(settingsFor(path, configuration)),
    })),
    unknown: found.unknown,
  };
}

/** The same settings for the same: what follows from them is worked out once. */
function onceEach(override: (settings: Settings) => Settings): (settings: Settings) => Settings {
  const known = new Map<Settings, Settings>();
  return (settings) => {
    const overridden = known.get(settings) ?? override(settings);
    known.set(settings, overridden);
    return overridden;
  };
}

/**
 * Enters all folders by the names that are in them. More is asked only about the folder of a file of ours, what stands
 * beside it or one folder below it: there modes, times and the small files of an environment matter.
 */
async function enterFolders(host: Host, tree: Tree, { folders, files, meant }: Discovery): Promise<void> {
  const own = new Set(files.map(({ path }) => parentOf(path)));
  for (const [folder, entries] of folders) {
    const isNear = own.has(folder) || own.has(parentOf(folder));
    const children: TreeEntry[] = [];
    for (const entry of entries) {
      const path = childOf(folder, entry.name);
      children.push(await childEntry(host, path, entry, meant, isNear || own.has(path)));
    }
    tree.addFolder(folder, children);
    await enterOthers(host, tree, children);
    if (isNear && isCompanion(folder)) await enterTexts(host, tree, children);
  }
  for (const { path } of files) {
    if (tree.entry(path)) continue;
    const stat = await host.stat(path).catch(() => undefined);
    tree.addEntry({ path, kind: "file", ...stat });
    await enterCompiled(host, tree, path);
  }
}

/** `isNear`: with modes and times, where there is something. */
async function childEntry(
  host: Host,
  path: string,
  { kind: found, link }: Entry,
  meantBy: Discovery["meant"],
  isNear: boolean,
): Promise<TreeEntry> {
  const meant = meantBy.get(path);
  const target = meant?.path ?? (link ? await host.target(path).catch(() => undefined) : undefined);
  const kind = meant?.kind ?? found;
  const isThere = kind !== "missing" && kind !== "outside";
  const stat = isNear && isThere ? await host.stat(meant?.path ?? path).catch(() => undefined) : undefined;
  return { path, kind, target, ...stat };
}

/** Of a source that was named without its folder. */
async function enterCompiled(host: Host, tree: Tree, path: string): Promise<void> {
  const source = tree.source(path);
  const names = source ? languageById(source.language.id).compiledNames?.(source) : undefined;
  for (const compiled of names ?? []) {
    const stat = await host.stat(compiled).catch(() => undefined);
    if (stat) tree.addEntry({ path: compiled, ...stat });
  }
}

/** Folders whose files are values that programs read: an environment (envdir), accounts. */
function isCompanion(folder: string): boolean {
  return /\/(env|etc)$/.test(folder);
}

/**
 * What qmail's programs read in the place of the source beside it, whom dnscache asks, where programs of the host ask for
 * names and accounts, and its kernel. Files for users whose dash is another sign, or none, such as .qmail+joe, are no sources.
 */
const OTHERS =
  /\/(\.qmail[^-_./][^/]*|control\/morercpthosts\.cdb|users\/cdb|root\/servers\/[^/]+|etc\/(resolv\.conf|passwd|sysctl\.conf|sysctl\.d\/[^/]+\.conf))$/;

async function enterOthers(host: Host, tree: Tree, entries: readonly TreeEntry[]): Promise<void> {
  for (const { path, kind, target } of entries) {
    if (kind !== "file" || !OTHERS.test(path)) continue;
    const bytes = await host.read(target ?? path).catch(() => undefined);
    if (bytes) tree.addText(path, new SourceText(bytes));
  }
}

/** Values are short. */
const LARGEST_COMPANION = 1 << 16;

async function enterTexts(host: Host, tree: Tree, entries: readonly TreeEntry[]): Promise<void> {
  for (const { path, kind, size, target } of entries) {
    if (kind !== "file" || size === undefined || size > LARGEST_COMPANION || tree.text(path)) continue;
    const bytes = await host.read(target ?? path).catch(() => undefined);
    if (bytes) tree.addText(path, new SourceText(bytes));
  }
}
