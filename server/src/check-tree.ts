/** Checks files and whole trees: finds the files, reads them, runs the pipeline of `check.ts` on each. */
import { SourceText } from "djblint-grammars/text";
import { checkFile, inOrder, ownFinding } from "./check.js";
import { DEFAULT_SETTINGS, type Settings } from "./config.js";
import { type Configuration, Configurations } from "./config-file.js";
import { discover } from "./discover.js";
import type { Host } from "./host.js";
import { checkParts } from "./join.js";
import { languageById, recognise } from "./languages/index.js";
import type { Language, SourceFile } from "./languages/language.js";
import unreadableFile from "./rules/djblint/unreadable-file.js";
import { type Finding, type LanguageId, SEVERITIES } from "./rules/rule.js";
import { unitsOf } from "./units.js";

export interface CheckRequest {
  /** Absolute paths with `/`. */
  readonly paths: readonly string[];
  /** The language of all files that are named, whatever they are called. */
  readonly as?: LanguageId;
  /** Settings that stand above those of any file. */
  readonly override?: (settings: Settings) => Settings;
  /** Unix time in seconds. */
  readonly now: number;
  /** How a path is shown. */
  readonly display: (path: string) => string;
}

export interface CheckResult {
  readonly findings: readonly Finding[];
  /** Number of files that were checked. */
  readonly files: number;
  /** Text of the files that have findings, by the path that is shown. */
  readonly sources: ReadonlyMap<string, SourceText>;
  /** Files that were named and are in no known language, as shown. */
  readonly unknown: readonly string[];
  /** Whether a finding is at least as grave as the `failOn` of its file. */
  readonly failed: boolean;
  /** Whether a file could not be read or a configuration is wrong, so that the findings are not the whole truth. */
  readonly incomplete: boolean;
}

export async function checkTree(host: Host, request: CheckRequest): Promise<CheckResult> {
  const { display, override = (settings) => settings } = request;
  const configurations = new Configurations(host, display);
  const found = await discover(host, configurations, request.paths, request.as);
  const result = new ResultBuilder();
  for (const configuration of found.configurations) result.addConfiguration(configuration, display);
  for (const { files } of await unitsOf(host, configurations, found.files)) {
    const { language, configuration } = files[0];
    const settings = override(configuration.settings);
    const parts: SourceFile[] = [];
    for (const { path } of files) {
      const bytes = await host.read(path).catch((error: Error) => error);
      if (bytes instanceof Error) result.addUnreadable(display(path), bytes.message, settings);
      else parts.push({ path: display(path), text: new SourceText(bytes) });
    }
    if (!files[0].isChosen && parts.some(({ text }) => language.mayHold?.(text) === false)) continue;
    if (parts.length > 0) result.add(parts, checkParts(parts, language, { settings, now: request.now }), settings);
  }
  for (const { path, reason } of found.unreadable) {
    result.addUnreadable(display(path), reason, override(DEFAULT_SETTINGS));
  }
  return result.finish(found.unknown.map(display));
}

/** Checks text that comes from elsewhere (standard input) as though it were the file of that path. */
export async function checkText(
  host: Host,
  text: SourceText,
  path: string,
  request: CheckRequest,
): Promise<CheckResult | undefined> {
  const { display, override = (settings) => settings, as, now } = request;
  const language: Language | undefined = as ? languageById(as) : recognise(path);
  if (!language) return undefined;
  const configuration = await new Configurations(host, display).forFolder(path.slice(0, path.lastIndexOf("/")) || "/");
  const result = new ResultBuilder();
  result.addConfiguration(configuration, display);
  const settings = override(configuration.settings);
  const file = { path: display(path), text };
  result.add([file], checkFile(file, language, { settings, now }), settings);
  return result.finish([]);
}

class ResultBuilder {
  private readonly findings: Finding[] = [];
  private readonly sources = new Map<string, SourceText>();
  private files = 0;
  private failed = false;
  private incomplete = false;

  add(parts: readonly SourceFile[], findings: readonly Finding[], { failOn }: Settings): void {
    this.files += parts.length;
    if (findings.length === 0) return;
    for (const finding of findings) this.findings.push(finding);
    for (const { path, text } of parts) this.sources.set(path, text);
    const limit = SEVERITIES.indexOf(failOn);
    if (findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= limit)) this.failed = true;
  }

  addConfiguration({ path, text, findings }: Configuration, display: (path: string) => string): void {
    if (!path || !text || findings.length === 0) return;
    this.findings.push(...findings);
    this.sources.set(display(path), text);
    this.incomplete = true;
  }

  addUnreadable(path: string, reason: string, settings: Settings): void {
    const observation = { at: { start: 0, end: 0 }, message: "unreadable", params: { reason } };
    const finding = ownFinding(unreadableFile, path, observation, settings);
    if (finding) this.findings.push(finding);
    this.incomplete = true;
  }

  finish(unknown: readonly string[]): CheckResult {
    const { files, sources, failed, incomplete } = this;
    return { findings: inOrder(this.findings), files, sources, unknown, failed, incomplete };
  }
}
