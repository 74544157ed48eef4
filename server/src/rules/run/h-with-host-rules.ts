import type { RuleLine } from "djblint-grammars/tcprules/tree";
import { printable } from "djblint-grammars/text";
import { firstRule, rulesSource, serverRules } from "../../model/run/service-access.js";
import { lastUse } from "../../model/run/service-server.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS038",
  name: "h-with-host-rules",
  language: "run",
  severity: "error",
  category: "access",
  security: true,
  since: "0.1",
  what: "The access rules use names of hosts, and -H keeps the server from asking for them",
  why: "Without TCPREMOTEHOST a rule that begins with = never applies: what it allows or denies is decided by other rules",
  silent: "When the source of the rules is not in the tree that is looked at",
  sources: ["run script specification R38", "tcprules specification, order of the look-up"],
  fixable: "none",
  messages: {
    never: {
      text: "With -H, {server} knows no host names: the rule {rule} in line {line} of {file} never applies",
      help: "write -h instead of -H, or rules with addresses",
    },
    rule: { text: "This rule never applies" },
  },
  example: { bad: "", good: "" },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      const rules = serverRules(chain, script);
      const off = rules && lastUse(rules.server.step, "H", "h");
      if (rules === undefined || off?.letter !== "H") return;
      const file = rulesSource(rules, script);
      const rule = file && firstRule(file, isForHost);
      if (rule === undefined) return;
      report({
        at: off,
        message: "never",
        params: {
          server: rules.server.step.name,
          rule: printable(rule.address),
          line: rule.line + 1,
          file: rule.file.slice(rule.file.lastIndexOf("/") + 1),
        },
        related: [{ file: rule.file, span: rule.span, message: "rule" }],
      });
    },
  },
});

function isForHost({ address }: RuleLine): boolean {
  return address.text.startsWith("=") && address.text.length > 1;
}
