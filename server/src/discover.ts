/** Which files a run looks at: the named files, and everything below the named folders that is in one of our languages. */
import picomatch from "picomatch";
import type { Settings } from "./config.js";
import { CONFIG_FILE } from "./config.js";
import { type Configuration, type Configurations, NO_CONFIGURATION } from "./config-file.js";
import type { Entry, Host } from "./host.js";
import { languageById, recognise } from "./languages/index.js";
import type { Language } from "./languages/language.js";
import { LinksOfCopies, type Meant } from "./links-of-copies.js";
import { childOf, parentOf } from "./model/tree.js";
import type { LanguageId } from "./rules/rule.js";

export interface FoundFile {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly language: Language;
  readonly configuration: Configuration;
  /** Whether the user or the configuration said what the file is; otherwise only its name and place did. */
  readonly isChosen: boolean;
}

export interface Discovery {
  readonly files: FoundFile[];
  /** Those of the folders that were looked into, and of the files that were named. */
  readonly configurations: Set<Configuration>;
  /** What is in each folder that was looked into. */
  readonly folders: Map<string, readonly Entry[]>;
  /** What links lead to that are meant for the host whose files are copied here, by the paths of the links. */
  readonly meant: Map<string, Meant>;
  /** Those of them that would be files of ours, and lead out of what was given. */
  readonly outside: { path: string; target: string; configuration: Configuration }[];
  /** Paths that could not be looked at, and why. */
  readonly unreadable: { path: string; reason: string; configuration: Configuration }[];
  /** Named files in none of our languages. */
  readonly unknown: string[];
}

/** Folders that hold nothing an administrator wrote. */
const SKIPPED_FOLDERS = new Set([".git", ".svn", ".hg", "node_modules"]);

/** What the kernel shows as files, by their real paths: hundreds of thousands of them, and all that is open once more. */
const KERNEL_FOLDERS = new Set(["/proc", "/sys"]);

/** In bytes. Larger files with a common name are data of other kinds. */
const LARGEST_GUESS = 1 << 24;

/** The folder that supervise makes beside a run script; others of that name hold services, as /var/qmail/supervise. */
function isOfSupervise({ name }: Entry, beside: readonly Entry[]): boolean {
  return name === "supervise" && beside.some((entry) => entry.name === "run");
}

/**
 * Looks at each path in turn. `as` is the language of all files that are named or below a named folder, whatever they
 * are called; only the configuration stays what it is.
 */
export async function discover(
  host: Host,
  configurations: Configurations,
  paths: readonly string[],
  as?: LanguageId,
): Promise<Discovery> {
  const walk = new Walk(host, configurations, paths, as);
  for (const path of paths) await walk.start(path);
  return walk.found;
}

/** Something by the way on which it was reached, and by the one without links. */
interface Reached {
  readonly path: string;
  readonly real: string;
}

class Walk {
  readonly found: Discovery = {
    files: [],
    configurations: new Set(),
    folders: new Map(),
    meant: new Map(),
    outside: [],
    unreadable: [],
    unknown: [],
  };
  /** Real paths of everything that was looked at: a file that is reached by two ways is reported once. */
  private readonly seen = new Set<string>();
  private readonly copies: LinksOfCopies;

  constructor(
    private readonly host: Host,
    private readonly configurations: Configurations,
    paths: readonly string[],
    private readonly as: LanguageId | undefined,
  ) {
    this.copies = new LinksOfCopies(host, this.found.folders, paths);
  }

  async start(path: string): Promise<void> {
    try {
      const meant = await this.copies.meantByGiven(path);
      if (meant) this.found.meant.set(path, meant);
      const place = meant?.path ?? path;
      const { kind } = await this.host.stat(place);
      const real = await this.real(place);
      if (kind === "directory") await this.folders({ path: place, real });
      else await this.file({ path, real }, true);
    } catch (error) {
      this.fail(path, error);
    }
  }

  /**
   * Goes through folders breadth first, and through links only when everything else is done: a file inside the tree is
   * known by its own path, not by that of a link to it.
   */
  private async folders(root: Reached): Promise<void> {
    const queue = [root];
    const links: { path: string; entry: Entry }[] = [];
    while (queue.length > 0 || links.length > 0) {
      const folder = queue.shift() ?? (await this.follow(links.shift()!, root));
      if (folder === undefined || (folder !== root && KERNEL_FOLDERS.has(folder.real))) continue;
      for (const entry of await this.entries(folder)) {
        const path = childOf(folder.path, entry.name);
        const child = { path, real: childOf(folder.real, entry.name) };
        if (entry.link) links.push({ path, entry });
        else if (entry.kind === "directory") queue.push(child);
        else if (entry.kind === "file") await this.tryFile(child);
      }
    }
  }

