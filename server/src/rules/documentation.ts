import type { RuleMeta } from "./rule.js";

const RULE_PAGES = "https://github.com/djblint/djblint/blob/main/server/docs/rules";

/** Address of a rule's page; rules of other programs have it among their sources. */
export function documentationUrl(rule: Pick<RuleMeta, "code"> & Partial<RuleMeta>): string {
  if (rule.category === "shellcheck" && rule.sources) return rule.sources[0];
  return `${RULE_PAGES}/${rule.code}.md`;
}
