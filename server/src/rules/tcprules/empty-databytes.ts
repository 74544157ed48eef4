import { faultyVariables, VariableFault } from "../../model/tcprules/access-variables.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR110",
  name: "empty-databytes",
  language: "tcprules",
  severity: "info",
  category: "variables",
  since: "0.1",
  what: "DATABYTES is empty",
  why: "qmail-smtpd reads 0 from it, which is no limit, instead of the limit of control/databytes",
  sources: ["tcprules specification section 9", "qmail rules QM510"],
  fixable: "unsafe",
  messages: {
    empty: {
      text: "an empty DATABYTES is 0: the client may send messages of any size, whatever control/databytes says",
      help: 'write "0" to say so, or remove the variable to leave it to control/databytes',
    },
    zero: { text: "Write 0" },
  },
  example: {
    bad: '127.:allow,DATABYTES=""\n:allow\n',
    good: '127.:allow,DATABYTES="0"\n:allow\n',
  },
  on: {
    variables: {
      fault: VariableFault.EmptyDataBytes,
      check: (rule, _, report) => {
        for (const { name, value } of faultyVariables(rule, VariableFault.EmptyDataBytes)) {
          const fix = { title: "zero", safety: "unsafe", edits: [{ span: value, newText: "0" }] } as const;
          report({ at: { start: name.start, end: value.end + 1 }, message: "empty", fixes: [fix] });
        }
      },
    },
  },
});