  /** The folder that a link leads to; undefined for a link to anything else, which is looked at. */
  private async follow({ path, entry }: { path: string; entry: Entry }, root: Reached): Promise<Reached | undefined> {
    const meant = await this.copies.meant(path, entry, root.path);
    if (meant) this.found.meant.set(path, meant);
    const { kind, path: target } = meant ?? { kind: entry.kind, path };
    const real = await this.real(target);
    if (kind === "directory") return { path: target, real };
    if (kind === "outside") await this.leaveOut(path, target, entry);
    else if (kind !== "other") await this.tryFile({ path, real });
    return undefined;
  }

  /** A link out of the copy that it is in is not followed; told of what would be looked at. */
  private async leaveOut(path: string, target: string, { kind }: Entry): Promise<void> {
    const configuration = await this.configurations.forFolder(parentOf(path) || "/");
    if (kind !== "directory" && !this.languageOf(path, configuration)) return;
    this.found.outside.push({ path, target, configuration });
  }

  private async entries({ path: folder, real }: Reached): Promise<Entry[]> {
    try {
      if (!this.isNew(real)) return [];
      const entries = await this.host.list(folder);
      this.found.folders.set(folder, entries);
      const configuration = await this.configurations.forListed(folder, entries);
      // It may be what is wrong with it that keeps files from being found.
      this.found.configurations.add(configuration);
      return entries.filter((entry) => {
        if (isExcluded(childOf(folder, entry.name), configuration)) return false;
        return entry.kind !== "directory" || !(SKIPPED_FOLDERS.has(entry.name) || isOfSupervise(entry, entries));
      });
    } catch (error) {
      this.fail(folder, error);
      return [];
    }
  }

  private async tryFile(file: Reached): Promise<void> {
    try {
      await this.file(file, false);
    } catch (error) {
      this.fail(file.path, error);
    }
  }

  private async file({ path, real }: Reached, named: boolean): Promise<void> {
    const configuration = await this.configurations.forFolder(parentOf(path) || "/");
    const chosen = this.chosenLanguage(path, configuration);
    const language = this.languageOf(path, configuration);
    if (named) this.found.configurations.add(configuration);
    if (!language) {
      if (named) this.found.unknown.push(path);
      return;
    }
    const isChosen = named || chosen !== undefined;
    if (!isChosen && language.isGuess?.(path) && (await this.host.stat(real)).size > LARGEST_GUESS) return;
    if (this.isNew(real)) this.found.files.push({ path, language, configuration, isChosen });
  }

  private languageOf(path: string, configuration: Configuration): Language | undefined {
    return this.chosenLanguage(path, configuration) ?? recognise(path);
  }

  private chosenLanguage(path: string, configuration: Configuration): Language | undefined {
    const forced = this.as && nameOf(path) !== CONFIG_FILE ? languageById(this.as) : undefined;
    return forced ?? configuredLanguage(path, configuration);
  }

  /** What has no real path, such as a pipe, is known by the one it was named by; whether it can be read shows later. */
  private real(path: string): Promise<string> {
    return this.host.real(path).catch(() => path);
  }

  private isNew(real: string): boolean {
    if (this.seen.has(real)) return false;
    this.seen.add(real);
    return true;
  }

  private fail(path: string, error: unknown): void {
    this.found.unreadable.push({ path, reason: (error as Error).message, configuration: NO_CONFIGURATION });
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** `files` of the configuration: the last glob that matches counts. Parts of `join` are tinydns data. */
export function configuredLanguage(path: string, { path: at, settings }: Configuration): Language | undefined {
  const parts = Object.values(settings.join).flat();
  if (parts.some((glob) => matches(glob, relativeTo(at, path)))) return languageById("tinydns");
  const globs = Object.entries(settings.files).filter(([glob]) => matches(glob, relativeTo(at, path)));
  const last = globs[globs.length - 1];
  return last && languageById(last[1]);
}

/** The settings for one file: those of its configuration, and above them the overrides that match, in their order. */
export function settingsFor(path: string, { path: at, settings }: Configuration): Settings {
  let result = settings;
  for (const { files, dialect = {}, rules = {}, failOn = result.failOn } of settings.overrides) {
    if (!files.some((glob) => matches(glob, relativeTo(at, path)))) continue;
    result = {
      ...result,
      dialect: { ...result.dialect, ...dialect },
      rules: { ...result.rules, ...rules },
      failOn,
    };
  }
  return result;
}

function isExcluded(path: string, { path: at, settings }: Configuration): boolean {
  return settings.exclude.some((glob) => matches(glob, relativeTo(at, path)));
}

/** Globs are relative to the folder of the configuration. */
export function relativeTo(configuration: string | undefined, path: string): string {
  const folder = configuration?.slice(0, configuration.lastIndexOf("/") + 1) ?? "/";
  return path.startsWith(folder) ? path.slice(folder.length) : path;
}

/** A glob without a slash is about names, wherever they are, as in .gitignore. */
export function matches(glob: string, path: string): boolean {
  return picomatch(glob, { dot: true, basename: !glob.includes("/") })(path);
}
