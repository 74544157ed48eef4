import { isRulesOfAxfrdns } from "../../model/site/rules-of-axfrdns.js";
import { AddressKind } from "../../model/tcprules/access-address.js";
import { hasMeantDefault } from "../../model/tcprules/meant-default.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR104",
  name: "no-default-rule",
  language: "tcprules",
  severity: "info",
  category: "policy",
  security: true,
  since: "0.1",
  what: "No line has an empty address",
  why: "A client that no line names is allowed, without variables; the file does not say so",
  silent:
    "When the file has no rule at all, when all its rules are deny (a list of clients to keep out), " +
    "when a line stops tcprules, for the rules of axfrdns (TR115), and when a line was to speak of everybody: its address is *, 0.0.0.0, a blank or the like (TR002, TR003, TR005, TR006, TR016, TR106), or its colon is lost (TR021)",
  sources: ["tcprules specification R40, trap 40"],
  fixable: "unsafe",
  messages: {
    missing: {
      text: "no default: every client that no line names is allowed",
      help: "end the file with :deny to keep them out, or with :allow to say that they may connect",
    },
    deny: { text: "Add :deny, which keeps everybody else out" },
    allow: { text: "Add :allow, which says what happens today" },
  },
  example: {
    bad: '127.:allow,RELAYCLIENT=""\n192.168.1.:allow\n',
    good: '127.:allow,RELAYCLIENT=""\n192.168.1.:allow\n:deny\n',
  },
  on: {
    file: (access, report) => {
      const { table } = access;
      if (table.stop || table.countOf(AddressKind.Default) > 0 || !table.allows || hasMeantDefault(table)) return;
      // To them it gives all zones (TR115).
      if (isRulesOfAxfrdns(access)) return;
      const { span } = table.rule(table.count - 1);
      const end = { start: span.end, end: span.end };
      report({
        at: span,
        message: "missing",
        fixes: (["deny", "allow"] as const).map((title) => ({
          title,
          safety: "unsafe",
          edits: [{ span: end, newText: `\n:${title}` }],
        })),
      });
    },
  },
});
