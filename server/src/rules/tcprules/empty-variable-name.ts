import { faultyVariables, VariableFault } from "../../model/tcprules/access-variables.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR034",
  name: "empty-variable-name",
  language: "tcprules",
  severity: "warning",
  category: "variables",
  since: "0.1",
  what: "A variable has no name, or one of blanks and commas",
  why: "The server sets a variable that no program reads",
  sources: ["tcprules specification R14, trap 34"],
  fixable: "none",
  messages: {
    empty: { text: "a variable without a name: no program sees the value", help: "write the name in front of the =" },
  },
  example: {
    bad: ':allow,="1"\n',
    good: ':allow,A="1"\n',
  },
  on: {
    variables: {
      fault: VariableFault.EmptyName,
      check: (rule, _, report) => {
        for (const { start, name } of faultyVariables(rule, VariableFault.EmptyName)) {
          report({ at: { start, end: name.end + 1 }, message: "empty" });
        }
      },
    },
  },
});
