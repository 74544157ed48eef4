import { printable } from "djblint-grammars/text";
import { faultyVariables, nameMeant, VariableFault } from "../../model/tcprules/access-variables.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR035",
  name: "variable-spelling",
  language: "tcprules",
  severity: "error",
  category: "variables",
  security: true,
  since: "0.1",
  what: "The name of a known variable is written in small letters, with other _ and -, or in quotes",
  why: "Programs look for variables by their exact names: the value is set and nobody sees it",
  sources: ["tcprules specification section 9, trap 35", "qmail rules QM506"],
  fixable: "unsafe",
  messages: {
    spelling: { text: "no program reads {name}, the variable is named {instead}", help: "write {instead}" },
    replace: { text: "Write {instead}" },
  },
  example: {
    bad: '127.:allow,relayclient=""\n:deny\n',
    good: '127.:allow,RELAYCLIENT=""\n:deny\n',
  },
  on: {
    variables: {
      fault: VariableFault.OtherSpelling,
      check: (rule, _, report) => {
        for (const { name } of faultyVariables(rule, VariableFault.OtherSpelling)) {
          const params = { name: printable(name.text), instead: nameMeant(name.text)!.name };
          const edits = [{ span: name, newText: params.instead }];
          report({
            at: name,
            message: "spelling",
            params,
            fixes: [{ title: "replace", params, safety: "unsafe", edits }],
          });
        }
      },
    },
  },
});
