/** What a rule is, what it reports, and how its messages become text. Rules are data; see `docs/rules/`. */
import type { Span } from "djblint-grammars/text";
import type { SiteChecks } from "../check-site.js";
import type { ControlChecks } from "../languages/control.js";
import type { RunChecks } from "../languages/run.js";
import type { TcprulesChecks } from "../languages/tcprules.js";
import type { TinydnsChecks } from "../languages/tinydns.js";

/** `error`: the real program stops, or does something else than written; `warning`: very likely not meant. */
export const SEVERITIES = ["error", "warning", "info"] as const;

export type Severity = (typeof SEVERITIES)[number];

/** The languages that files are written in. */
export const LANGUAGE_IDS = ["tinydns", "tcprules", "control", "run"] as const;

export type LanguageId = (typeof LANGUAGE_IDS)[number];

/**
 * Checks that a rule of each language may offer. Rules of `site` look at whole hosts, and speak of places in any file;
 * `djblint` rules are reported by the pipeline itself.
 */
export interface ChecksOf {
  tinydns: TinydnsChecks;
  tcprules: TcprulesChecks;
  control: ControlChecks;
  run: RunChecks;
  site: SiteChecks;
  djblint: Record<string, never>;
}

export type RuleLanguage = keyof ChecksOf;

/**
 * A message as data: `{name}` stands for a parameter. `text` is one sentence without a full stop that names the bytes
 * and the effect; `help` says what to do. Translations map `CODE.id` to another template and leave the rule alone.
 */
export interface MessageTemplate {
  readonly text: string;
  readonly help?: string;
  /** Where this case weighs otherwise than the rule as a whole. */
  readonly severity?: Severity;
}

export type Params = Readonly<Record<string, string | number>>;

/** Everything about a rule but its code; documentation, `explain`, SARIF and hovers read this. */
export interface RuleMeta<M extends string = string> {
  /** Prefix of the language and a number that is never used again. */
  readonly code: string;
  /** The same rule by name: kebab-case, names the pattern. */
  readonly name: string;
  readonly language: RuleLanguage;
  readonly severity: Severity;
  readonly category: string;
  /** Off unless the configuration switches it on: a matter of taste. */
  readonly optIn?: boolean;
  /** About who gets in or what runs as root: what the preset `security` looks at. */
  readonly security?: boolean;
  /** The compiled file is missing or old, so that it keeps nobody from compiling. */
  readonly mendedByCompiling?: boolean;
  /** Codes of rules about one file of which this one, about whole hosts, takes findings back. */
  readonly withdraws?: readonly string[];
  /** Version that brought the rule. */
  readonly since: string;
  /** The pattern, in one sentence. */
  readonly what: string;
  /** What the real program does with it. */
  readonly why: string;
  /** When a heuristic says nothing. */
  readonly silent?: string;
  /** Manual pages, RFCs, measured vectors. */
  readonly sources: readonly string[];
  readonly fixable: "none" | "safe" | "unsafe";
  readonly messages: Readonly<Record<M, MessageTemplate>>;
  /** The first gives the finding, the second does not: both are run by the tests. Several files stand behind lines `==> path <==`. */
  readonly example: { readonly bad: string; readonly good: string; readonly file?: string };
}

export interface Rule<L extends RuleLanguage = RuleLanguage, M extends string = string> extends RuleMeta<M> {
  readonly language: L;
  readonly on: ChecksOf[L];
}

/** Checks that a definition is complete at compile time and hands it back. */
export function defineRule<L extends RuleLanguage, M extends string>(rule: Rule<L, M>): Rule<L, M> {
  return rule;
}

/** `unnecessary` is drawn faded: the marked text has no effect. */
export type Tag = "unnecessary" | "deprecated";

/** The other half of a finding, in this file unless `file` says otherwise. */
export interface Related {
  readonly file?: string;
  readonly span: Span;
  readonly message: string;
  readonly params?: Params;
}

export interface Edit {
  /** Where it is another than that of the finding: places in its own move with what is edited above them. */
  readonly file?: string;
  readonly span: Span;
  /** One character for each byte. */
  readonly newText: string;
}

/** `safe`: no answer of the real program changes; everything else is `unsafe`. */
export interface Fix {
  readonly title: string;
  readonly params?: Params;
  readonly safety: "safe" | "unsafe";
  readonly edits: readonly Edit[];
}

/** What a rule says about one place. `message`, `related[].message` and `fixes[].title` are ids of its messages. */
export interface Observation {
  readonly at: Span;
  readonly message: string;
  readonly params?: Params;
  readonly related?: readonly Related[];
  readonly tags?: readonly Tag[];
  readonly fixes?: readonly Fix[];
}

/** What is said, without the place. */
export type Statement = Pick<Observation, "message" | "params">;

/** Handed to the checks of one rule. False when no more is listed for this file: then the check may stop. */
export type Report = (observation: Observation) => boolean;

/** An observation of a rule in a file, with the severity that is in force. */
export interface Finding extends Observation {
  readonly rule: RuleMeta;
  readonly severity: Severity;
  readonly file: string;
}

/** `{name}` replaced by its parameter; an unknown name stays as it stands. */
function renderMessage(template: string, params: Params = {}): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? quoted(params[name]) : whole));
}

/** More of a word than a name in the DNS can have, each byte of it as an escape, tells nobody more. */
const LONGEST_QUOTED = 1020;

function quoted(param: Params[string]): string {
  const text = String(param);
  return text.length > LONGEST_QUOTED ? `${text.slice(0, LONGEST_QUOTED)}...` : text;
}

/** The text of one of the rule's messages. */
export function messageOf(rule: RuleMeta, id: string, params?: Params): string {
  return renderMessage(rule.messages[id].text, params);
}

export function helpOf(finding: Finding): string | undefined {
  const help = finding.rule.messages[finding.message].help;
  return help === undefined ? undefined : renderMessage(help, finding.params);
}
