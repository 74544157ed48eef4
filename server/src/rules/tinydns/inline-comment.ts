import type { Span } from "djblint-grammars/text";
import type { DataLine } from "djblint-grammars/tinydns/tree";
import { defineRule } from "../rule.js";
import { COMMENT_NOTICES, type CommentAtEnd, commentAtEnd, effectOf } from "./comment-at-end.js";

export default defineRule({
  code: "TD159",
  name: "inline-comment",
  language: "tinydns",
  severity: "error",
  category: "names",
  since: "0.1",
  what: "A # stands behind a value, as if a comment began there",
  why: "tinydns-data knows comments only as whole lines: behind a name the text becomes part of the name; other fields are read as far as they make sense, and colons in the text begin new fields",
  silent:
    "In the text of ' lines and the data of : lines, and where the rest of the field is ignored (ignored-comment)",
  sources: ["tinydns specification L3, F2, trap T35"],
  fixable: "unsafe",
  messages: {
    name: {
      text: "this is no comment: the name is published with it, as {name}",
      help: "a comment is a line of its own that begins with #",
    },
    location: {
      text: "this is no comment: the location code is read as {code}",
      help: "a comment is a line of its own that begins with #",
    },
    spills: {
      text: "this is no comment: what stands behind its colon is read as the next field",
      help: "a comment is a line of its own that begins with #",
    },
    remove: { text: "Remove the text from the # on" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\nCwww.example.org:a.ns.example.org # main host\n",
    good: ".example.org:192.0.2.1:a\n# main host\nCwww.example.org:a.ns.example.org\n",
  },
  on: {
    line: {
      watch: COMMENT_NOTICES,
      check: (line, data, report) => {
        const comment = commentAtEnd(line, data);
        const effect = comment && effectOf(comment);
        if (!comment || effect === "ignored") return;
        const { field, at } = comment;
        const code = data.shown({ start: field.start, end: Math.min(field.start + 2, field.end) });
        report({
          at,
          message: effect!,
          params: { name: data.inQuotes(field), code: `"${code}"` },
          fixes: [{ title: "remove", safety: "unsafe", edits: [{ span: withoutComment(comment, line), newText: "" }] }],
        });
      },
    },
  },
});

/** Behind an owner its record follows; anywhere else the empty fields in front go too. */
function withoutComment({ field, at }: CommentAtEnd, { fields }: DataLine): Span {
  if (field.index === 0) return { start: at.start, end: field.end };
  let { start } = at;
  for (let index = field.index; index > 1 && start === fields[index].start; index--) start = fields[index - 1].end;
  return { start, end: at.end };
}
