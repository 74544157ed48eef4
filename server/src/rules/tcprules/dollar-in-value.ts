import { printable } from "djblint-grammars/text";
import { faultyVariables, SHELL_EXPANSION, VariableFault } from "../../model/tcprules/access-variables.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR036",
  name: "dollar-in-value",
  language: "tcprules",
  severity: "warning",
  category: "variables",
  since: "0.1",
  what: "A value holds $ and a name",
  why: "tcprules and tcpserver are no shells: the program sees the dollar and the name as they stand",
  silent: "For the variables whose values have rules of their own",
  sources: ["tcprules specification R14, trap 36"],
  fixable: "none",
  messages: {
    dollar: {
      text: "{found} is not replaced: the value of {name} holds it as it stands",
      help: "write the text itself",
    },
  },
  example: {
    bad: '127.:allow,QMAILQUEUE="$HOME/queue"\n:deny\n',
    good: '127.:allow,QMAILQUEUE="/home/mail/queue"\n:deny\n',
  },
  on: {
    variables: {
      fault: VariableFault.Dollar,
      check: (rule, _, report) => {
        for (const { name, value } of faultyVariables(rule, VariableFault.Dollar)) {
          const [found] = SHELL_EXPANSION.exec(value.text)!;
          const start = value.start + value.text.indexOf(found);
          const params = { found, name: printable(name.text) };
          report({ at: { start, end: start + found.length }, message: "dollar", params });
        }
      },
    },
  },
});
