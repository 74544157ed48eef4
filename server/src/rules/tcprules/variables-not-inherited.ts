import type { RuleLine } from "djblint-grammars/tcprules/tree";
import { printable } from "djblint-grammars/text";
import { type AccessFile, shown } from "../../model/tcprules/access-file.js";
import { coveringRules, isForAddresses, isWrittenByHand } from "../../model/tcprules/covering-rules.js";
import { defineRule, type Report } from "../rule.js";
import { isRefusal } from "./refusal.js";

export default defineRule({
  code: "TR042",
  name: "variables-not-inherited",
  language: "tcprules",
  severity: "info",
  category: "variables",
  since: "0.1",
  what: "A rule sets variables, but not one that the rule for a shorter prefix of its addresses sets",
  why: "Only one rule counts for a client, the most specific one; nothing is inherited from rules with shorter addresses",
  silent:
    "When the rule has no variables at all (then taking them away may be its purpose) or is a deny, when the other one " +
    "is the default, for a text in RBLSMTPD, which refuses mail, and in files of more than 10,000 rules. One finding for " +
    "each rule with the shorter prefix",
  sources: ["tcprules specification R42, trap 42"],
  fixable: "unsafe",
  messages: {
    lost: {
      text: "clients of {address} do not get {names} from line {line}: nothing is inherited from shorter addresses",
      help: "repeat it here if it is to hold for these clients too",
    },
    broad: { text: "this line does not count for them" },
    repeat: { text: "Repeat {names} here" },
  },
  example: {
    bad: '10.:allow,RELAYCLIENT=""\n10.1.:allow,DATABYTES="1000000"\n:allow\n',
    good: '10.:allow,RELAYCLIENT=""\n10.1.:allow,RELAYCLIENT="",DATABYTES="1000000"\n:allow\n',
  },
  on: {
    file: (access, report) => {
      const { table } = access;
      if (!isWrittenByHand(table)) return;
      const told = new Set<number>();
      for (let index = 0; index < table.count; index++) {
        if (!isForAddresses(table.kind(index))) continue;
        const rule = table.rule(index);
        if (rule.instruction.kind === "deny" || rule.variables.length === 0) continue;
        const { value: broad } = coveringRules(table, rule).next();
        if (broad === undefined || told.has(broad)) continue;
        if (reportLost(rule, table.rule(broad), access, report)) told.add(broad);
      }
    },
  },
});

/** Whether there was something to report. */
function reportLost(rule: RuleLine, broad: RuleLine, access: AccessFile, report: Report): boolean {
  const own = new Set(rule.variables.map(({ name }) => name.text));
  const given = broad.instruction.kind === "deny" ? [] : broad.variables;
  const lost = given.filter((variable) => !own.has(variable.name.text) && !isRefusal(variable));
  if (lost.length === 0) return false;
  const names = printable(lost.map(({ name }) => name.text).join(", "));
  const end = { start: rule.instruction.end, end: rule.instruction.end };
  const newText = lost.map((variable) => access.text.slice(variable)).join("");
  report({
    at: rule.address,
    message: "lost",
    params: { address: shown(access, rule.address), names, line: broad.line + 1 },
    related: [{ span: broad.span, message: "broad" }],
    fixes: [{ title: "repeat", params: { names }, safety: "unsafe", edits: [{ span: end, newText }] }],
  });
  return true;
}
