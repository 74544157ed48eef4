import { AddressKind } from "../../model/tcprules/access-address.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR020",
  name: "indented-comment-rule",
  language: "tcprules",
  severity: "warning",
  category: "syntax",
  since: "0.1",
  what: "A # with blanks in front stands before a rule",
  why: "Only a # in the first column begins a comment: the line makes a record, though one that nobody asks for",
  silent: "When the line holds no :allow and no :deny: then it makes no rule, and another rule speaks of it",
  sources: ["tcprules specification R2, R5, trap 20"],
  fixable: "safe",
  messages: {
    comment: {
      text: "an indented # begins no comment: tcprules makes a record of this line, which matches no client",
      help: "move the # to the first column",
    },
    unindent: { text: "Move the # to the first column" },
  },
  example: {
    bad: "  # 192.168.1.7:deny\n:allow\n",
    good: "# 192.168.1.7:deny\n:allow\n",
  },
  on: {
    address: {
      kinds: [AddressKind.IndentedComment],
      check: ({ address }, _, report) => {
        const hash = address.start + address.text.indexOf("#");
        const span = { start: address.start, end: hash };
        report({
          at: { start: hash, end: hash + 1 },
          message: "comment",
          fixes: [{ title: "unindent", safety: "safe", edits: [{ span, newText: "" }] }],
        });
      },
    },
  },
});
