/**
 * The whole pipeline on one page: bytes -> analysis -> rules -> findings -> suppressions -> severity -> order.
 * Nothing here reads a file or prints.
 */
import type { Settings } from "./config.js";
import type { ActiveRule, CheckContext, Language, SourceFile } from "./languages/language.js";
import { Tree } from "./model/tree.js";
import findingsCapped from "./rules/djblint/findings-capped.js";
import unknownSuppression from "./rules/djblint/unknown-suppression.js";
import unusedSuppression from "./rules/djblint/unused-suppression.js";
import { RULES } from "./rules/registry.js";
import type { Finding, LanguageId, Observation, Rule, RuleMeta, Severity } from "./rules/rule.js";
import { Source } from "./source.js";
import { applySuppressions, findSuppressions, type Suppression, selects } from "./suppress.js";

/** At most so many findings of one rule are listed for one file; that there are more is said. */
export const FINDINGS_OF_A_RULE = 1000;

/** Checks a file that stands alone. */
export function checkFile(file: SourceFile, language: Language, context: Omit<CheckContext, "tree">): Finding[] {
  const tree = new Tree();
  const source = new Source(language, [file], { ...context, tree });
  tree.addSource(source);
  return checkSource(source);
}

/** All that the rules say about a source, in the files that it consists of. */
export function checkSource(source: Source): Finding[] {
  const findings = observe(source);
  // Each part speaks for itself: a suppression for the whole file is one for that part.
  return source.parts.flatMap((part) =>
    settle(
      findings.filter(({ file }) => file === part.path),
      part,
      source,
    ),
  );
}

function observe(source: Source): Finding[] {
  const { settings } = source.context;
  const collectors = rulesOf(source.language.id).flatMap((rule) => {
    const severity = severityOf(rule, settings);
    return severity === "off" ? [] : [new Collector(rule, severity, isConfigured(rule, settings), source.whole.path)];
  });
  source.language.check(source.analysis, collectors);
  return collectors.flatMap((collector) => collector.finish(settings)).map((finding) => source.putBack(finding));
}

/** Takes out what the comments of a file suppress, and puts the rest in order. */
function settle(findings: Finding[], file: SourceFile, { language, context }: Source): Finding[] {
  return inOrder(withoutSuppressed(findings, file, language, context.settings));
}

/** A finding of djblint about the work itself; undefined when its rule is switched off. */
export function ownFinding(
  rule: RuleMeta,
  file: string,
  observation: Observation,
  settings: Settings,
): Finding | undefined {
  const severity = severityOf(rule, settings);
  return severity === "off" ? undefined : { ...observation, rule, severity, file };
}

/** The severity in force: the longest selector of the configuration that names the rule, else the rule's own. */
export function severityOf(rule: RuleMeta, settings: Settings): Severity | "off" {
  let best = "";
  let severity: Severity | "off" = rule.optIn ? "off" : rule.severity;
  for (const [selector, value] of Object.entries(settings.rules)) {
    // A name is as exact as a whole code, however short it is.
    const weight = selector === rule.name ? rule.code : selector;
    if (!selects(selector, rule) || weight.length < best.length) continue;
    best = weight;
    severity = value;
  }
  return severity;
}

function isConfigured(rule: RuleMeta, settings: Settings): boolean {
  return Object.keys(settings.rules).some((selector) => selects(selector, rule));
}

/** By file, place and code, so that the same input always gives the same list. */
export function inOrder(findings: Finding[]): Finding[] {
  return findings.sort(
    (a, b) =>
      compare(a.file, b.file) ||
      a.at.start - b.at.start ||
      a.at.end - b.at.end ||
      compare(a.rule.code, b.rule.code) ||
      compare(a.message, b.message),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Takes what one rule reports about one file. */
class Collector implements ActiveRule {
  readonly on: ActiveRule["on"];
  isFull = false;
  private readonly findings: Finding[] = [];

  constructor(
    private readonly rule: Rule,
    private readonly severity: Severity,
    /** Then all messages have the severity that the configuration says. */
    private readonly isConfigured: boolean,
    private readonly file: string,
  ) {
    this.on = rule.on as ActiveRule["on"];
  }

  readonly report = (observation: Observation): boolean => {
    const { rule, file, findings } = this;
    const own = this.isConfigured ? undefined : rule.messages[observation.message].severity;
    const severity = own ?? this.severity;
    if (findings.length === FINDINGS_OF_A_RULE) this.isFull = true;
    else findings.push({ ...observation, rule, severity, file });
    return !this.isFull;
  };

  finish(settings: Settings): Finding[] {
    if (!this.isFull) return this.findings;
    const { at } = this.findings[this.findings.length - 1];
    const params = { code: this.rule.code, name: this.rule.name };
    const rest = ownFinding(findingsCapped, this.file, { at, message: "capped", params }, settings);
    return rest ? [...this.findings, rest] : this.findings;
  }
}

function withoutSuppressed(findings: Finding[], file: SourceFile, language: Language, settings: Settings): Finding[] {
  if (!language.hasComments(file.path)) return findings;
  const suppressions = findSuppressions(file.text);
  if (suppressions.length === 0) return findings;
  const known = suppressions.filter(({ selector }) => RULES.some((rule) => selects(selector, rule)));
  const { kept, unused } = applySuppressions(findings, known, (finding) => file.text.positionAt(finding.at.start).line);
  const say = (rule: RuleMeta, message: string) => (suppression: Suppression) =>
    ownFinding(
      rule,
      file.path,
      { at: suppression.span, message, params: { selector: suppression.selector } },
      settings,
    ) ?? [];
  const unknown = suppressions.filter((suppression) => !known.includes(suppression));
  return [
    ...kept,
    ...unknown.flatMap(say(unknownSuppression, "unknown")),
    ...unused.flatMap(say(unusedSuppression, "unused")),
  ];
}

/** The rules that speak about a language. */
export function rulesOf(language: LanguageId): readonly Rule[] {
  return RULES.filter((rule) => rule.language === language);
}
