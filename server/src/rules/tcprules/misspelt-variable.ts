import { printable } from "djblint-grammars/text";
import { faultyVariables, nameMeant, VariableFault } from "../../model/tcprules/access-variables.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR107",
  name: "misspelt-variable",
  language: "tcprules",
  severity: "warning",
  category: "variables",
  security: true,
  since: "0.1",
  what: "The name of a variable is one letter away from a known one",
  why: "Programs look for variables by their exact names: the value is set and nobody sees it",
  silent:
    "For names close to known ones of fewer than eight letters other than AXFR, and for those that begin with TCP6",
  sources: ["tcprules specification section 9", "qmail rules QM506"],
  fixable: "unsafe",
  messages: {
    misspelt: { text: "{name} is no variable that is known here, is {instead} meant?", help: "write {instead}" },
    replace: { text: "Write {instead}" },
  },
  example: {
    bad: '127.:allow,RELAYCLENT=""\n:deny\n',
    good: '127.:allow,RELAYCLIENT=""\n:deny\n',
  },
  on: {
    variables: {
      fault: VariableFault.Misspelt,
      check: (rule, _, report) => {
        for (const { name } of faultyVariables(rule, VariableFault.Misspelt)) {
          const params = { name: printable(name.text), instead: nameMeant(name.text)!.name };
          const edits = [{ span: name, newText: params.instead }];
          report({
            at: name,
            message: "misspelt",
            params,
            fixes: [{ title: "replace", params, safety: "unsafe", edits }],
          });
        }
      },
    },
  },
});
