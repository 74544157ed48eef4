import { printable } from "djblint-grammars/text";
import { faultyVariables, VariableFault } from "../../model/tcprules/access-variables.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR109",
  name: "databytes-value",
  language: "tcprules",
  severity: "error",
  category: "variables",
  since: "0.1",
  what: "DATABYTES has a value that is no number of bytes",
  why: "qmail-smtpd reads the digits at the beginning and leaves out the rest; no digits are 0, which is no limit",
  sources: ["tcprules specification section 9", "qmail rules QM510"],
  fixable: "none",
  messages: {
    unit: {
      text: 'the limit is {bytes} bytes: qmail-smtpd reads only the digits at the beginning of "{value}"',
      help: "write the number of bytes in digits alone",
    },
    none: {
      text: 'there is no limit at all: "{value}" begins with no digit, which counts as 0',
      help: "write the number of bytes in digits alone",
    },
  },
  example: {
    bad: '127.:allow,DATABYTES="10M"\n:allow\n',
    good: '127.:allow,DATABYTES="10000000"\n:allow\n',
  },
  on: {
    variables: {
      fault: VariableFault.DataBytesValue,
      check: (rule, _, report) => {
        for (const { value } of faultyVariables(rule, VariableFault.DataBytesValue)) {
          const bytes = value.text.match(/^\d+/)?.[0] ?? "";
          const message = Number(bytes) === 0 ? "none" : "unit";
          report({ at: value, message, params: { bytes, value: printable(value.text) } });
        }
      },
    },
  },
});
