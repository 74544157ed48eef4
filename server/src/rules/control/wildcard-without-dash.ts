import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM828",
  name: "wildcard-without-dash",
  language: "control",
  severity: "warning",
  category: "users",
  since: "0.1",
  what: "A wildcard of users/assign has an empty dash field, or does not end in a dash itself",
  why:
    "qmail-local puts .qmail, the dash and the rest of the address together: without the dash it looks for .qmailx, not " +
    ".qmail-x, and for .qmail--x when the rest has the dash too",
  silent: "When the wildcard ends in another sign, such as +, or is empty",
  sources: ["qmail specification Q5, U1", "measured: users-assign-023"],
  fixable: "unsafe",
  messages: {
    dash: {
      text: "for {address}x, qmail-local looks for {home}/.qmail{extension}x: the dash field is empty",
      help: "write - in the field behind the home",
    },
    twice: {
      text: "for {address}-x, qmail-local looks for {home}/.qmail--x: the dash is no part of the wildcard, but stands behind the home",
      help: "write +{address}-:",
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
        if (line.sign.text !== "+") return;
        const { address, dash, home, extension } = line;
        const isDouble = dash.text === "-" && extension.text === "" && /[a-z0-9]$/i.test(address.text);
        if (dash.text !== "" && !isDouble) return;
        const place = isDouble ? address.end : dash.start;
        const edits = [{ span: { start: place, end: place }, newText: "-" }];
        report({
          at: isDouble ? { start: address.start, end: address.end } : { start: place, end: place + 1 },
          message: isDouble ? "twice" : "dash",
          params: {
            address: printable(address.text),
            home: printable(home.text.replace(/\/$/, "")),
            extension: printable(extension.text),
          },
          fixes: [{ title: "insert", safety: "unsafe", edits }],
        });
      },
    },
  },
});
