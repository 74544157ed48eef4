import type { Variable } from "djblint-grammars/tcprules/tree";
import { printable } from "djblint-grammars/text";
import { VariableFault } from "../../model/tcprules/access-variables.js";
import { defineRule, type Observation } from "../rule.js";

export default defineRule({
  code: "TR037",
  name: "variable-set-twice",
  language: "tcprules",
  severity: "warning",
  category: "variables",
  since: "0.1",
  what: "A line sets a variable twice",
  why: "tcpserver sets one after the other, so that the last value counts; tcprulescheck shows both",
  sources: ["tcprules specification R53, trap 37"],
  fixable: "unsafe",
  messages: {
    twice: {
      text: "{name} is set again later in this line: the value {value} is never seen",
      help: "remove one of the two: the last one counts",
    },
    later: { text: "this value counts" },
    remove: { text: "Remove the value that does not count" },
  },
  example: {
    bad: '127.:allow,DATABYTES="1000",DATABYTES="2000"\n:deny\n',
    good: '127.:allow,DATABYTES="2000"\n:deny\n',
  },
  on: {
    variables: {
      fault: VariableFault.Repeated,
      check: ({ variables }, _, report) => {
        const last = new Map(variables.map((variable) => [variable.name.text, variable]));
        for (const variable of variables) {
          const counts = last.get(variable.name.text)!;
          if (counts !== variable && !report(repeated(variable, counts))) return;
        }
      },
    },
  },
});

function repeated(variable: Variable, counts: Variable): Observation {
  return {
    at: variable,
    message: "twice",
    params: { name: printable(variable.name.text), value: `"${printable(variable.value.text)}"` },
    related: [{ span: counts, message: "later" }],
    tags: ["unnecessary"],
    fixes: [{ title: "remove", safety: "unsafe", edits: [{ span: variable, newText: "" }] }],
  };
}
