import { printable } from "djblint-grammars/text";
import { faultyVariables, VariableFault } from "../../model/tcprules/access-variables.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR033",
  name: "export-in-name",
  language: "tcprules",
  severity: "error",
  category: "variables",
  security: true,
  since: "0.1",
  what: "The word export or another command of a shell stands in front of a variable",
  why: "tcprules takes it for a part of the name: the server sets a variable of that long name, which no program reads",
  sources: ["tcprules specification R14, trap 33"],
  fixable: "unsafe",
  messages: {
    word: {
      text: 'the variable is named "{name}", so that no program sees it',
      help: "write the name alone: {instead}",
    },
    replace: { text: "Write {instead}" },
  },
  example: {
    bad: '127.:allow,export RELAYCLIENT=""\n:deny\n',
    good: '127.:allow,RELAYCLIENT=""\n:deny\n',
  },
  on: {
    variables: {
      fault: VariableFault.Export,
      check: (rule, _, report) => {
        for (const { name } of faultyVariables(rule, VariableFault.Export)) {
          const instead = name.text.trim().replace(/^\w+\s+/, "");
          const params = { name: printable(name.text), instead: printable(instead) };
          const fix = {
            title: "replace",
            params,
            safety: "unsafe",
            edits: [{ span: name, newText: instead }],
          } as const;
          report({ at: name, message: "word", params, fixes: [fix] });
        }
      },
    },
  },
});
