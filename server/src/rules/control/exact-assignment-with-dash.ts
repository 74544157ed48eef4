import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM831",
  name: "exact-assignment-with-dash",
  language: "control",
  severity: "warning",
  category: "users",
  since: "0.1",
  what: "An assignment begins with =, and its address ends in a dash",
  why: "= means this one address: what follows the dash is not covered. All addresses that begin so have a + in front, as vpopmail writes +example.org-: for a virtual domain",
  sources: ["qmail specification U1, U3", "qmail-users(5)"],
  fixable: "unsafe",
  messages: {
    exact: {
      text: "only mail for {address} itself comes here, and none for {address}x: = means this one address",
      help: "write + in place of the =",
    },
    plus: { text: "Write +" },
  },
  example: {
    file: "users/assign",
    bad: "=joe-:joe:507:100:/mail/joe:-::\n.\n",
    good: "+joe-:joe:507:100:/mail/joe:-::\n.\n",
  },
  on: {
    lines: {
      assignment: ({ sign, address }, _file, report) => {
        // Of a second sign another rule speaks (QM823).
        if (sign.text !== "=" || !/^[^=+].*-$/.test(address.text)) return;
        const edits = [{ span: { start: sign.start, end: sign.end }, newText: "+" }];
        report({
          at: { start: sign.start, end: address.end },
          message: "exact",
          params: { address: printable(address.text) },
          fixes: [{ title: "plus", safety: "unsafe", edits }],
        });
      },
    },
  },
});
