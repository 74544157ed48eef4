import { goesToNullDevice } from "../../model/control/dot-qmail.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM815",
  name: "null-device-as-mailbox",
  language: "control",
  severity: "error",
  category: "delivery instructions",
  since: "0.1",
  what: "A .qmail file delivers to /dev/null",
  why:
    "qmail-local writes to it as to an mbox file, and ends with fsync, which Linux refuses there: Unable to write " +
    "/dev/null: invalid argument (#4.3.0). The mail stays in the queue until it is too old, and then goes back",
  sources: ["qmail-local.c (mailfile)", "measured: fsync of /dev/null on Linux gives EINVAL"],
  fixable: "unsafe",
  messages: {
    mbox: {
      text: "mail is not thrown away: qmail-local cannot write to /dev/null on Linux, tries until the mail is too old, and returns it",
      help: "a file that holds only a comment, such as # discard, throws mail away",
    },
    program: {
      text: "mail is not thrown away: /bin/sh cannot run /dev/null, so mail waits until it is too old, and is returned",
      help: "a file that holds only a comment, such as # discard, throws mail away",
    },
    comment: { text: "Write # discard" },
  },
  example: {
    file: "alias/.qmail-noreply",
    bad: "/dev/null\n",
    good: "# discard\n",
  },
  on: {
    lines: {
      instruction: (line, _file, report) => {
        const isProgram = line.instruction === "program" && /^\s*\/dev\/null\s*$/.test(line.argument.text);
        if (!isProgram && !goesToNullDevice(line)) return;
        const { start, end } = line.whole;
        const edits = [{ span: { start, end }, newText: "# discard" }];
        report({
          at: { start, end },
          message: isProgram ? "program" : "mbox",
          fixes: [{ title: "comment", safety: "unsafe", edits }],
        });
      },
    },
  },
});
