import { isForExecline } from "djblint-grammars/run/interpreter";
import { beforeMisplacedShebang } from "../../model/run/shebang-place.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS001",
  name: "no-shebang",
  language: "run",
  severity: "error",
  category: "start",
  since: "0.1",
  what: "The file does not begin with #!",
  why: "supervise starts ./run with execve, without a shell: `exec format error`, once a second",
  silent: "When #! stands further down or behind a byte order mark, which is another fault, and for compiled programs",
  sources: ["run script specification X1, R01"],
  fixable: "unsafe",
  messages: {
    missing: {
      text: "the file does not begin with #!, so the kernel refuses to start it: exec format error",
      help: "make #!/bin/sh the first line",
    },
    execline: {
      text: "the file does not begin with #!, so the kernel refuses to start it: exec format error",
      help: "make #! and the path of execlineb, with -P behind it, the first line",
    },
    insert: { text: "Insert #!/bin/sh" },
  },
  example: {
    bad: "exec 2>&1\nexec setuidgid dlog multilog t ./main\n",
    good: "#!/bin/sh\nexec 2>&1\nexec setuidgid dlog multilog t ./main\n",
  },
  on: {
    script: ({ tree, text }, report) => {
      if (tree.shebang !== undefined || beforeMisplacedShebang(text.bytes) !== undefined) return;
      if (tree.shell === undefined) {
        if (isForExecline(text.bytes)) report({ at: text.lines.span(0), message: "execline" });
        return;
      }
      report({
        at: text.lines.span(0),
        message: "missing",
        fixes: [{ title: "insert", safety: "unsafe", edits: [{ span: { start: 0, end: 0 }, newText: "#!/bin/sh\n" }] }],
      });
    },
  },
});
