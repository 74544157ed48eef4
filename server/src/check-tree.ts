/** Checks files and whole trees, and shows the findings as the user knows the files. */
import { printable, type SourceText } from "djblint-grammars/text";
import { checkSource, findingOf, inOrder, ownFinding, sourceAlone } from "./check.js";
import type { Settings } from "./config.js";
import { type Configuration, Configurations } from "./config-file.js";
import { settingsFor } from "./discover.js";
import type { Host } from "./host.js";
import { languageById, recognise } from "./languages/index.js";
import type { Language, SourceFile } from "./languages/language.js";
import { type LoadedTree, type LoadRequest, loadTree } from "./load-tree.js";
import { parentOf } from "./model/tree.js";
import unreadableFile from "./rules/djblint/unreadable-file.js";
import { type Finding, type Fix, SEVERITIES } from "./rules/rule.js";
import type { Source } from "./source.js";

export interface CheckRequest extends LoadRequest {
  /** How a path is shown. */
  readonly display: (path: string) => string;
  /** Checks a source, where that is not to be done at once. */
  readonly check?: (source: Source) => Promise<Finding[]>;
}

export interface CheckResult {
  readonly findings: readonly Finding[];
  /** The files that were checked, as shown. */
  readonly files: readonly string[];
  /** Text of the files, by the path that is shown. */
  readonly sources: ReadonlyMap<string, SourceText>;
  /** Files that were named and are in no known language, as shown. */
  readonly unknown: readonly string[];
  /** The findings that are at least as grave as the `failOn` of their file. */
  readonly grave: ReadonlySet<Finding>;
  /** Findings about files that could not be read and configurations that are wrong. */
  readonly troubles: ReadonlySet<Finding>;
  /** Whether a file could not be read or a configuration is wrong, so that the findings are not the whole truth. */
  readonly incomplete: boolean;
}

export interface TreeResult extends CheckResult {
  /** What was checked, by absolute paths. */
  readonly loaded: LoadedTree;
}

export interface TextResult extends CheckResult {
  readonly loaded: Pick<LoadedTree, "configurations" | "folders" | "sources">;
}

export async function checkTree(host: Host, request: CheckRequest): Promise<TreeResult> {
  const loaded = await loadTree(host, request);
  const result = new ResultBuilder(request.display);
  for (const configuration of loaded.configurations) result.addConfiguration(configuration);
  for (const [done, source] of loaded.sources.entries()) {
    request.progress?.("checked", done, loaded.sources.length);
    const findings = request.check ? await request.check(source) : checkSource(source);
    result.add(source.parts, findings, source.context.settings);
  }
  for (const { path, reason, settings } of loaded.unreadable) result.addUnreadable(path, reason, settings);
  for (const { path, target, settings } of loaded.outside) result.addOutside(path, target, settings);
  return { ...result.finish(loaded.unknown), loaded };
}

/** Checks text that comes from elsewhere (standard input) as though it were the file of that path. */
export async function checkText(
  host: Host,
  text: SourceText,
  path: string,
  request: CheckRequest,
): Promise<TextResult | undefined> {
  const { display, override = (settings) => settings, as, now, timing } = request;
  const language: Language | undefined = as ? languageById(as) : recognise(path);
  if (!language) return undefined;
  const configurations = new Configurations(host, request.configuration);
  const configuration = await configurations.forFolder(parentOf(path));
  const result = new ResultBuilder(display);
  result.addConfiguration(configuration);
  const settings = override(settingsFor(path, configuration));
  const source = sourceAlone({ path, text }, language, { settings, now, timing });
  result.add(source.parts, checkSource(source), settings);
  const loaded = { configurations: new Set([configuration]), folders: [], sources: [source] };
  return { ...result.finish([]), loaded };
}

/** The result with some findings only; those about the work itself stay, or nobody would know why it is incomplete. */
export function narrowed(result: CheckResult, keep: (finding: Finding) => boolean): CheckResult {
  const findings = result.findings.filter((finding) => result.troubles.has(finding) || keep(finding));
  return { ...result, findings, grave: new Set(findings.filter((finding) => result.grave.has(finding))) };
}

/** Collects what is to be shown. */
export class ResultBuilder {
  private readonly findings: Finding[] = [];
  private readonly sources = new Map<string, SourceText>();
  private readonly files: string[] = [];
  private readonly grave = new Set<Finding>();
  private readonly troubles = new Set<Finding>();
  /** Paths that were shown, as they are shown. */
  private readonly names = new Map<string, string>();
  private incomplete = false;

  constructor(private readonly display: (path: string) => string) {}

  add(parts: readonly SourceFile[], findings: readonly Finding[], { failOn }: Settings): void {
    for (const { path, text } of parts) {
      const name = this.display(path);
      this.files.push(name);
      this.sources.set(name, text);
    }
    this.addFindings(findings, failOn);
  }

  private addFindings(findings: readonly Finding[], failOn: Settings["failOn"]): void {
    const limit = SEVERITIES.indexOf(failOn);
    for (const finding of findings) {
      const shown = this.shown(finding);
      this.findings.push(shown);
      if (SEVERITIES.indexOf(shown.severity) <= limit) this.grave.add(shown);
    }
  }

  addConfiguration({ path, text, findings }: Configuration): void {
    if (!path || !text || findings.length === 0) return;
    for (const finding of findings) this.addTrouble(finding);
    this.sources.set(this.display(path), text);
  }

  addUnreadable(path: string, reason: string, settings: Settings): void {
    const observation = { at: { start: 0, end: 0 }, message: "unreadable", params: { reason } };
    const finding = ownFinding(unreadableFile, path, observation, settings);
    if (finding) this.addTrouble(finding);
    this.incomplete = true;
  }

  /** The other findings are true without what is there. */
  addOutside(path: string, target: string, settings: Settings): void {
    const observation = { at: { start: 0, end: 0 }, message: "outside", params: { target: printable(target) } };
    const finding = ownFinding(unreadableFile, path, observation, settings);
    if (finding) this.addFindings([finding], settings.failOn);
  }

  private addTrouble(finding: Finding): void {
    const shown = this.shown(finding);
    this.findings.push(shown);
    this.troubles.add(shown);
    this.incomplete = true;
  }

  finish(unknown: readonly string[]): CheckResult {
    const { files, sources, grave, troubles, incomplete } = this;
    const findings = inOrder(this.findings);
    return { findings, files, sources, unknown: unknown.map(this.display), grave, troubles, incomplete };
  }

  /** With paths as the user knows them. */
  private shown(finding: Finding): Finding {
    const { related, fixes, file } = finding;
    const shown = { ...finding, related: related?.map(this.show), fixes: fixes?.map(this.showFix) };
    return findingOf(shown, finding.rule, finding.severity, this.nameOf(file));
  }

  private readonly showFix = (fix: Fix): Fix => ({ ...fix, edits: fix.edits.map(this.show) });

  private readonly show = <T extends { readonly file?: string }>(place: T): T =>
    place.file === undefined ? place : { ...place, file: this.nameOf(place.file) };

  /** As it is shown. */
  private nameOf(path: string): string {
    let name = this.names.get(path);
    if (name === undefined) {
      name = this.display(path);
      this.names.set(path, name);
    }
    return name;
  }
}
