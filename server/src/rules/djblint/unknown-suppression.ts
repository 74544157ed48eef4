import { defineRule } from "../rule.js";

export default defineRule({
  code: "DJ001",
  name: "unknown-suppression",
  language: "djblint",
  severity: "warning",
  category: "djblint",
  since: "0.1",
  what: "A suppression comment names a rule that does not exist",
  why: "It suppresses nothing, so a slip of the pen would go unnoticed",
  sources: [],
  fixable: "none",
  messages: { unknown: { text: "no rule is called {selector}", help: "`djblint rules` lists all codes and names" } },
  example: {
    bad: "# djblint-ignore TD999 -- no such rule\n.example.org:192.0.2.1:a\n",
    good: ".example.org:192.0.2.1:a\n",
  },
  on: {},
});
