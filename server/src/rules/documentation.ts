import type { RuleMeta } from "./rule.js";

const RULE_PAGES = "https://github.com/djblint/djblint/blob/main/server/docs/rules";

/** Address of a rule's page. */
export function documentationUrl(rule: Pick<RuleMeta, "code">): string {
  return `${RULE_PAGES}/${rule.code}.md`;
}
