import type { Field } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import type { ControlPlace } from "../../model/control/control-source.js";
import { isNoAccount } from "../../model/control/users-files.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "QM851",
  name: "no-account",
  language: "control",
  severity: "warning",
  category: "users",
  since: "0.1",
  what: "A line of users/include, users/exclude or users/mailnames names no account",
  why: "qmail-pw2u looks the accounts of the passwd file up in these files: what is not called like one is never found",
  silent: "In users/exclude for accounts that may be gone, for root, and where etc/passwd is not among the files",
  sources: ["qmail specification U6", "qmail-pw2u(8)"],
  fixable: "none",
  messages: {
    word: {
      text: '"{found}" has no effect: no account is called so',
      help: "write one account in each line, by the name that the passwd file has for it",
    },
    unknown: {
      text: "{found} has no effect: etc/passwd has no account of that name",
      help: "correct the name, or delete the line",
    },
  },
  example: { file: "qmail/users/include", bad: "alias\nann, joe\n", good: "alias\nann\njoe\n" },
  on: {
    lines: {
      entry: ({ whole }, file, report) => {
        if (file.shape === "users") checkAccount(whole, file, report);
      },
      mailnames: ({ user }, file, report) => checkAccount(user, file, report),
    },
  },
});

function checkAccount(at: Field, file: ControlPlace, report: Report): void {
  const params = { found: printable(at.text) };
  if (NO_NAME.test(at.text)) report({ at, message: "word", params });
  else if (file.name !== "exclude" && at.text !== "root" && isNoAccount(at.text, file))
    report({ at, message: "unknown", params });
}

/** Separators, and what would make it an address or a line of passwd. */
const NO_NAME = /[\s:,;@]|^$/;
