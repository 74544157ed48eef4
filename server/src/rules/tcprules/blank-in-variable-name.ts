import { printable } from "djblint-grammars/text";
import { faultyVariables, VariableFault } from "../../model/tcprules/access-variables.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR029",
  name: "blank-in-variable-name",
  language: "tcprules",
  severity: "error",
  category: "variables",
  security: true,
  since: "0.1",
  what: "A blank stands behind the comma, in front of the = or in the name of a variable",
  why: "It is a part of the name for tcprules: the server sets a variable with a blank in its name, which no program reads",
  sources: ["tcprules specification R5, R14, R53, traps 29 and 30"],
  fixable: "unsafe",
  messages: {
    blank: {
      text: 'the variable is named "{name}", with the blank, so that no program sees it',
      help: "write {instead}, without blanks around it",
    },
    replace: { text: "Write {instead}" },
  },
  example: {
    bad: '127.:allow, RELAYCLIENT=""\n:deny\n',
    good: '127.:allow,RELAYCLIENT=""\n:deny\n',
  },
  on: {
    variables: {
      fault: VariableFault.BlankInName,
      check: (rule, _, report) => {
        for (const { name } of faultyVariables(rule, VariableFault.BlankInName)) {
          const instead = name.text.replace(/\s+/g, "");
          const params = { name: printable(name.text), instead: printable(instead) };
          const fix = {
            title: "replace",
            params,
            safety: "unsafe",
            edits: [{ span: name, newText: instead }],
          } as const;
          report({ at: name, message: "blank", params, fixes: [fix] });
        }
      },
    },
  },
});
