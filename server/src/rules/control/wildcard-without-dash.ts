import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM828",
  name: "wildcard-without-dash",
  language: "control",
  severity: "warning",
  category: "users",
  since: "0.1",
  what: "A wildcard of users/assign has an empty dash field",
  why: "qmail-local puts .qmail, the dash and the rest of the address together: without the dash it looks for .qmailx, not .qmail-x",
  sources: ["qmail specification Q5, U1", "measured: users-assign-023"],
  fixable: "unsafe",
  messages: {
    dash: {
      text: "for {address}x, qmail-local looks for {home}/.qmail{extension}x: the dash field is empty",
      help: "write - in the field behind the home",
    },
    insert: { text: "write -" },
  },
  example: {
    file: "users/assign",
    bad: "+joe-:joe:507:100:/home/joe:::\n.\n",
    good: "+joe-:joe:507:100:/home/joe:-::\n.\n",
  },
  on: {
    lines: {
      assignment: (line, _file, report) => {
        if (line.sign.text !== "+" || line.dash.text !== "") return;
        const { start } = line.dash;
        const edits = [{ span: { start, end: start }, newText: "-" }];
        report({
          at: { start, end: start + 1 },
          message: "dash",
          params: {
            address: printable(line.address.text),
            home: printable(line.home.text.replace(/\/$/, "")),
            extension: printable(line.extension.text),
          },
          fixes: [{ title: "insert", safety: "unsafe", edits }],
        });
      },
    },
  },
});
