import { printable } from "djblint-grammars/text";
import { leftOut } from "../../model/control/users-files.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM848",
  name: "included-and-excluded",
  language: "control",
  severity: "warning",
  category: "users",
  since: "0.1",
  what: "users/include and users/exclude list the same account",
  why: "qmail-pw2u leaves it out: mail for it goes to the user alias, or is returned",
  sources: ["qmail specification U6", "qmail-pw2u(8)"],
  fixable: "none",
  messages: {
    both: {
      text: "{user} gets no assignment all the same: users/exclude lists it too, and that counts",
      help: "keep one of the lines",
    },
    entry: { text: "this leaves it out" },
  },
  example: {
    bad: "==> var/qmail/users/include <==\nalias\njoe\nann\n==> var/qmail/users/exclude <==\njoe\n",
    good: "==> var/qmail/users/include <==\nalias\njoe\nann\n",
  },
  on: {
    lines: {
      entry: ({ whole: at }, file, report) => {
        const found = file.name === "include" && file.shape === "users" ? leftOut(at.text, file) : undefined;
        if (!found?.place || at.text === "alias") return;
        report({
          at,
          message: "both",
          params: { user: printable(at.text) },
          related: [{ ...found.place, message: "entry" }],
        });
      },
    },
  },
});
