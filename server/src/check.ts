/**
 * The whole pipeline on one page: bytes -> analysis -> rules -> findings -> suppressions -> severity -> order.
 * Nothing here reads a file or prints.
 */
import { SiteCheck, withdrawalKey } from "./check-site.js";
import type { Settings } from "./config.js";
import type { ActiveRule, CheckContext, Language, SourceFile } from "./languages/language.js";
import { isSameData } from "./model/memo.js";
import { finish } from "./model/steps.js";
import { Tree } from "./model/tree.js";
import type { RuleTiming } from "./rule-timing.js";
import findingsCapped from "./rules/djblint/findings-capped.js";
import unknownSuppression from "./rules/djblint/unknown-suppression.js";
import unusedSuppression from "./rules/djblint/unused-suppression.js";
import { RULES } from "./rules/registry.js";
import {
  type Finding,
  LANGUAGE_IDS,
  type LanguageId,
  type Observation,
  type Rule,
  type RuleLanguage,
  type RuleMeta,
  type Severity,
} from "./rules/rule.js";
import { Source } from "./source.js";
import { applySuppressions, exactness, findSuppressions, isMalformed, type Suppression, selects } from "./suppress.js";

/** At most so many findings of one rule are listed for one file; that there are more is said. */
const FINDINGS_OF_A_RULE = 1000;

/** Checks a file that stands alone. */
export function checkFile(file: SourceFile, language: Language, context: Omit<CheckContext, "tree">): Finding[] {
  return checkSource(sourceAlone(file, language, context));
}

/** A source with no files around it. */
export function sourceAlone(file: SourceFile, language: Language, context: Omit<CheckContext, "tree">): Source {
  const tree = new Tree(true);
  const source = new Source(language, [file], { ...context, tree });
  tree.addSource(source);
  return source;
}

/** All that the rules say about a source, in the files that it consists of. */
export function checkSource(source: Source): Finding[] {
  return finish(checkInSteps(source));
}

/**
 * The same in steps, between which others have their turn; of no use any more when the source is replaced. What the
 * rules about whole hosts say may be known already.
 */
export function* checkInSteps(source: Source): Generator<void, Finding[]> {
  const own = yield* findOwn(source);
  return settled(source, own, yield* askAcross(source));
}

/** What the rules of the language find, before comments are looked at. */
export function* findOwn(source: Source): Generator<void, Finding[]> {
  const { language, context } = source;
  if (language.standsAlone) return yield* observe(source);
  return context.tree.onceFor(source, "own findings", () => finish(observe(source)));
}

/** Takes out what is withdrawn and what comments suppress, and puts the rest in order. */
export function settled(source: Source, own: readonly Finding[], across: Across): Finding[] {
  const findings = [...withoutWithdrawn(own, across), ...across.findings];
  // Each part speaks for itself: a suppression for the whole file is one for that part.
  return source.parts.flatMap((part) =>
    settle(
      findings.filter(({ file }) => file === part.path),
      part,
      source,
    ),
  );
}

function* observe(source: Source): Generator<void, Finding[]> {
  const { language, context } = source;
  const { settings, timing } = context;
  const watched = (some: Collector[]) => (timing ? some.map((collector) => collector.watchedBy(timing)) : some);
  const collectors = collectorsFor(source);
  const analysis = timing ? timing.measure("analysis", () => source.analysis) : source.analysis;
  const steps = language.check(analysis, watched(collectors));
  if (steps) yield* steps;
  const inside = language.inside?.(analysis, context);
  const inner = inside ? collectorsFor(source, inside.language) : [];
  inside?.check(watched(inner));
  return [...collectors, ...inner]
    .flatMap((collector) => collector.finish(settings))
    .map((finding) => source.putBack(finding));
}

/** What the rules about whole hosts say of a source, before comments are looked at. */
export interface Across {
  readonly findings: readonly Finding[];
  /** The findings about the source alone that they take back: file, code and first byte. */
  readonly withdrawn: ReadonlySet<string>;
}

/** Asks the rules about whole hosts, in steps; the same as before when they say the same. */
export function* askAcross(source: Source): Generator<void, Across> {
  const { tree, settings, timing } = source.context;
  const rules = rulesInForce("site", settings).map(({ rule }) => rule);
  yield* SiteCheck.of(tree).ask(rules, mostOf(source.context) + 1, timing);
  return tree.onceFor(source, "across", () => collectAcross(source), areAlike);
}

