import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM820",
  name: "no-final-dot",
  language: "control",
  severity: "error",
  category: "users",
  since: "0.1",
  what: "users/assign does not end with a line that begins with a dot",
  why: "qmail-newu refuses the file: bad format in users/assign, and users/cdb stays as it was",
  sources: ["qmail specification U1", "measured: users-assign-002, -005"],
  fixable: "unsafe",
  messages: {
    missing: {
      text: "qmail-newu refuses the file, as no line with a dot ends it: users/cdb stays as it was",
      help: "end the file with a line that holds a single dot",
    },
    append: { text: "Add the line" },
  },
  example: {
    file: "users/assign",
    bad: "=joe:joe:507:100:/home/joe:::\n",
    good: "=joe:joe:507:100:/home/joe:::\n.\n",
  },
  on: {
    file: ({ shape, lines, text }, report) => {
      if (shape !== "assignments" || lines.some(({ kind }) => kind === "end")) return;
      const end = text.bytes.length;
      const last = text.lines.span(Math.max(0, text.lines.count - 1));
      const newText = end === 0 || text.bytes[end - 1] === 10 ? ".\n" : "\n.\n";
      const fixes = [{ title: "append", safety: "unsafe" as const, edits: [{ span: { start: end, end }, newText }] }];
      report({ at: last, message: "missing", fixes });
    },
  },
});
