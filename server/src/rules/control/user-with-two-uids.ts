import type { AssignmentLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM833",
  name: "user-with-two-uids",
  language: "control",
  severity: "warning",
  category: "users",
  security: true,
  since: "0.1",
  what: "Two assignments name the same user with different uids",
  why: "qmail-lspawn looks nothing up: mail is delivered with the uid that the line has, whoever that is. With that of somebody else it lands where the user cannot read it, or runs with rights of another",
  silent: "For uids that are no numbers or 0, about which another rule speaks",
  sources: ["qmail specification U1, U4", "qmail-users(5)"],
  fixable: "none",
  messages: {
    other: {
      text: "{user} has the uid {uid} here, and {first} in line {line}: mail is delivered with the number, and nobody compares it with the name",
      help: "write the uid that id -u {user} prints into both lines",
    },
    first: { text: "here it is {first}" },
  },
  example: {
    file: "users/assign",
    bad: "=joe:joe:507:100:/home/joe:::\n+joe-:joe:508:100:/home/joe:-::\n.\n",
    good: "=joe:joe:507:100:/home/joe:::\n+joe-:joe:507:100:/home/joe:-::\n.\n",
  },
  on: {
    file: (file, report) => {
      const firsts = new Map<string, AssignmentLine>();
      for (const line of file.lines) {
        if (line.kind !== "assignment" || !/^0*[1-9]\d*$/.test(line.uid.text)) continue;
        const user = line.user.text;
        const first = firsts.get(user);
        if (!first) firsts.set(user, line);
        if (!first || user === "" || numberOf(first) === numberOf(line)) continue;
        const params = {
          user: printable(user),
          uid: line.uid.text,
          first: first.uid.text,
          line: first.line + 1,
        };
        const related = [{ span: first.uid, message: "first", params }];
        if (!report({ at: line.uid, message: "other", params, related })) return;
      }
    },
  },
});

function numberOf({ uid }: AssignmentLine): string {
  return uid.text.replace(/^0+/, "");
}
