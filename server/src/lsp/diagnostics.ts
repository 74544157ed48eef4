/**
 * Diagnostics, for clients that take what they are sent and for those that ask. Some ask for open documents only: they are
 * sent those of other files. What is told is always about the texts as they are: a source that has been replaced
 * meanwhile is not spoken of.
 */
import {
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import type { Source } from "../source.js";
import { knownAddress } from "./addresses.js";
import type { Checker } from "./checker.js";
import type { ClientTraits } from "./client-traits.js";
import { toDiagnostics } from "./convert.js";
import { TimeSlice } from "./in-slices.js";
import { StandingFindings } from "./standing-findings.js";
import type { CheckedTree, Workspace } from "./workspace.js";

/** What is known of the documents that are open. */
export interface OpenDocuments {
  /** Address and version of the document at a path; undefined when it is not open. */
  openAt(path: string): { readonly uri: string; readonly version: number } | undefined;
  openPaths(): Iterable<string>;
}

interface Told {
  /** By which the client knows the file. */
  readonly uri: string;
  readonly version: number | undefined;
  readonly diagnostics: Diagnostic[];
  /** The same as JSON, where it had to be made. */
  readonly content?: string;
  /** What a client that asked knows it by. */
  readonly id?: string;
}

interface Shown {
  readonly findings: StandingFindings;
  readonly edition: number;
  readonly diagnostics: Diagnostic[];
}

export class Diagnostics {
  /** What was told last, by path: only what differs is sent, and a client that asks again may hear that nothing changed. */
  private readonly told = new Map<string, Told>();
  /** What findings were made to last, by path. */
  private readonly shown = new Map<string, Shown>();
  /** Files whose diagnostics a client that asks has been sent. */
  private readonly sent = new Set<string>();
  /** Whether the client asks for all files. */
  private asksForAll = false;
  /** What somebody waits for: other files come later. */
  private urgent: Promise<void> | undefined;
  private count = 0;
  /** Changes whenever the work of going through all files has to start anew. */
  private round = {};
  /** Files that changed, around which nothing was checked to the end yet, each with its last change: a check may be on its way. */
  private readonly owed = new Map<string, object>();
  /** The same, where it holds for all files. */
  private owesAll: object | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly documents: OpenDocuments,
    private readonly workspace: Workspace,
    private readonly checker: Checker,
    private readonly client: ClientTraits,
  ) {}

  /** A document was opened or changed. */
  async changed(path: string, isOpened = false): Promise<void> {
    if (this.client.pullsDiagnostics) return this.takeBack(path);
    const telling = this.tellSoon(path, isOpened);
    this.urgent = telling.catch(() => {});
    await telling;
  }

  private async tellSoon(path: string, isOpened: boolean): Promise<void> {
    const checked = await this.workspace.treeOf(path);
    const source = checked.sources.get(path);
    if (!source) return;
    const isCurrent = () => this.workspace.isCurrent(source, checked);
    const known = this.checker.soon(source);
    const soon = known ?? (isOpened ? await this.checker.first(source, isCurrent) : undefined);
    if (soon && isCurrent()) this.sendSoon(source, soon);
  }

  /** A file changed: what that may matter to is to be checked, when there is time. */
  owe(path: string): void {
    this.owed.set(path, {});
  }

  /** Checks everything that changes of files may matter to: the files that see them, and what was given up for others. */
  async checkOwed(): Promise<void> {
    if (this.owesAll) return this.checkAll();
    const isWanted = this.newRound();
    const owed = [...this.owed];
    const trees = new Set<CheckedTree>();
    for (const [path] of owed) {
      trees.add(await this.workspace.treeOf(path));
      for (const checked of await this.workspace.treesAbove(path)) trees.add(checked);
    }
    if (await this.checkTrees(trees, () => {}, isWanted)) this.settle(owed);
  }

  /** What changed again meanwhile is owed still. */
  private settle(owed: readonly [path: string, change: object][]): void {
    for (const [path, change] of owed) if (this.owed.get(path) === change) this.owed.delete(path);
  }

  /** Checks what is open and what is below the workspace folders. */
  async checkAll(): Promise<void> {
    const isWanted = this.newRound();
    const change = {};
    this.owesAll = change;
    const owed = [...this.owed];
    const seen = new Set<string>();
    const isDone = await this.checkTrees(await this.allTrees(), (path) => seen.add(path), isWanted);
    if (!isDone) return;
    if (this.owesAll === change) this.owesAll = undefined;
    this.settle(owed);
    // Files that are gone have no problems any more.
    for (const path of this.told.keys()) {
      if (seen.has(path) || (await this.isOpenAndOurs(path))) continue;
      if (this.isSent(path)) this.sendOf(path, []);
      this.told.delete(path);
    }
  }

  /** Such as one that was opened while others were checked; one that the settings made ours may be so no more. */
  private async isOpenAndOurs(path: string): Promise<boolean> {
    if (!this.documents.openAt(path)) return false;
    return (await this.workspace.treeOf(path)).sources.has(path);
  }

  /** Nothing that is being worked on is wanted any more. */
  stop(): void {
    this.newRound();
  }

  /**
   * Whether the work that begins here is still wanted: until other work begins. While it waits for trees, that one may get
   * all of its own, and these may be dropped.
   */
  private newRound(): () => boolean {
    const round = {};
    this.round = round;
    return () => this.round === round;
  }

  /** A document was closed: nothing is said any more of a file that nothing else shows. */
  async closed(path: string, uri: string): Promise<void> {
    const { sources } = await this.workspace.treeOf(path);
    if (sources.has(path) && this.workspace.folderOf(path) !== undefined) return this.changed(path);
    // Its neighbours may have been shown for its sake only.
    this.owesAll = {};
    this.told.delete(path);
    if (!this.client.pullsDiagnostics) await this.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  async ofDocument(path: string, previous: string | undefined): Promise<DocumentDiagnosticReport> {
    const checked = await this.workspace.treeOf(path);
    const source = checked.sources.get(path);
    if (!source) return this.report(path, await this.ofConfiguration(path, checked), previous);
    // A client that can be told to ask again hears at once what is known, and the rest later.
    const soon = this.client.refreshesDiagnostics ? this.checker.soon(source) : undefined;
    const findings = soon ?? (await this.checker.whole(source, () => this.workspace.isCurrent(source, checked)));
    if (!findings) throw askAgain();
    return this.report(path, this.ofPart(path, source, findings), previous);
  }

  /** Reports on all files of the workspace that have problems, had some, or are open. */
  async ofWorkspace(
    previous: ReadonlyMap<string, string>,
    isWanted: () => boolean,
  ): Promise<WorkspaceDocumentDiagnosticReport[]> {
    this.asksForAll = true;
    for (const path of this.sent) this.takeBack(path);
    const reports: WorkspaceDocumentDiagnosticReport[] = [];
    const add = (path: string, diagnostics: Diagnostic[]) => {
      const open = this.documents.openAt(path);
      const uri = this.uriOf(path);
      if (diagnostics.length === 0 && !open && !previous.has(uri)) return;
      reports.push({ ...this.report(path, diagnostics, previous.get(uri)), uri, version: open?.version ?? null });
    };
    const seen = new Set<string>();
    const trees = await this.allTrees();
    for (const checked of trees) {
      // A file that is changed meanwhile is not told of, but it is there.
      for (const path of checked.sources.keys()) seen.add(this.uriOf(path));
      for await (const [path, diagnostics] of this.ofTree(checked, isWanted)) {
        seen.add(this.uriOf(path));
        add(path, diagnostics);
      }
    }
    if ([...trees].some((checked) => this.workspace.isDropped(checked))) throw askAgain();
    for (const [uri, id] of previous) {
      // A file that is gone has no problems any more.
      if (!seen.has(uri) && id !== GONE) {
        reports.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, items: [], resultId: GONE });
      }
    }
    return reports;
  }

  private async allTrees(): Promise<Set<CheckedTree>> {
    const trees = new Set(await this.workspace.trees());
    for (const path of this.documents.openPaths()) trees.add(await this.workspace.treeOf(path));
    return trees;
  }

  /** False when the work was given up because there was something newer. */
  private async checkTrees(
    trees: Iterable<CheckedTree>,
    look: (path: string) => void,
    isWanted: () => boolean,
  ): Promise<boolean> {
    let isNews = false;
    for (const checked of trees) {
      for await (const [path, diagnostics] of this.ofTree(checked, isWanted)) {
        look(path);
        if (this.isSent(path)) this.sendOf(path, diagnostics);
        else isNews ||= this.differs(path, diagnostics);
      }
      if (this.workspace.isDropped(checked)) return false;
    }
    if (isNews && isWanted() && this.client.refreshesDiagnostics) {
      await this.connection.languages.diagnostics.refresh();
    }
    return isWanted();
  }

  /** The diagnostics of all files of a tree, configurations among them. */
  private async *ofTree(checked: CheckedTree, isWanted: () => boolean): AsyncGenerator<[string, Diagnostic[]]> {
    const isShown = (path: string) => this.workspace.speaksFor(path, checked);
    for (const { path } of checked.configurations) {
      if (!isWanted()) return;
      if (path && isShown(path)) yield [path, await this.ofConfiguration(path, checked)];
    }
    const slice = new TimeSlice();
    for (const source of new Set(checked.sources.values())) {
      if (slice.isOver) await slice.next();
      if (!isWanted()) return;
      await this.urgent;
      const isCurrent = () => isWanted() && this.workspace.isCurrent(source, checked);
      const findings = isCurrent() ? await this.checker.whole(source, isCurrent) : undefined;
      if (!findings || !isCurrent()) continue;
      for (const { path } of source.parts) if (isShown(path)) yield [path, this.ofPart(path, source, findings)];
    }
  }

  /** Whether the client is sent the diagnostics of a file, and does not ask for them. */
  private isSent(path: string): boolean {
    return !this.client.pullsDiagnostics || (!this.asksForAll && !this.documents.openAt(path));
  }

  /** Of a file that the client asks for from now on. */
  private takeBack(path: string): void {
    if (!this.sent.delete(path)) return;
    const uri = this.told.get(path)?.uri ?? this.uriOf(path);
    this.told.delete(path);
    void this.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  private uriOf(path: string): string {
    return knownAddress(path, this.documents);
  }

  /** While somebody types, only what differs is sent: the version of the text follows when the whole is checked. */
  private sendSoon(source: Source, findings: StandingFindings): void {
    for (const { path } of source.parts) {
      const diagnostics = this.ofPart(path, source, findings);
      if (this.differs(path, diagnostics)) this.sendOf(path, diagnostics);
    }
  }

  private sendOf(path: string, diagnostics: Diagnostic[]): void {
    const open = this.documents.openAt(path);
    const version = open?.version;
    const uri = this.uriOf(path);
    const told = this.told.get(path);
    if (!told && !open && diagnostics.length === 0) return;
    if (told && told.uri === uri && told.version === version && !this.differs(path, diagnostics)) return;
    this.told.set(path, { uri, version, diagnostics });
    if (this.client.pullsDiagnostics) this.sent.add(path);
    // A document that was opened by a link to the file, or was closed since, is known by another address than that one.
    if (told && told.uri !== uri) void this.connection.sendDiagnostics({ uri: told.uri, diagnostics: [] });
    void this.connection.sendDiagnostics({ uri, version, diagnostics });
  }

  private ofPart(path: string, source: Source, findings: StandingFindings): Diagnostic[] {
    const known = this.shown.get(path);
    if (known?.findings === findings && known.edition === findings.edition) return known.diagnostics;
    const { text } = source.parts.find((part) => part.path === path)!;
    const { tree } = source.context;
    const diagnostics = toDiagnostics(findings, { path, tree, text, client: this.client });
    this.shown.set(path, { findings, edition: findings.edition, diagnostics });
    return diagnostics;
  }

  /** What is wrong with a configuration file; nothing for any other path. */
  private async ofConfiguration(path: string, { configurations, tree }: CheckedTree): Promise<Diagnostic[]> {
    const open = await this.workspace.openConfiguration(path);
    const found = open ?? [...configurations].find((each) => each.path === path);
    if (!found?.text) return [];
    return toDiagnostics(new StandingFindings(found.findings), { path, tree, text: found.text, client: this.client });
  }

  private differs(path: string, diagnostics: Diagnostic[]): boolean {
    const told = this.told.get(path)?.diagnostics ?? [];
    return told.length !== diagnostics.length || !told.every((each, index) => isSame(each, diagnostics[index]));
  }

  private report(path: string, diagnostics: Diagnostic[], previous: string | undefined) {
    const content = JSON.stringify(diagnostics);
    const told = this.told.get(path);
    const id = (told?.content === content ? told.id : undefined) ?? String(++this.count);
    const version = this.documents.openAt(path)?.version;
    // What was sent stands in the client beside what it asks for, until something else is sent.
    if (!this.isSent(path)) this.told.set(path, { uri: this.uriOf(path), version, diagnostics, content, id });
    if (id === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: id } as const;
    return { kind: DocumentDiagnosticReportKind.Full, resultId: id, items: diagnostics } as const;
  }
}

/** For a client whose question something came in between. */
function askAgain(): Error {
  return new ResponseError(LSPErrorCodes.ServerCancelled, "changed", { retriggerRequest: true });
}

/** Most are the same objects, or differ at first sight. */
function isSame(a: Diagnostic, b: Diagnostic): boolean {
  if (a === b) return true;
  const { start, end } = a.range;
  const isAlike =
    start.line === b.range.start.line &&
    start.character === b.range.start.character &&
    end.line === b.range.end.line &&
    end.character === b.range.end.character &&
    a.code === b.code &&
    a.message === b.message;
  return isAlike && JSON.stringify(a) === JSON.stringify(b);
}

/** What a file that is gone is reported as. */
const GONE = "gone";
