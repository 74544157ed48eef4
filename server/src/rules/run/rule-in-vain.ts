/** What the rules about access rules in vain share: these name what an option keeps the server from asking for. */
import type { RuleLine } from "djblint-grammars/tcprules/tree";
import { printable } from "djblint-grammars/text";
import type { RunScript } from "../../model/run/run-script.js";
import type { Chain } from "../../model/run/service.js";
import { firstRule, rulesSource, serverRules } from "../../model/run/service-access.js";
import { lastUse } from "../../model/run/service-server.js";
import type { Report } from "../rule.js";

/** Reports the option `off`, unless `on` follows, as `never`, and the first of such rules as `rule`. */
export function reportRuleInVain(
  [off, on]: readonly [string, string],
  isInVain: (rule: RuleLine) => boolean,
  chain: Chain,
  script: RunScript,
  report: Report,
): void {
  const rules = serverRules(chain, script);
  const option = rules && lastUse(rules.server.step, off, on);
  if (rules === undefined || option?.letter !== off) return;
  const file = rulesSource(rules, script);
  const rule = file && firstRule(file, isInVain);
  if (rule === undefined) return;
  report({
    at: option,
    message: "never",
    params: {
      server: rules.server.step.name,
      rule: printable(rule.address),
      line: rule.line + 1,
      file: rule.file.slice(rule.file.lastIndexOf("/") + 1),
    },
    related: [{ file: rule.file, span: rule.span, message: "rule" }],
  });
}
