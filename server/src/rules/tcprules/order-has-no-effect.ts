import { AddressKind, isDead } from "../../model/tcprules/access-address.js";
import { type AccessFile, shown } from "../../model/tcprules/access-file.js";
import type { AccessTable } from "../../model/tcprules/access-table.js";
import { coveringRules, isForAddresses, isWrittenByHand } from "../../model/tcprules/covering-rules.js";
import { defineRule, type Observation } from "../rule.js";

export default defineRule({
  code: "TR102",
  name: "order-has-no-effect",
  language: "tcprules",
  severity: "info",
  category: "order",
  since: "0.1",
  what: "Exceptions stand above their rule in one place of the file and below it in another",
  why:
    "The file is compiled to a table in which the server looks for the most specific address first: the order of the " +
    "lines plays no part, whether the first match was meant to win or the last",
  silent:
    "When all exceptions from prefixes stand above these, or all below, and all exceptions from the default likewise; " +
    "for rules with the same instruction; in files of more than 10,000 rules. At most one finding a file",
  sources: ["tcprules specification section 0 and R40, measured with all orders of four lines"],
  fixable: "none",
  messages: {
    exception: {
      text: "{address} is {verdict} though line {line} above says otherwise: the most specific address wins, in any order",
      help: "if the line above was meant to win, remove this one; else move it up so that readers are not misled",
    },
    broad: { text: "this line does not win over the one below" },
  },
  example: {
    bad: "127.:allow\n:deny\n192.168.1.:allow\n",
    good: "127.:allow\n192.168.1.:allow\n:deny\n",
  },
  on: {
    file: (access, report) => {
      if (access.table.stop || !isWrittenByHand(access.table)) return;
      const pair = misleadingPair(access.table);
      if (pair) report(observation(access, pair));
    },
  },
});

/** Numbers of rules: the second is an exception from the first. */
interface Pair {
  readonly broad: number;
  readonly exception: number;
}

/** An exception below its rule, where another one stands above such a rule. Prefixes and the default are two kinds. */
function misleadingPair(table: AccessTable): Pair | undefined {
  const byPrefix = new Exceptions();
  const byDefault = new Exceptions();
  const defaultRule = table.firstRule("");
  const losers = new Set(table.losers);
  for (let exception = 0; exception < table.count; exception++) {
    const kind = table.kind(exception);
    if (isDead(kind) || kind === AddressKind.Default || losers.has(exception)) continue;
    const rule = table.rule(exception);
    const differs = (broad: number) => table.rule(broad).instruction.kind !== rule.instruction.kind;
    for (const broad of isForAddresses(kind) ? coveringRules(table, rule) : []) {
      if (differs(broad)) byPrefix.add({ broad, exception });
    }
    if (defaultRule !== undefined && differs(defaultRule)) byDefault.add({ broad: defaultRule, exception });
    const found = byPrefix.misleading ?? byDefault.misleading;
    if (found) return found;
  }
  return undefined;
}

class Exceptions {
  private hasAbove = false;
  private below: Pair | undefined;

  add(pair: Pair): void {
    if (pair.exception < pair.broad) this.hasAbove = true;
    else this.below ??= pair;
  }

  get misleading(): Pair | undefined {
    return this.hasAbove ? this.below : undefined;
  }
}

function observation(access: AccessFile, { broad, exception }: Pair): Observation {
  const above = access.table.rule(broad);
  const { address, instruction } = access.table.rule(exception);
  const verdict = instruction.kind === "deny" ? "denied" : "allowed";
  return {
    at: address,
    message: "exception",
    params: { address: shown(access, address), verdict, line: above.line + 1 },
    related: [{ span: above.span, message: "broad" }],
  };
}
