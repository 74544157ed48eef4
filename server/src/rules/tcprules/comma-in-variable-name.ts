import { printable } from "djblint-grammars/text";
import { faultyVariables, VariableFault } from "../../model/tcprules/access-variables.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR118",
  name: "comma-in-variable-name",
  language: "tcprules",
  severity: "error",
  category: "variables",
  security: true,
  since: "0.1",
  what: "Two commas or more stand in front of a variable",
  why: "One separates, the others are a part of the name for tcprules: the server sets a variable that no program reads",
  sources: ["tcprules specification R14"],
  fixable: "unsafe",
  messages: {
    comma: {
      text: "the variable is named {name}, with the comma, so that no program sees it",
      help: "write one comma in front of {instead}",
    },
    remove: { text: "Write one comma" },
  },
  example: {
    bad: '127.:allow,,RELAYCLIENT=""\n:deny\n',
    good: '127.:allow,RELAYCLIENT=""\n:deny\n',
  },
  on: {
    variables: {
      fault: VariableFault.CommaInName,
      check: (rule, _, report) => {
        for (const { name } of faultyVariables(rule, VariableFault.CommaInName)) {
          const instead = name.text.replace(/^[,\s]+/, "");
          const extra = { start: name.start, end: name.end - instead.length };
          const params = { name: printable(name.text), instead: printable(instead) };
          const fix = { title: "remove", safety: "unsafe", edits: [{ span: extra, newText: "" }] } as const;
          report({ at: name, message: "comma", params, fixes: [fix] });
        }
      },
    },
  },
});
