import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM829",
  name: "no-catch-all-assignment",
  language: "control",
  severity: "info",
  category: "users",
  optIn: true,
  since: "0.1",
  what: "users/assign has no line for all other users",
  why: "For addresses that no line is about, qmail-getpw looks for a user of the system",
  sources: ["qmail specification D10", "measured: users-assign-006"],
  fixable: "none",
  messages: {
    none: {
      text: "addresses that no line is about go to the users of the system by qmail-getpw",
      help: "add a line +:alias:UID:GID:/var/qmail/alias:-:: if the file is to list all users",
    },
  },
  example: {
    file: "users/assign",
    bad: "=joe:joe:507:100:/home/joe:::\n.\n",
    good: "+:alias:7790:2108:/var/qmail/alias:-::\n=joe:joe:507:100:/home/joe:::\n.\n",
  },
  on: {
    file: ({ shape, lines }, report) => {
      const end = lines.find(({ kind }) => kind === "end");
      if (shape !== "assignments" || !end || !lines.some(({ kind }) => kind === "assignment")) return;
      const isCatchAll = lines.some(
        (line) => line.kind === "assignment" && line.sign.text === "+" && line.address.text === "",
      );
      if (!isCatchAll) report({ at: end.whole, message: "none" });
    },
  },
});
