import { printable } from "djblint-grammars/text";
import { faultyVariables, VariableFault } from "../../model/tcprules/access-variables.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR108",
  name: "relayclient-value",
  language: "tcprules",
  severity: "error",
  category: "variables",
  security: true,
  since: "0.1",
  what: "RELAYCLIENT has a value that is neither empty nor an end of an address",
  why: "qmail-smtpd relays for the client whatever the value is, and appends it to every recipient",
  silent: "For values that begin with @, . or %",
  sources: ["tcprules specification section 9", "qmail rules QM503 and QM505"],
  fixable: "unsafe",
  messages: {
    appended: {
      text: 'the client may relay, and every recipient gets "{value}" appended: joe@example.org{value}',
      help: 'write RELAYCLIENT="" to let the client relay',
    },
    switch: {
      text: '"{value}" does not switch relaying off: RELAYCLIENT is set, so the client may relay, to joe@example.org{value}',
      help: 'remove the variable if the client must not relay, write RELAYCLIENT="" if it may',
    },
    empty: { text: "Make the value empty: the client may relay" },
    remove: { text: "Remove the variable: the client may not relay" },
  },
  example: {
    bad: '192.168.1.:allow,RELAYCLIENT="no"\n:allow\n',
    good: '192.168.1.:allow,RELAYCLIENT=""\n:allow\n',
  },
  on: {
    variables: {
      fault: VariableFault.RelayClientValue,
      check: (rule, _, report) => {
        for (const variable of faultyVariables(rule, VariableFault.RelayClientValue)) {
          const { value } = variable;
          const off = /^(no|off|false|disabled?|none|0)$/i.test(value.text);
          const remove = { title: "remove", safety: "unsafe", edits: [{ span: variable, newText: "" }] } as const;
          const empty = { title: "empty", safety: "unsafe", edits: [{ span: value, newText: "" }] } as const;
          report({
            at: value,
            message: off ? "switch" : "appended",
            params: { value: printable(value.text) },
            fixes: off ? [remove, empty] : [empty, remove],
          });
        }
      },
    },
  },
});
