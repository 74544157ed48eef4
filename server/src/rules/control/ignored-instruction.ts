import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM818",
  name: "ignored-instruction",
  language: "control",
  severity: "error",
  category: "delivery instructions",
  since: "0.1",
  what: "A line of a .qmail file begins with +, and is not +list",
  why: "qmail-local knows +list alone, and passes over every other line that begins with +: nothing is delivered for it, and nobody hears of that",
  silent: "For +list with a carriage return, about which another rule speaks",
  sources: ["qmail specification Q1", "dot-qmail(5)"],
  fixable: "none",
  messages: {
    ignored: {
      text: 'qmail-local passes over "{found}": of lines that begin with + it knows +list alone',
      help: "write &ADDRESS for an address that begins with +, or take the line out",
    },
  },
  example: {
    file: "alias/.qmail-list",
    bad: "+List\n&joe@example.org\n",
    good: "+list\n&joe@example.org\n",
  },
  on: {
    lines: {
      instruction: ({ instruction, whole }, _file, report) => {
        if (instruction !== "none" || whole.text === "+list\r") return;
        report({ at: whole, message: "ignored", params: { found: printable(whole.text) } });
      },
    },
  },
});
