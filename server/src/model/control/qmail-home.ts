/** The qmail installations of a tree: their control files, assigned users, homes and default delivery. */
import { controlFile } from "djblint-grammars/control/files";
import type { SourceText } from "djblint-grammars/text";
import { areSameLists } from "../memo.js";
import { fileRead } from "../run/file-read.js";
import type { RunScript } from "../run/run-script.js";
import type { Chain, Value } from "../run/service.js";
import { reachedChains } from "../run/service-end.js";
import { entryFor } from "../run/service-folder.js";
import { byHost, hostRootOf, sourcesOnHost } from "../site/site-roots.js";
import { type Analyses, parentOf, type Tree } from "../tree.js";
import { type KnownHomes, knownHomes } from "./accounts.js";
import type { ControlFile } from "./control.js";
import { ControlDirectory, type ControlFiles } from "./control-directory.js";
import { controlNameOf } from "./control-source.js";
import { type DotQmailFile, meantNames } from "./dot-qmail.js";
import { meantAssignments } from "./meant-assignments.js";
import { type Assignment, UserAssignments } from "./user-assignments.js";

/** Where qmail is installed: by its own conf-qmail, by that of Debian, and by that of IndiMail. */
const HOMES = ["/var/qmail", "/var/lib/qmail", "/var/indimail"];

/** Control files that packages keep apart from the home, such as those of Debian in /etc/qmail. */
const APART = /\/etc\/[^/]+(\/control)?$/;

export class QmailHome {
  readonly directory: ControlDirectory;

  constructor(
    readonly tree: Tree,
    /** The folder of control files; absolute. */
    readonly control: string,
  ) {
    this.directory = new ControlDirectory(new FilesOfFolder(tree, control), tree);
  }

  /** The folder with `users` and `alias`: most often the one that holds the folder of control files; absolute. */
  get path(): string {
    return this.tree.onceFor(this, "path", () => this.findPath(), Object.is);
  }

  private findPath(): string {
    const { tree, control } = this;
    const beside = parentOf(control);
    const others = APART.test(control) ? HOMES.flatMap((home) => tree.find(home, beside)?.path ?? []) : [];
    const holds = (folder: string) => PARTS.some((name) => tree.children(`${folder}/${name}`) !== undefined);
    return [beside, ...others].find(holds) ?? beside;
  }

  /** Its path on the host. */
  private get name(): string {
    return HOMES.find((home) => this.path.endsWith(home)) ?? HOMES[0];
  }

  /** Path of a control file. */
  controlPath(name: string): string {
    return `${this.control}/${name}`;
  }

  /** D10: the assignment of a local address, and the file that shows it; users/cdb is what counts, if it is there. */
  assignment(local: string): (Assignment & { readonly path: string }) | undefined {
    const { written: source, compiled: database } = this.assignments;
    const written = source?.find(local);
    const found = database ? database.find(local) : written;
    if (!found) return undefined;
    const isWritten = written !== undefined && sameFields(written, found);
    return isWritten ? { ...written, path: this.usersPath("assign") } : { ...found, path: this.usersPath("cdb") };
  }

  /** What users/cdb, or without it users/assign, has a wildcard for, in small letters. */
  get assignedWildcards(): readonly string[] {
    const { written, compiled } = this.assignments;
    return (compiled ?? written)?.wildcards ?? [];
  }

  private get assignments() {
    const written = this.users("assign", (path) => {
      const file = this.tree.analysis("control", path);
      return file && UserAssignments.ofLines(file.lines);
    });
    const compiled = this.users("cdb", (path) => {
      const text = this.tree.text(path);
      return text && UserAssignments.ofDatabase(text.bytes);
    });
    return { written, compiled };
  }

  /**
   * Whether users/assign is meant to say whose a local address is. Where it does not, that is the fault of a line, or of a
   * users/cdb that was not made anew: other rules speak of both.
   */
  isMeantAssigned(local: string): boolean {
    const meant = this.tree.onceFor(this, "meant assignments", () => {
      const file = this.tree.analysis("control", this.usersPath("assign"));
      return file && meantAssignments(file.lines);
    });
    return meant?.find(local) !== undefined;
  }

  /** Whether users/assign or users/cdb is there. */
  get hasAssignments(): boolean {
    return ["assign", "cdb"].some((name) => this.tree.entry(this.usersPath(name))?.kind === "file");
  }

  private users(name: string, read: (path: string) => UserAssignments | undefined): UserAssignments | undefined {
    return this.tree.onceFor(this, `users/${name}`, () => read(this.usersPath(name)));
  }

  private usersPath(name: string): string {
    return `${this.path}/users/${name}`;
  }

  /** The accounts of the host, and where they are at home. */
  get accounts(): KnownHomes {
    return this.tree.onceFor(this, "accounts", () => knownHomes(this, this.tree));
  }

  /** The home of the user alias, as the host knows it. */
  get aliasHome(): string {
    return this.accounts.homeOf("alias") ?? this.usualAliasHome;
  }

  get usualAliasHome(): string {
    return `${this.name}/alias`;
  }

  /** The folder of this tree that is the home of a user; undefined when it was not looked into. */
  homeFolder(home: string): string | undefined {
    return this.tree.onceFor(this, `folder of ${home}`, () => this.findFolder(home), Object.is);
  }

