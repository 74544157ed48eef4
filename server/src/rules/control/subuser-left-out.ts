import { printable } from "djblint-grammars/text";
import { leftOut } from "../../model/control/users-files.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM846",
  name: "subuser-left-out",
  language: "control",
  severity: "error",
  category: "users",
  since: "0.1",
  what: "A line of users/subusers names an account that qmail-pw2u leaves out",
  why: "qmail-pw2u stops there: what it has written is no whole users/assign, and qmail-newu refuses it",
  silent:
    "For accounts that are left out because of their home, and where etc/passwd is not among the files and users/include and users/exclude say nothing",
  sources: ["qmail specification U6", "qmail-pw2u(8)"],
  fixable: "none",
  messages: {
    excluded: {
      text: "qmail-pw2u stops here: users/exclude leaves the account {user} out",
      help: "take {user} out of users/exclude, or this line away",
    },
    notIncluded: {
      text: "qmail-pw2u stops here: users/include does not list the account {user}",
      help: "write {user} into users/include, or take this line away",
    },
    noAccount: {
      text: "with etc/passwd, qmail-pw2u stops here: it has no account {user} that gets mail",
      help: "correct the name, or take this line away",
    },
    entry: { text: "this leaves it out" },
  },
  example: {
    bad:
      "==> var/qmail/users/include <==\nalias\njoe\n" +
      "==> var/qmail/users/subusers <==\nsales:joe:sales:\nshop:ann:shop:\n",
    good:
      "==> var/qmail/users/include <==\nalias\njoe\nann\n" +
      "==> var/qmail/users/subusers <==\nsales:joe:sales:\nshop:ann:shop:\n",
  },
  on: {
    lines: {
      subuser: ({ user }, file, report) => {
        const found = leftOut(user.text, file);
        if (!found) return;
        const related = found.place ? [{ ...found.place, message: "entry" }] : [];
        report({ at: user, message: found.why, params: { user: printable(user.text) }, related });
      },
    },
  },
});
