import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM820",
  name: "no-final-dot",
  language: "control",
  severity: "error",
  category: "users",
  since: "0.1",
  what: "users/assign does not end with a line that begins with a dot, or users/append with a line feed",
  why: "qmail-newu refuses the file: bad format in users/assign, and users/cdb stays as it was",
  sources: ["qmail specification U1, U5", "measured: users-assign-002, -005"],
  fixable: "unsafe",
  messages: {
    missing: {
      text: "qmail-newu refuses the file, as no line with a dot ends it: users/cdb stays as it was",
      help: "end the file with a line that holds a single dot",
    },
    joined: {
      text: "qmail-newu refuses what qmail-pw2u makes with this file: the line with the dot is written right behind this one, which has no line feed",
      help: "end the file with a line feed",
    },
    append: { text: "Add the line" },
    feed: { text: "Add a line feed" },
  },
  example: {
    file: "users/assign",
    bad: "=joe:joe:507:100:/home/joe:::\n",
    good: "=joe:joe:507:100:/home/joe:::\n.\n",
  },
  on: {
    file: ({ shape, name, lines, text }, report) => {
      if (shape !== "assignments" || lines.some(({ kind }) => kind === "end")) return;
      const end = text.bytes.length;
      const last = text.lines.span(Math.max(0, text.lines.count - 1));
      const isComplete = end === 0 || text.bytes[end - 1] === 10;
      const added = (newText: string) => [{ span: { start: end, end }, newText }];
      if (name !== "append") {
        const edits = added(isComplete ? ".\n" : "\n.\n");
        report({ at: last, message: "missing", fixes: [{ title: "append", safety: "unsafe", edits }] });
      } else if (!isComplete)
        report({ at: last, message: "joined", fixes: [{ title: "feed", safety: "unsafe", edits: added("\n") }] });
    },
  },
});
