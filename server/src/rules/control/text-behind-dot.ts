import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM826",
  name: "text-behind-dot",
  language: "control",
  severity: "warning",
  category: "users",
  since: "0.1",
  what: "An assignment stands below the line with the dot",
  why: "qmail-newu stops at the first line that begins with a dot",
  silent: "For text that is no assignment: nothing is read there, so that comments may stand",
  sources: ["qmail specification U1", "measured: users-assign-004"],
  fixable: "none",
  messages: {
    unread: {
      text: "this assignment is never read: line {line} begins with a dot, which ends the file",
      help: "move it above the line with the dot",
    },
    end: { text: "here the file ends" },
  },
  example: {
    file: "users/assign",
    bad: "=joe:joe:507:100:/home/joe:::\n.\n=ann:ann:508:100:/home/ann:::\n",
    good: "=joe:joe:507:100:/home/joe:::\n=ann:ann:508:100:/home/ann:::\n.\n",
  },
  on: {
    file: ({ shape, lines }, report) => {
      const end = lines.find(({ kind }) => kind === "end");
      if (shape !== "assignments" || !end) return;
      for (const { kind, whole } of lines) {
        if (kind !== "unread" || !/^[=+][^:]*:/.test(whole.text)) continue;
        const related = [{ span: end.whole, message: "end" }];
        const goesOn = report({
          at: whole,
          message: "unread",
          params: { line: end.line + 1 },
          related,
          tags: ["unnecessary"],
        });
        if (!goesOn) return;
      }
    },
  },
});
