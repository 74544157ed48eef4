import type { Instruction, RuleLine } from "djblint-grammars/tcprules/tree";
import { AddressKind } from "../../model/tcprules/access-address.js";
import { type AccessFile, shown } from "../../model/tcprules/access-file.js";
import type { AccessTable } from "../../model/tcprules/access-table.js";
import { isWrittenByHand } from "../../model/tcprules/covering-rules.js";
import { defineRule, type Observation } from "../rule.js";
import { isRefusal } from "./refusal.js";

export default defineRule({
  code: "TR043",
  name: "domain-below-prefix",
  language: "tcprules",
  severity: "info",
  category: "order",
  security: true,
  since: "0.1",
  what: "A rule for the names of a domain stands beside a rule for addresses that says otherwise",
  why: "The server asks for all prefixes of the address before it asks for =.domain and for =, so that any prefix wins",
  silent:
    "When both say the same, when a deny for names stands beside an allow for a prefix of two numbers or more, for whole " +
    "names (they come before prefixes), for = alone, for an allow with a text in RBLSMTPD, which refuses mail, " +
    "and in files of more than 10,000 rules. One finding a file",
  sources: ["tcprules specification R40, trap 43"],
  fixable: "none",
  messages: {
    allow: {
      text: "{address} lets nobody in whose address begins with {prefix}: line {line} denies, and prefixes come first",
      help: "allow whole host names, such as =mail.example.org, or addresses: both come before prefixes",
    },
    deny: {
      text: "{address} keeps nobody out whose address begins with {prefix}: line {line} allows, and prefixes come first",
      help: "deny whole host names, such as =mail.example.org, or addresses: both come before prefixes",
    },
    prefix: { text: "this line wins for its addresses" },
  },
  example: {
    bad: "192.0.2.:deny\n=.example.org:allow\n:allow\n",
    good: "192.0.2.:deny\n=mail.example.org:allow\n:allow\n",
  },
  on: {
    file: (access, report) => {
      const { table } = access;
      if (table.stop || !isWrittenByHand(table)) return;
      const nameFor = { allow: firstName(table, "allow"), deny: firstName(table, "deny") };
      if (nameFor.allow === undefined && nameFor.deny === undefined) return;
      for (let index = 0; index < table.count; index++) {
        if (table.kind(index) !== AddressKind.Prefix) continue;
        const prefix = table.rule(index);
        const name = nameFor[prefix.instruction.kind === "allow" ? "deny" : "allow"];
        if (name && (prefix.instruction.kind === "deny" || isBroad(prefix)))
          return report(observation(access, name, prefix));
      }
    },
  },
});

/** The first rule for names with an instruction. */
function firstName(table: AccessTable, instruction: Instruction["kind"]): RuleLine | undefined {
  for (let index = 0; index < table.count; index++) {
    if (table.kind(index) !== AddressKind.Domain) continue;
    const rule = table.rule(index);
    if (rule.instruction.kind === instruction && !rule.variables.some(isRefusal)) return rule;
  }
  return undefined;
}

/** One number, but not that of the host itself or of private networks: strangers have such addresses. */
function isBroad({ address }: RuleLine): boolean {
  return /^\d+\.$/.test(address.text) && address.text !== "127." && address.text !== "10.";
}

function observation(access: AccessFile, name: RuleLine, prefix: RuleLine): Observation {
  const params = {
    address: shown(access, name.address),
    prefix: shown(access, prefix.address),
    line: prefix.line + 1,
  };
  return {
    at: name.address,
    message: name.instruction.kind,
    params,
    related: [{ span: prefix.span, message: "prefix" }],
  };
}
