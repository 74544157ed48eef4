import { usersBeside, usersIn } from "../../model/control/users-files.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM847",
  name: "alias-left-out",
  language: "control",
  severity: "error",
  category: "users",
  since: "0.1",
  what: "users/include does not list the user alias, or users/exclude does",
  why: "qmail-pw2u stops without it: unable to find alias user. The users/assign that it leaves has no final dot, and qmail-newu refuses it",
  sources: ["qmail specification U6", "qmail-pw2u(8)"],
  fixable: "none",
  messages: {
    notIncluded: {
      text: "qmail-pw2u stops with this file: it does not list alias, the user for all other addresses",
      help: "write alias into a line of its own",
    },
    excluded: {
      text: "qmail-pw2u stops with this line: alias is the user for all other addresses",
      help: "delete the line",
    },
  },
  example: { file: "qmail/users/include", bad: "ann\njoe\n", good: "alias\nann\njoe\n" },
  on: {
    file: (file, report) => {
      if (file.shape !== "users") return;
      const alias = usersIn(file.lines).get("alias");
      if (file.name === "exclude" && alias) report({ at: alias.whole, message: "excluded" });
      if (file.name !== "include" || alias) return;
      // Of a file that is there twice over, one is said.
      if (usersBeside("exclude", file)?.has("alias")) return;
      const at = file.lines.find(({ kind }) => kind === "entry")?.whole ?? { start: 0, end: 0 };
      report({ at, message: "notIncluded" });
    },
  },
});
