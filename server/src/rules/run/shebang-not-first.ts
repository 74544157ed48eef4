import type { SourceText, Span } from "djblint-grammars/text";
import { beforeMisplacedShebang } from "../../model/run/shebang-place.js";
import { defineRule, type Fix } from "../rule.js";

export default defineRule({
  code: "RS002",
  name: "shebang-not-first",
  language: "run",
  severity: "error",
  category: "start",
  since: "0.1",
  what: "The #! line is not at the very first byte of the file",
  why:
    "The kernel looks at the first two bytes and nothing else: with a blank line, a comment or a byte order mark in " +
    "front of #! it refuses to start the file: `exec format error`, once a second",
  sources: ["run script specification X1, R02"],
  fixable: "unsafe",
  messages: {
    mark: {
      text: "a byte order mark stands in front of #!, so the kernel refuses to start the file: exec format error",
      help: "save the file without byte order mark",
    },
    late: {
      text: "#! is not at the first byte of the file, so the kernel refuses to start it: exec format error",
      help: "make it the first line, with nothing in front",
    },
    remove: { text: "Remove what stands in front of #!" },
    move: { text: "Move the line to the front" },
  },
  example: {
    bad: "\n#!/bin/sh\nexec 2>&1\nexec setuidgid web /usr/local/bin/webd\n",
    good: "#!/bin/sh\nexec 2>&1\nexec setuidgid web /usr/local/bin/webd\n",
  },
  on: {
    script: ({ text }, report) => {
      const before = beforeMisplacedShebang(text.bytes);
      if (before === undefined) return;
      report({
        at: { start: before.end, end: before.end + 2 },
        message: text.bytes[0] === MARK ? "mark" : "late",
        fixes: [fixFor(before, text)],
      });
    },
  },
});

/** Comments in front of the line stay, behind it. */
function fixFor(before: Span, text: SourceText): Fix {
  if (!text.slice(before).includes("#")) {
    return { title: "remove", safety: "unsafe", edits: [{ span: before, newText: "" }] };
  }
  const line = text.lines.lineAt(before.end);
  const { start, end } = text.lines.span(line);
  const mark = text.bytes[0] === MARK ? MARK_SIZE : 0;
  const edits = [
    { span: { start: 0, end: mark }, newText: `${text.slice({ start: before.end, end })}\n` },
    { span: { start, end: text.lines.start(line + 1) }, newText: "" },
  ];
  return { title: "move", safety: "unsafe", edits };
}

/** The byte order mark of UTF-8. */
const MARK = 0xef;
const MARK_SIZE = 3;
