import type { AssignmentLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { foldCase } from "../../model/control/control.js";
import { wholeLine } from "../../model/control/control-source.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM824",
  name: "duplicate-assignment",
  language: "control",
  severity: "warning",
  category: "users",
  since: "0.1",
  what: "users/assign holds two lines for the same address",
  why: "The first of them counts, other than in control files; addresses are compared without regard to case",
  sources: ["qmail specification U3", "measured: users-assign-013, -014"],
  fixable: "safe",
  messages: {
    dead: {
      text: "this line has no effect: line {line} is about the same address, and the first line counts",
      help: "remove one of the lines",
    },
    counts: { text: "this line counts" },
    remove: { text: "Remove the line" },
  },
  example: {
    file: "users/assign",
    bad: "=joe:joe:507:100:/home/joe:::\n=joe:ann:508:100:/home/ann:::\n.\n",
    good: "=joe:joe:507:100:/home/joe:::\n=ann:ann:508:100:/home/ann:::\n.\n",
  },
  on: {
    file: (file, report) => {
      const seen = new Map<string, AssignmentLine>();
      for (const line of file.lines) {
        if (line.kind !== "assignment") continue;
        const key = (line.sign.text === "+" ? "+" : "=") + foldCase(line.address.text);
        const first = seen.get(key);
        if (!first) {
          seen.set(key, line);
          continue;
        }
        const edits = [{ span: wholeLine(file, line.line), newText: "" }];
        const goesOn = report({
          at: { start: line.sign.start, end: line.address.end },
          message: "dead",
          params: { line: first.line + 1, address: printable(line.address.text) },
          related: [{ span: { start: first.sign.start, end: first.address.end }, message: "counts" }],
          tags: ["unnecessary"],
          fixes: [{ title: "remove", safety: "safe", edits }],
        });
        if (!goesOn) return;
      }
    },
  },
});
