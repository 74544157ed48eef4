/** What --select, --ignore and --no-suppress choose among the rules. */
import type { Choice } from "../config.js";
import { RULES } from "../rules/registry.js";
import { isShellcheckCode } from "../rules/shellcheck-rule.js";
import { selects } from "../suppress.js";
import { suggestion } from "./suggest.js";
import { UsageError } from "./usage.js";

export interface ChoiceOptions {
  readonly select?: readonly string[];
  readonly ignore?: readonly string[];
  readonly suppress?: boolean;
}

export function choiceOf({ select = [], ignore = [], suppress = true }: ChoiceOptions): Choice {
  for (const selector of [...select, ...ignore]) {
    if (RULES.some((rule) => selects(selector, rule)) || isShellcheckCode(selector)) continue;
    const known = RULES.flatMap(({ code, name }) => [code, name]);
    const prefixes = [...new Set(RULES.map(({ code }) => code.replace(/\d.*$/, "")))].sort();
    const hint = suggestion(selector, [...prefixes, ...known]) || `; codes begin with ${prefixes.join(", ")}`;
    throw new UsageError(`no rule is called ${selector}${hint}`);
  }
  return { select, ignore, suppressions: suppress };
}