function collectAcross(source: Source): Across {
  const { parts, context } = source;
  const { tree, settings, timing } = context;
  const most = mostOf(context);
  const findings = rulesInForce("site", settings).flatMap((inForce) =>
    parts.flatMap(({ path }) => {
      const observations = SiteCheck.of(tree).observations(inForce.rule, path, most + 1, timing);
      if (observations.length === 0) return [];
      const collector = new Collector(inForce, path, most);
      for (const observation of observations) collector.report(observation);
      return collector.finish(settings);
    }),
  );
  return { findings, withdrawn: withdrawnIn(source) };
}

function areAlike(before: Across, now: Across): boolean {
  return (
    before.findings.length === now.findings.length &&
    before.findings.every((finding, index) => isSameFinding(finding, now.findings[index])) &&
    isSameData([...before.withdrawn], [...now.withdrawn])
  );
}

function isSameFinding(a: Finding, b: Finding): boolean {
  const { rule, severity, file, ...said } = a;
  if (rule !== b.rule || severity !== b.severity || file !== b.file) return false;
  // What was not found anew is the very same.
  const parts = Object.keys(said) as (keyof typeof said)[];
  return (
    parts.every((part) => said[part] === b[part]) || isSameData({ ...a, rule: undefined }, { ...b, rule: undefined })
  );
}

function withoutWithdrawn(findings: readonly Finding[], { withdrawn }: Across): readonly Finding[] {
  return withdrawn.size === 0 ? findings : findings.filter((finding) => !withdrawn.has(keyOf(finding)));
}

function withdrawnIn({ parts, language, context }: Source): ReadonlySet<string> {
  return new Set(
    WITHDRAWING.get(language.id)!.flatMap((rule) =>
      parts.flatMap(({ path }) => {
        const keys = SiteCheck.of(context.tree).withdrawn(rule, path, mostOf(context) + 1);
        return [...keys].map((key) => `${path} ${key}`);
      }),
    ),
  );
}

/** By language, the rules about whole hosts that take findings about its files back. */
const WITHDRAWING: ReadonlyMap<LanguageId, readonly Rule<"site">[]> = new Map(
  LANGUAGE_IDS.map((language) => [language, withdrawingFrom(language)]),
);

function withdrawingFrom(language: LanguageId): readonly Rule<"site">[] {
  const codes = rulesOf(language).map(({ code }) => code);
  return rulesOf("site").filter(({ withdraws = [] }) => withdraws.some((code) => codes.includes(code)));
}

function keyOf({ file, rule, at }: Finding): string {
  return `${file} ${withdrawalKey(rule.code, at)}`;
}

function collectorsFor({ language, context, whole }: Source, id = language.id): Collector[] {
  const most = mostOf(context);
  return rulesInForce(id, context.settings).map((inForce) => new Collector(inForce, whole.path, most));
}

function mostOf({ mostOfRule = FINDINGS_OF_A_RULE }: Omit<CheckContext, "tree">): number {
  return mostOfRule;
}

/** A rule that is on. */
interface RuleInForce<L extends RuleLanguage = RuleLanguage> {
  readonly rule: Rule<L>;
  readonly severity: Severity;
  /** Then all messages have the severity that the configuration says. */
  readonly isConfigured: boolean;
}

/** A tree has hundreds of files with the same settings. */
const IN_FORCE = new WeakMap<Settings, Map<RuleLanguage, readonly RuleInForce[]>>();

function rulesInForce<L extends RuleLanguage>(language: L, settings: Settings): readonly RuleInForce<L>[] {
  const known = IN_FORCE.get(settings) ?? new Map<RuleLanguage, readonly RuleInForce[]>();
  IN_FORCE.set(settings, known);
  const rules = known.get(language) ?? findRulesInForce(language, settings);
  known.set(language, rules);
  return rules as readonly RuleInForce[] as readonly RuleInForce<L>[];
}

function findRulesInForce(language: RuleLanguage, settings: Settings): readonly RuleInForce[] {
  return rulesOf(language).flatMap((rule) => {
    const severity = severityOf(rule, settings);
    return severity === "off" ? [] : [{ rule, severity, isConfigured: isConfigured(rule, settings) }];
  });
}

