import { beforeMisplacedShebang } from "../../model/run/shebang-place.js";
import { defineRule } from "../rule.js";

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
      text: "A byte order mark stands in front of #!, so the kernel refuses to start the file: exec format error",
      help: "save the file without byte order mark",
    },
    late: {
      text: "#! is not at the first byte of the file, so the kernel refuses to start it: exec format error",
      help: "make it the first line, with nothing in front",
    },
    remove: { text: "Remove what stands in front of #!" },
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
        message: text.bytes[0] === 0xef ? "mark" : "late",
        fixes: [{ title: "remove", safety: "unsafe", edits: [{ span: before, newText: "" }] }],
      });
    },
  },
});
