import type { MailnamesLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { foldCase } from "../../model/control/control.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM850",
  name: "own-mailname-missing",
  language: "control",
  severity: "info",
  category: "users",
  since: "0.1",
  what: "A line of users/mailnames does not have the name of the account among its addresses, as other lines do",
  why: "The names take the place of that of the account: mail for it goes to the user alias, or is returned",
  silent: "Where no other line has the name of its account: then the names are meant to replace it",
  sources: ["qmail specification U6", "qmail-pw2u(8)"],
  fixable: "unsafe",
  messages: {
    missing: {
      text: "mail for {user} does not go to {user}: only the names behind the colon do",
      help: "write {user} among the names, if it is to stay an address",
    },
    insert: { text: "Add {user}" },
  },
  example: { file: "qmail/users/mailnames", bad: "joe:joe:info\nann:sales\n", good: "joe:joe:info\nann:ann:sales\n" },
  on: {
    file: ({ lines, shape }, report) => {
      if (shape !== "mailnames") return;
      const all = lines.filter((line): line is MailnamesLine => line.kind === "mailnames");
      if (!all.some(hasOwnName)) return;
      for (const { user, names } of all.filter((line) => !hasOwnName(line))) {
        const params = { user: printable(user.text) };
        const edits = [{ span: { start: names[0].start, end: names[0].start }, newText: `${user.text}:` }];
        report({ at: user, message: "missing", params, fixes: [{ title: "insert", params, safety: "unsafe", edits }] });
      }
    },
  },
});

function hasOwnName({ user, names }: MailnamesLine): boolean {
  return names.some(({ text }) => foldCase(text) === foldCase(user.text));
}
