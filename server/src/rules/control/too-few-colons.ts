import { linesAround } from "../../model/control/control-source.js";
import { defineRule } from "../rule.js";

/** U1. */
const COLONS = 7;

export default defineRule({
  code: "QM822",
  name: "too-few-colons",
  language: "control",
  severity: "error",
  category: "users",
  since: "0.1",
  what: "A line of users/assign has fewer than seven colons, or no address",
  why: "qmail-newu refuses the file: bad format in users/assign, and users/cdb stays as it was",
  silent: "For comments, blank lines and NUL bytes, and a last line without colons, about which other rules speak",
  sources: ["qmail specification U1", "measured: users-assign-010, -017"],
  fixable: "none",
  messages: {
    colons: {
      text: "qmail-newu refuses the file: this line has {count} colons, and needs seven",
      help: "write =ADDRESS:USER:UID:GID:HOME:DASH:EXT:, with a colon at the end",
    },
    address: {
      text: "qmail-newu refuses the file: this line begins with a colon",
      help: "write =ADDRESS:USER:UID:GID:HOME:DASH:EXT:, or + for all addresses that begin so",
    },
  },
  example: {
    file: "users/assign",
    bad: "=joe:joe:507:100:/home/joe::\n.\n",
    good: "=joe:joe:507:100:/home/joe:::\n.\n",
  },
  on: {
    lines: {
      fault: (line, file, report) => {
        const { whole } = line;
        if (file.shape !== "assignments" || whole.text.trim() === "" || /[#\0]/.test(whole.text[0])) return;
        if (whole.text.includes("\0")) return;
        const count = whole.text.split(":").length - 1;
        // A last line without colons is meant for the one that ends the file (QM820).
        if (count === 0 && file.name !== "append" && linesAround(file).at(-1)?.line === line.line) return;
        if (whole.text[0] === ":") report({ at: whole, message: "address" });
        else if (count < COLONS)
          report({ at: whole, message: "colons", params: { count: count === 0 ? "no" : count } });
      },
    },
  },
});
