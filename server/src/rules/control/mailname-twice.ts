import type { ControlLine, Field, MailnamesLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { foldCase } from "../../model/control/control.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM849",
  name: "mailname-twice",
  language: "control",
  severity: "error",
  category: "users",
  since: "0.1",
  what: "users/mailnames has an account twice, or gives one address to two accounts",
  why: "Of two lines for an account the last one counts; of two accounts with one address the one that comes first in the passwd file gets the mail",
  sources: ["qmail specification R21, U3, U6"],
  fixable: "none",
  messages: {
    dead: {
      text: "this line has no effect: {user} stands again in line {line}, and of equal keys the last line counts",
      help: "write all addresses into one line",
    },
    taken: {
      text: "mail for {name} goes to {user} or to {other}, whichever the passwd file has first",
      help: "keep it in one of the lines",
      severity: "warning",
    },
    counts: { text: "this line counts" },
    other: { text: "the other account" },
  },
  example: { file: "qmail/users/mailnames", bad: "joe:joe\njoe:info\n", good: "joe:joe:info\n" },
  on: {
    file: ({ lines, shape }, report) => {
      if (shape !== "mailnames") return;
      const all = lines.filter(isMailnames);
      const last = new Map(all.map((line) => [foldCase(line.user.text), line]));
      const holders = new Map<string, MailnamesLine>();
      for (const line of all) {
        const winner = last.get(foldCase(line.user.text))!;
        if (winner !== line) {
          const params = { user: printable(line.user.text), line: winner.line + 1 };
          report({ at: line.whole, message: "dead", params, related: [{ span: winner.whole, message: "counts" }] });
          continue;
        }
        for (const name of line.names) {
          const holder = holders.get(foldCase(name.text)) ?? line;
          if (name.text !== "") holders.set(foldCase(name.text), holder);
          if (holder !== line) report({ at: name, ...taken(name, holder, line) });
        }
      }
    },
  },
});

function isMailnames(line: ControlLine): line is MailnamesLine {
  return line.kind === "mailnames";
}

function taken(name: Field, holder: MailnamesLine, line: MailnamesLine) {
  const [shown, user, other] = [name, holder.user, line.user].map(({ text }) => printable(text));
  return {
    message: "taken",
    params: { name: shown, user, other },
    related: [{ span: holder.whole, message: "other" }],
  };
}
