import type { RuleLine } from "djblint-grammars/tcprules/tree";
import { printable } from "djblint-grammars/text";
import { dataOf, keyCount, type LostKeys, lostKeys } from "../../model/tcprules/access.js";
import type { AccessFile } from "../../model/tcprules/access-file.js";
import { defineRule, type Edit, type Observation, type Report } from "../rule.js";

export default defineRule({
  code: "TR101",
  name: "shadowed-rule",
  language: "tcprules",
  severity: "warning",
  category: "order",
  security: true,
  since: "0.1",
  what: "An earlier line has the same address, or a range that holds it",
  why: "Of equal keys the first counts; the later line has no effect, and its variables are not added",
  silent: "When only a part of a range is taken by lines that say the same",
  sources: ["tcprules specification sections 0 and 3, R42, traps 38 and 39"],
  fixable: "safe",
  messages: {
    dead: {
      text: "this line has no effect: {address} is already decided by {winners}",
      help: "remove the line that is wrong; the order of other lines does not matter",
    },
    deadDefault: {
      text: "this line has no effect: what no line names is already decided by {winners}",
      help: "remove the line that is wrong; where the default stands does not matter",
    },
    repeated: { text: "this line has no effect: it repeats {winners}", help: "remove one of them" },
    partly: {
      text: "no effect for {keys}: already decided by {winners}",
      help: "the first line with an address counts: take the address out of one of the ranges",
    },
    winner: { text: "this line counts" },
    remove: { text: "Remove the line without effect" },
  },
  example: {
    bad: "192.168.1.5:allow\n192.168.1.5:deny\n:deny\n",
    good: "192.168.1.5:allow\n192.168.1.6:deny\n:deny\n",
  },
  on: {
    file: (access, report) => {
      const { table } = access;
      for (const index of table.losers) {
        if (!reportLost(access, table.rule(index), lostKeys(table, index), report)) return;
      }
    },
  },
});

function reportLost(access: AccessFile, rule: RuleLine, lost: readonly LostKeys[], report: Report): boolean {
  const winners = [...new Set(lost.map(({ winner }) => winner))];
  const differs = winners.some((winner) => dataOf(winner) !== dataOf(rule));
  const common = {
    params: { winners: namesOf(winners), address: printable(rule.address.text), keys: keysOf(lost) },
    related: winners.map(({ span }) => ({ span, message: "winner" })),
  };
  if (lost.reduce((sum, { count }) => sum + count, 0) < keyCount(rule)) {
    return !differs || report({ at: rule.address, message: "partly", ...common });
  }
  return report({
    at: rule.span,
    message: messageFor(rule, differs),
    ...common,
    tags: ["unnecessary"],
    fixes: [{ title: "remove", safety: "safe", edits: [removal(access, rule)] }],
  });
}

function messageFor(rule: RuleLine, differs: boolean): Observation["message"] {
  if (!differs) return "repeated";
  return rule.address.text === "" ? "deadDefault" : "dead";
}

/** Lines as users count them; many are cut short. */
function namesOf(rules: readonly RuleLine[]): string {
  const names = rules.map(({ line }) => `line ${line + 1}`);
  return names.length > MOST_NAMES ? `${names.slice(0, MOST_NAMES).join(", ")} and others` : names.join(" and ");
}

function keysOf(lost: readonly LostKeys[]): string {
  const names = lost.map(({ first, last }) => printable(first === last ? first : `${first} to ${last}`));
  return names.length > MOST_NAMES ? `${names.slice(0, MOST_NAMES).join(", ")} and others` : names.join(", ");
}

const MOST_NAMES = 4;

/** The line with its line feed. */
function removal({ text }: AccessFile, { line, span }: RuleLine): Edit {
  return { span: { start: span.start, end: text.lines.start(line + 1) }, newText: "" };
}
