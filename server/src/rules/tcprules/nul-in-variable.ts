import { dataOf, verdictOf } from "../../model/tcprules/access.js";
import { faultyVariables, VariableFault } from "../../model/tcprules/access-variables.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR045",
  name: "nul-in-variable",
  language: "tcprules",
  severity: "error",
  category: "variables",
  security: true,
  since: "0.1",
  what: "A variable holds a NUL byte",
  why: "The server takes what follows the NUL for another item of the rule: a D denies, a + sets another variable",
  sources: ["tcprules specification R30, R53, trap 45"],
  fixable: "none",
  messages: {
    denies: {
      text: "the NUL byte ends the variable, and the D behind it makes this rule a deny",
      help: "remove the NUL byte",
    },
    cut: {
      text: "the NUL byte ends the variable: the server reads what follows as another item of the rule",
      help: "remove the NUL byte",
    },
  },
  example: {
    bad: ':allow,A="x\u0000Dy"\n',
    good: ':allow,A="xDy"\n',
  },
  on: {
    variables: {
      fault: VariableFault.Nul,
      check: (rule, _, report) => {
        for (const { name, value } of faultyVariables(rule, VariableFault.Nul)) {
          const field = name.text.includes("\0") ? name : value;
          const at = field.start + field.text.indexOf("\0");
          const denies = !verdictOf(dataOf(rule)).allow;
          report({ at: { start: at, end: at + 1 }, message: denies ? "denies" : "cut" });
        }
      },
    },
  },
});