/** What is found again after a revision in the lines that it touches: see `Language.checkTouched`. */
export interface TouchedFindings {
  readonly lines: ReadonlySet<number>;
  readonly findings: readonly Finding[];
}

/** Undefined when the source is not a revised one. */
export function checkTouched(source: Source, across: Across): TouchedFindings | undefined {
  const { language, analysis, context, parts } = source;
  const collectors = collectorsFor(source);
  const lines = language.checkTouched?.(analysis, collectors);
  if (!lines) return undefined;
  const own = collectors.flatMap((collector) => collector.finish(context.settings));
  const findings = withoutWithdrawn(own, across);
  if (findings.length === 0) return { lines, findings };
  return { lines, findings: shownOf(findings, parts[0], language, context.settings).kept };
}

/** Takes out what the comments of a file suppress, and puts the rest in order. */
function settle(findings: readonly Finding[], file: SourceFile, source: Source): Finding[] {
  return inOrder(withoutSuppressed(findings, file, source));
}

/** All findings have the same properties: to spread observations of many forms takes longer than to make them. */
export function findingOf(observation: Observation, rule: RuleMeta, severity: Severity, file: string): Finding {
  const { at, message, params, related, tags, fixes } = observation;
  return { at, message, params, related, tags, fixes, rule, severity, file };
}

/** A finding of djblint about the work itself; undefined when its rule is switched off. */
export function ownFinding(
  rule: RuleMeta,
  file: string,
  observation: Observation,
  settings: Settings,
): Finding | undefined {
  const severity = severityOf(rule, settings);
  if (severity === "off") return undefined;
  const own = isConfigured(rule, settings) ? undefined : rule.messages[observation.message].severity;
  return findingOf(observation, rule, own ?? severity, file);
}

/**
 * The severity in force. The command line decides first which rules are on, the more exact of --select and --ignore
 * counts; else the configuration, its longest selector; else the preset.
 */
export function severityOf(rule: RuleMeta, settings: Settings): Severity | "off" {
  const { select = [], ignore = [] } = settings.choice ?? {};
  const chosen = Math.max(0, ...select.map((selector) => exactness(selector, rule)));
  const ignored = Math.max(0, ...ignore.map((selector) => exactness(selector, rule)));
  if (ignored > 0 && ignored >= chosen) return "off";
  // What djblint says about its own work belongs to every choice.
  if (select.length > 0 && chosen === 0 && rule.language !== "djblint") return "off";
  const { severity, weight } = configuredSeverity(rule, settings);
  return severity === "off" && chosen > 0 && chosen >= weight ? rule.severity : severity;
}

/** What the configuration says, and how exactly it names the rule. */
function configuredSeverity(rule: RuleMeta, settings: Settings): { severity: Severity | "off"; weight: number } {
  let best = { severity: presetSeverity(rule, settings), weight: 0 };
  for (const [selector, severity] of Object.entries(settings.rules)) {
    const weight = exactness(selector, rule);
    if (weight > 0 && weight >= best.weight) best = { severity, weight };
  }
  // What a preset leaves out is chosen by its whole code or its name only.
  return best.weight > 0 ? best : { ...best, weight: rule.code.length };
}

function presetSeverity(rule: RuleMeta, { preset }: Settings): Severity | "off" {
  if (preset === "strict" || rule.language === "djblint") return rule.severity;
  const isOn = preset === "security" ? rule.security : !rule.optIn;
  return isOn ? rule.severity : "off";
}

function isConfigured(rule: RuleMeta, settings: Settings): boolean {
  return Object.keys(settings.rules).some((selector) => selects(selector, rule));
}

/** By file, place and code, so that the same input always gives the same list. */
export function inOrder(findings: Finding[]): Finding[] {
  return findings.sort(compareFindings);
}