  private findFolder(home: string): string | undefined {
    const found = this.tree.find(home, this.path);
    if (found && this.tree.children(found.path)) return found.path;
    if (!`${home}/`.startsWith(`${this.name}/`)) return undefined;
    const own = this.path + home.slice(this.name.length);
    return this.tree.children(own) ? own : undefined;
  }

  /** A file of a home. */
  dotQmail(folder: string, name: string): DotQmailFile | undefined {
    const path = `${folder}/${name}`;
    const entry = this.tree.entry(path);
    const text = entry?.kind === "file" ? this.tree.text(path) : undefined;
    return text && { text, mode: entry?.mode };
  }

  /** Names of what is in a home; none when it was not looked into. */
  namesIn(folder: string): readonly string[] {
    const find = () => (this.tree.children(folder) ?? []).map(({ path }) => path.slice(folder.length + 1));
    return this.tree.onceFor(this, `names in ${folder}`, find, areSameLists);
  }

  /** The same as they are meant, where qmail-local finds a file by another name only (QM808). */
  meantNamesIn(folder: string): readonly string[] {
    return this.tree.onceFor(this, `meant names in ${folder}`, () => meantNames(this.namesIn(folder)), areSameLists);
  }

  /** What qmail-start is told to do for users without instructions, and where; undefined when no script tells. */
  get defaultDelivery(): DefaultDelivery | undefined {
    const { tree } = this;
    for (const path of sourcesBeside(tree, hostRootOf(tree, this.controlPath("me")), "run")) {
      const analysis = tree.analysis("run", path)!;
      for (const chain of reachedChains(analysis.service)) {
        const [argument] = chain.steps.find(({ name }) => name === "qmail-start")?.arguments ?? [];
        if (argument?.text !== undefined) return { text: argument.text, path, offset: argument.start };
        const read = argument && this.readDelivery(argument, chain, analysis);
        if (read) return read;
      }
    }
    return undefined;
  }

  /** From a file such as control/defaultdelivery; the shell takes the line ends away behind it. */
  private readDelivery(argument: Value, chain: Chain, script: RunScript): DefaultDelivery | undefined {
    const read = fileRead(argument, chain);
    const path = read?.isQuoted ? entryFor(script, read.file)?.path : undefined;
    const text = path === undefined ? undefined : this.tree.text(path);
    if (!read || path === undefined || !text) return undefined;
    const { start, end } = read.isWhole ? { start: 0, end: text.bytes.length } : text.lines.span(0);
    return { text: text.slice({ start, end }).replace(/\n+$/, ""), path, offset: 0 };
  }
}

interface DefaultDelivery {
  readonly text: string;
  /** The file that says it, and where. */
  readonly path: string;
  readonly offset: number;
}

/** What a home holds beside the control files. */
const PARTS = ["users", "alias"];

/** One for each folder with control files, in the order in which they were found. */
export function qmailHomes(tree: Tree): readonly QmailHome[] {
  return tree.once(findHomes, areSameLists);
}

function findHomes(tree: Tree): QmailHome[] {
  const folders = new Set<string>();
  for (const path of tree.sourcePaths("control")) {
    const folder = parentOf(path);
    if (controlFile(controlNameOf(path.slice(folder.length + 1)))) folders.add(folder);
  }
  return [...folders].map((folder) => tree.onceFor(QmailHome, folder, () => new QmailHome(tree, folder)));
}

/** Those of the host with a folder. */
export function qmailHomesOn(tree: Tree, root: string): readonly QmailHome[] {
  return tree.once(homesByHost).get(root) ?? [];
}

function homesByHost(tree: Tree): ReadonlyMap<string, readonly QmailHome[]> {
  return byHost(tree, qmailHomes(tree), (home) => home.controlPath("me"));
}

/** Those that files of a host are about. With one qmail in the tree, all that is said of mail is said of that. */
export function qmailHomesBeside(tree: Tree, root: string): readonly QmailHome[] {
  return hasOneQmail(tree) ? qmailHomes(tree) : qmailHomesOn(tree, root);
}

/** The sources of a language that speak of the qmail of a host. */
export function sourcesBeside(tree: Tree, root: string, language: keyof Analyses): readonly string[] {
  return hasOneQmail(tree) ? tree.sourcePaths(language) : sourcesOnHost(tree, root, language);
}

function hasOneQmail(tree: Tree): boolean {
  return qmailHomes(tree).length < 2;
}

function sameFields(a: Assignment, b: Assignment): boolean {
  const fields = ["user", "uid", "gid", "home", "dash", "extension"] as const;
  return fields.every((field) => a[field] === b[field]);
}

/** The control files of a folder as they are in the tree. */
class FilesOfFolder implements ControlFiles {
  constructor(
    private readonly tree: Tree,
    private readonly folder: string,
  ) {}

  get(name: string): ControlFile | "unreadable" | undefined {
    return this.tree.onceFor(this, name, () => this.read(name));
  }

  /** R1: what is there and was not read, such as a folder, cannot be read by qmail's programs either. */
  private read(name: string): ControlFile | "unreadable" | undefined {
    const path = `${this.folder}/${name}`;
    const { tree } = this;
    const text = tree.text(path);
    if (text && controlFile(name)?.shape === "database") return databaseFile(text, name);
    const file = tree.analysis("control", path);
    if (file) return file;
    const entry = tree.entry(path);
    return entry === undefined || entry.kind === "missing" ? undefined : "unreadable";
  }
}

/** A database has no lines. */
function databaseFile(text: SourceText, name: string): ControlFile {
  return { text, shape: "database", spec: controlFile(name), lines: [] };
}
