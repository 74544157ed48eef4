import { printable } from "djblint-grammars/text";
import { shown } from "../../model/tcprules/access-file.js";
import { faultyVariables, VariableFault } from "../../model/tcprules/access-variables.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR031",
  name: "letter-as-quote",
  language: "tcprules",
  severity: "error",
  category: "variables",
  since: "0.1",
  what: "A value has no quotes and begins and ends with the same letter or digit",
  why: "The first byte of a value is its quote, whatever it is: the letters at both ends are taken away",
  sources: ["tcprules specification R14, trap 31"],
  fixable: "unsafe",
  messages: {
    letter: {
      text: 'the value of {name} is "{value}": {delimiter} counts as the quote around it',
      help: "write {instead}",
    },
    replace: { text: "Write {instead}" },
  },
  example: {
    bad: "127.:allow,DATABYTES=5005\n:deny\n",
    good: '127.:allow,DATABYTES="5005"\n:deny\n',
  },
  on: {
    variables: {
      fault: VariableFault.LetterAsQuote,
      check: (rule, access, report) => {
        for (const { name, value, delimiter } of faultyVariables(rule, VariableFault.LetterAsQuote)) {
          const at = { start: value.start - 1, end: value.end + 1 };
          const instead = `"${delimiter}${value.text}${delimiter}"`;
          const params = {
            name: printable(name.text),
            value: printable(value.text),
            delimiter,
            instead: `"${shown(access, at)}"`,
          };
          const fix = { title: "replace", params, safety: "unsafe", edits: [{ span: at, newText: instead }] } as const;
          report({ at, message: "letter", params, fixes: value.text.includes('"') ? [] : [fix] });
        }
      },
    },
  },
});