export function compareFindings(a: Finding, b: Finding): number {
  return (
    compare(a.file, b.file) ||
    a.at.start - b.at.start ||
    a.at.end - b.at.end ||
    compare(a.rule.code, b.rule.code) ||
    compare(a.message, b.message)
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
    private readonly inForce: RuleInForce,
    private readonly file: string,
    /** At most so many findings are listed. */
    private readonly most: number,
  ) {
    this.on = inForce.rule.on as unknown as ActiveRule["on"];
  }

  readonly report = (observation: Observation): boolean => {
    const { inForce, file, findings } = this;
    const { rule } = inForce;
    const own = inForce.isConfigured ? undefined : rule.messages[observation.message].severity;
    const severity = own ?? inForce.severity;
    if (findings.length === this.most) this.isFull = true;
    else findings.push(findingOf(observation, rule, severity, file));
    return !this.isFull;
  };

  watchedBy(timing: RuleTiming): ActiveRule {
    const isFull = () => this.isFull;
    return {
      on: timing.watch<LanguageId>(this.inForce.rule, this.on),
      report: this.report,
      get isFull() {
        return isFull();
      },
    };
  }

  finish(settings: Settings): Finding[] {
    if (!this.isFull) return this.findings;
    const { at } = this.findings[this.findings.length - 1];
    const { code, name } = this.inForce.rule;
    const params = { code, name };
    const rest = ownFinding(findingsCapped, this.file, { at, message: "capped", params }, settings);
    return rest ? [...this.findings, rest] : this.findings;
  }
}

function withoutSuppressed(findings: readonly Finding[], file: SourceFile, { language, context }: Source): Finding[] {
  const { settings } = context;
  const { kept, unknown, unused } = shownOf(findings, file, language, settings);
  // A rule that is off, or was cut off, says nothing about a comment that does nothing.
  const full = rulesWith(mostOf(context), findings);
  const isOn = selectorTest(unused, (rule) => severityOf(rule, settings) !== "off");
  const isCutOff = selectorTest(unused, (rule) => full.has(rule));
  const isWanted = (suppression: Suppression) => isOn(suppression) && !isCutOff(suppression);
  const say = (rule: RuleMeta, message: string) => (suppression: Suppression) =>
    ownFinding(
      rule,
      file.path,
      { at: suppression.span, message, params: { selector: suppression.selector } },
      settings,
    ) ?? [];
  return [
    ...kept,
    ...unknown.flatMap((each) => say(unknownSuppression, isMalformed(each) ? "form" : "unknown")(each)),
    ...unused.filter(isWanted).flatMap(say(unusedSuppression, "unused")),
  ];
}

/** What is left when the comments of a file have been heeded, and those that name no rule or do nothing. */
function shownOf(findings: readonly Finding[], file: SourceFile, language: Language, settings: Settings) {
  const none: Suppression[] = [];
  if (!language.hasComments(file.path) || settings.choice?.suppressions === false) {
    return { kept: findings, unknown: none, unused: none };
  }
  const suppressions = findSuppressions(file.text, language.isScript ?? false);
  if (suppressions.length === 0) return { kept: findings, unknown: none, unused: none };
  const isKnown = selectorTest(suppressions, () => true);
  const known = suppressions.filter(isKnown);
  const unknown = suppressions.filter((suppression) => !isKnown(suppression));
  const lineOf = (finding: Finding) => file.text.positionAt(finding.at.start).line;
  return { ...applySuppressions(findings, known, lineOf), unknown };
}

/** Rules with so many findings. */
function rulesWith(count: number, findings: readonly Finding[]): ReadonlySet<RuleMeta> {
  const counts = new Map<RuleMeta, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return new Set([...counts.keys()].filter((rule) => counts.get(rule)! >= count));
}

/** Tells of suppressions whether one of the rules that they select passes a test; each selector is looked at once. */
function selectorTest(suppressions: readonly Suppression[], passes: (rule: Rule) => boolean) {
  // Most files have none, and to ask for all rules takes longer than to check a small file.
  if (suppressions.length === 0) return () => false;
  const rules = RULES.filter(passes);
  const selectors = new Set(suppressions.map(({ selector }) => selector));
  const passing = new Set([...selectors].filter((selector) => rules.some((rule) => selects(selector, rule))));
  return ({ selector }: Suppression): boolean => passing.has(selector);
}

/** The rules that speak about a language. */
export function rulesOf<L extends RuleLanguage>(language: L): readonly Rule<L>[] {
  return RULES.filter((rule) => rule.language === language) as readonly Rule[] as readonly Rule<L>[];
}
