import { ruleFor } from "../../model/access.js";
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
  why: "a client that no line names is allowed, without variables; the file does not say so",
  silent:
    "When the file has no rule at all, when all its rules are deny (a list of clients to keep out), " +
    "and when a line stops tcprules",
  sources: ["tcprules specification R40, trap 40"],
  fixable: "unsafe",
  messages: {
    missing: {
      text: "no default: every client that no line names is allowed",
      help: "end the file with :deny to keep them out, or with :allow to say that they may connect",
    },
    deny: { text: "add :deny for everybody else" },
    allow: { text: "add :allow for everybody else" },
  },
  example: {
    bad: '127.:allow,RELAYCLIENT=""\n192.168.1.:allow\n',
    good: '127.:allow,RELAYCLIENT=""\n192.168.1.:allow\n:deny\n',
  },
  on: {
    file: ({ table }, report) => {
      const { rules, stop } = table;
      if (stop || rules.every(({ instruction }) => instruction.kind === "deny") || ruleFor(table, "")) return;
      const { span } = rules[rules.length - 1];
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
