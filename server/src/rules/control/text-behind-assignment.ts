import { printable } from "djblint-grammars/text";
import { part } from "../../model/control/entry-text.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM835",
  name: "text-behind-assignment",
  language: "control",
  severity: "warning",
  category: "users",
  since: "0.1",
  what: "Text stands behind the last colon of an assignment",
  why: "qmail-newu looks at nothing behind the seventh colon: an extension that stands there, one colon too far, is lost",
  silent: "About further colons alone",
  sources: ["qmail specification U1", "measured: users-assign-011"],
  fixable: "none",
  messages: {
    behind: {
      text: '"{found}" has no effect: of an assignment, nothing behind the seventh colon is looked at',
      help: "write the extension between the sixth colon and the seventh, or take the text out",
    },
  },
  example: {
    file: "users/assign",
    bad: "=joe-list:joe:507:100:/mail/joe:-::list\n.\n",
    good: "=joe-list:joe:507:100:/mail/joe:-:list:\n.\n",
  },
  on: {
    lines: {
      assignment: ({ whole, extension }, _file, report) => {
        const behind = part(whole, extension.end + 1 - whole.start);
        if (!/[^\s:]/.test(behind.text)) return;
        report({ at: behind, message: "behind", params: { found: printable(behind.text) } });
      },
    },
  },
});
