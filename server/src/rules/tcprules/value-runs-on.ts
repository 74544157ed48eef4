import { printable } from "djblint-grammars/text";
import { faultyVariables, VariableFault } from "../../model/tcprules/access-variables.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR032",
  name: "value-runs-on",
  language: "tcprules",
  severity: "warning",
  category: "variables",
  since: "0.1",
  what: "A value holds a comma, a name and =, as if another variable began there",
  why: "A value ends at the next byte like the one that begins it; commas in it do not count",
  silent: "When no name and = follow the comma, or neither a quote nor the end of the value behind them",
  sources: ["tcprules specification R14, trap 32"],
  fixable: "none",
  messages: {
    runsOn: {
      text: 'the value of {name} goes on to the next {delimiter}: it is "{value}", and what follows the comma sets nothing',
      help: "close the value in front of the comma",
    },
  },
  example: {
    bad: '127.:allow,A="1,B="\n:deny\n',
    good: '127.:allow,A="1",B=""\n:deny\n',
  },
  on: {
    variables: {
      fault: VariableFault.RunsOn,
      check: (rule, _, report) => {
        for (const { name, value, delimiter } of faultyVariables(rule, VariableFault.RunsOn)) {
          const params = { name: printable(name.text), delimiter: printable(delimiter), value: printable(value.text) };
          report({ at: value, message: "runsOn", params });
        }
      },
    },
  },
});
