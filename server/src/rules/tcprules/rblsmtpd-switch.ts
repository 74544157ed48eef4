import { printable } from "djblint-grammars/text";
import { faultyVariables, VariableFault } from "../../model/tcprules/access-variables.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR111",
  name: "rblsmtpd-switch",
  language: "tcprules",
  severity: "error",
  category: "variables",
  since: "0.1",
  what: "RBLSMTPD has a value such as no, off or 1, or a blank",
  why: "rblsmtpd refuses mail of the client with the value as its message; only the empty value switches it off",
  sources: ["tcprules specification section 9"],
  fixable: "unsafe",
  messages: {
    refused: {
      text: 'mail of these clients is refused for the moment, with the message "{value}"',
      help: 'write RBLSMTPD="" to ask no block list for these clients, or remove the variable to ask them',
    },
    empty: { text: "Make the value empty: no block list is asked" },
  },
  example: {
    bad: '192.168.1.:allow,RBLSMTPD="no"\n:allow\n',
    good: '192.168.1.:allow,RBLSMTPD=""\n:allow\n',
  },
  on: {
    variables: {
      fault: VariableFault.RblSmtpdSwitch,
      check: (rule, _, report) => {
        for (const { value } of faultyVariables(rule, VariableFault.RblSmtpdSwitch)) {
          const fix = { title: "empty", safety: "unsafe", edits: [{ span: value, newText: "" }] } as const;
          report({ at: value, message: "refused", params: { value: printable(value.text) }, fixes: [fix] });
        }
      },
    },
  },
});
