import { defineRule } from "../rule.js";
import { COMMENT_NOTICES, commentAtEnd, effectOf } from "./comment-at-end.js";

export default defineRule({
  code: "TD160",
  name: "ignored-comment",
  language: "tinydns",
  severity: "info",
  category: "names",
  since: "0.1",
  what: "A # stands behind an address or a number, as if a comment began there",
  why: "tinydns-data knows comments only as whole lines; it passes over this text because it stops reading the field in front of it, but behind a name or in front of a colon the same text would be published",
  silent:
    "In the text of ' lines and the data of : lines, and where the text changes what is published (inline-comment)",
  sources: ["tinydns specification L3, N1, I1"],
  fixable: "safe",
  messages: {
    ignored: {
      text: "this is no comment, but it does no harm here: nothing of the field is read behind {value}",
      help: "a comment is a line of its own that begins with #",
    },
    past: {
      text: "this is no comment, but it does no harm here: the timestamp that it is read as, if any, is long past",
      help: "a comment is a line of its own that begins with #",
    },
    remove: { text: "Remove the text from the # on" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7 # web\n",
    good: ".example.org:192.0.2.1:a\n# web\n+www.example.org:192.0.2.7\n",
  },
  on: {
    line: {
      watch: COMMENT_NOTICES,
      check: (line, data, report) => {
        const comment = commentAtEnd(line, data);
        if (!comment || effectOf(comment) !== "ignored") return;
        const { field, at } = comment;
        const isTimestamp = field.spec!.kind === "timestamp" && at.start === field.start;
        const value = at.start > field.start ? data.inQuotes({ start: field.start, end: at.start }) : "its start";
        const remove = { title: "remove", safety: "safe", edits: [{ span: at, newText: "" }] } as const;
        // Without it another timestamp would be stored: no proof takes that for the same answers.
        report({
          at,
          message: isTimestamp ? "past" : "ignored",
          params: { value },
          fixes: isTimestamp ? [] : [remove],
        });
      },
    },
  },
});
