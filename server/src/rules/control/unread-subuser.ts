import { printable } from "djblint-grammars/text";
import { defineRule, type Fix } from "../rule.js";

/** U6. */
const COLONS = 3;

export default defineRule({
  code: "QM845",
  name: "unread-subuser",
  language: "control",
  severity: "error",
  category: "users",
  since: "0.1",
  what: "A line of users/subusers has fewer than three colons",
  why: "qmail-pw2u passes over it without a word, and mail for the address goes to the user alias, or is returned",
  silent: "For blank lines, and for lines that begin with #, which are passed over as comments should be",
  sources: ["qmail specification U6", "qmail-pw2u(8)"],
  fixable: "unsafe",
  messages: {
    colons: {
      text: 'qmail-pw2u passes over "{found}": it reads ADDRESS:USER:PREFIX: with three colons',
      help: "write the three fields, with a colon behind each",
    },
    append: { text: "Add the colon" },
  },
  example: { file: "qmail/users/subusers", bad: "sales:joe:sales\n", good: "sales:joe:sales:\n" },
  on: {
    lines: {
      fault: ({ whole: at }, { shape }, report) => {
        const colons = at.text.split(":").length - 1;
        if (shape !== "subusers" || at.text.trim() === "" || at.text[0] === "#") return;
        const edits = [{ span: { start: at.end, end: at.end }, newText: ":" }];
        const fixes: Fix[] = colons === COLONS - 1 ? [{ title: "append", safety: "unsafe", edits }] : [];
        report({ at, message: "colons", params: { found: printable(at.text) }, fixes });
      },
    },
  },
});
