import { defineRule } from "../rule.js";

export default defineRule({
  code: "DJ001",
  name: "unknown-suppression",
  language: "djblint",
  severity: "warning",
  category: "djblint",
  since: "0.1",
  what: "A suppression comment names no rule, or one that does not exist",
  why: "It suppresses nothing, so a slip of the pen would go unnoticed",
  sources: [],
  fixable: "none",
  messages: {
    unknown: { text: "no rule is called {selector}", help: "`djblint rules` lists all codes and names" },
    form: {
      text: "this comment suppresses nothing as it is written",
      help: "write `# djblint-ignore CODE` above the line, or `# djblint-ignore-file CODE` for the whole file",
    },
  },
  example: {
    bad: "# djblint-ignore TD999 -- no such rule\n.example.org:192.0.2.1:a\n",
    good: ".example.org:192.0.2.1:a\n",
  },
  on: {},
});
