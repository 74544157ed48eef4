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
  what: "Two commas or more stand in front of a variable, or a variable without a value in front of another",
  why:
    "For tcprules a name goes on to its =, and of several commas one separates: the others are a part of the name, and the server " +
    "sets a variable that no program reads",
  sources: ["tcprules specification R14"],
  fixable: "unsafe",
  messages: {
    comma: {
      text: "the variable is named {name}, with the comma, so that no program sees it",
      help: "write one comma in front of {instead}",
    },
    value: {
      text: "one variable is named {name}, as {first} has no value, so that no program sees it",
      help: 'write {first}="" for one that is empty',
    },
    remove: { text: "Write one comma" },
    insert: { text: 'Write {first}=""' },
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
          const [first] = /^[^,]+/.exec(name.text) ?? [];
          if (first !== undefined) {
            const end = name.start + first.length;
            const params = { name: printable(name.text), first: printable(first) };
            const edits = [{ span: { start: end, end }, newText: '=""' }];
            report({
              at: name,
              message: "value",
              params,
              fixes: [{ title: "insert", params, safety: "unsafe", edits }],
            });
            continue;
          }
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
