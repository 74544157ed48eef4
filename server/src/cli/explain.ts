/** `djblint explain` and `djblint rules`. */
import { documentationUrl } from "../rules/documentation.js";
import { RULES } from "../rules/registry.js";
import type { RuleMeta } from "../rules/rule.js";
import { rulePage } from "../rules/rule-page.js";
import { shellcheckPage } from "../rules/shellcheck-rule.js";
import { showMarkdown } from "./markdown.js";
import { type ColorChoice, print, styleFor } from "./output.js";
import { suggestion } from "./suggest.js";
import { UsageError } from "./usage.js";

export interface ExplainOptions {
  readonly format: string;
  readonly color: ColorChoice;
}

/** The page of the documentation: as it is in a pipe, made up on a terminal. */
export function explain(selector: string, { format, color }: ExplainOptions): number {
  const rule = ruleCalled(selector);
  if (format === "json") print(`${JSON.stringify({ version: 1, ...ruleAsData(rule) }, undefined, 2)}\n`);
  else print(process.stdout.isTTY ? showMarkdown(rulePage(rule), styleFor(color)) : rulePage(rule));
  return 0;
}

function ruleCalled(selector: string): RuleMeta {
  const rule = RULES.find(({ code, name }) => code === selector.toUpperCase() || name === selector);
  if (rule) return rule;
  const [, number] = /^(?:SC|shellcheck-)(\d+)$/i.exec(selector) ?? [];
  if (number) throw new UsageError(`${selector} is a code of shellcheck: ${shellcheckPage(`SC${number}`)}`);
  const known = RULES.flatMap(({ code, name }) => [name, code]);
  throw new UsageError(`no rule is called ${selector}${suggestion(selector, known)}; djblint rules lists all`);
}

function ruleAsData(rule: RuleMeta) {
  const { code, name, language, severity, category, optIn = false, security = false, since } = rule;
  const { what, why, silent, messages, example, fixable, sources } = rule;
  return {
    ...{ code, name, language, severity, category, optIn, security, since, what, why, silent },
    messages: Object.values(messages),
    example,
    fixable,
    sources,
    docs: documentationUrl(rule),
  };
}

export function listRules(format: string): number {
  const byCode = [...RULES].sort((a, b) => (a.code < b.code ? -1 : 1));
  if (format === "json") {
    print(`${JSON.stringify({ version: 1, rules: byCode.map(ruleInList) }, undefined, 2)}\n`);
    return 0;
  }
  const width = Math.max(...RULES.map(({ name }) => name.length));
  for (const { code, name, severity, what, optIn } of byCode) {
    print(`${code}  ${name.padEnd(width)}  ${(optIn ? "opt-in" : severity).padEnd(7)}  ${what}\n`);
  }
  return 0;
}

function ruleInList(rule: RuleMeta) {
  const { code, name, language, severity, category, what, fixable, optIn = false, security = false } = rule;
  return { code, name, language, severity, category, optIn, security, what, fixable, docs: documentationUrl(rule) };
}
