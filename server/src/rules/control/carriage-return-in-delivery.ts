import type { ControlLine } from "djblint-grammars/control/tree";
import { defineRule } from "../rule.js";

const LIST = "+list\r";

export default defineRule({
  code: "QM804",
  name: "carriage-return-in-delivery",
  language: "control",
  severity: "error",
  category: "delivery instructions",
  since: "0.1",
  what: "A line of a .qmail file ends in a carriage return",
  why: "It is part of the path, the address or the command: ./Maildir/ becomes an mbox file with a strange name in the maildir",
  silent: "In comments",
  sources: ["qmail specification Q3", "measured: dot-qmail-022, -023"],
  fixable: "unsafe",
  messages: {
    mbox: {
      text: "a carriage return is part of the path, so that mail goes to a file of that strange name ({count} in this file)",
      help: "save the file with LF line ends",
    },
    forward: {
      text: "a carriage return is part of the address, which does not exist ({count} in this file)",
      help: "save the file with LF line ends",
    },
    program: {
      text: "a carriage return is part of the command ({count} in this file)",
      help: "save the file with LF line ends",
    },
    list: {
      text: "a carriage return is part of the line, which is no +list then and counts for nothing ({count} in this file)",
      help: "save the file with LF line ends",
    },
    blank: {
      text: "a line with a carriage return alone is an address to forward to ({count} in this file)",
      help: "save the file with LF line ends",
    },
    remove: { text: "Remove the carriage returns" },
  },
  example: {
    file: "alias/.qmail-root",
    bad: "./Maildir/\r\n",
    good: "./Maildir/\n",
  },
  on: {
    file: ({ shape, lines }, report) => {
      const guilty = lines.filter(({ whole }) => whole.text.endsWith("\r"));
      const first = guilty.find(isRead);
      if (shape !== "instructions" || !first) return;
      const edits = guilty.map((line) => ({ span: returnOf(line), newText: "" }));
      report({
        at: returnOf(first),
        message: messageFor(first),
        params: { count: guilty.length },
        fixes: [{ title: "remove", safety: "unsafe", edits }],
      });
    },
  },
});

function returnOf({ whole }: ControlLine) {
  return { start: whole.end - 1, end: whole.end };
}

/** Q1: lines with a + are passed over, and only +list is none of these without its carriage return. */
function isRead(line: ControlLine): boolean {
  return line.kind === "instruction" && (line.instruction !== "none" || line.whole.text === LIST);
}

function messageFor(line: ControlLine): string {
  const kind = line.kind === "instruction" ? line.instruction : "none";
  if (line.whole.text === "\r") return "blank";
  if (line.whole.text === LIST) return "list";
  return kind === "mbox" || kind === "program" ? kind : "forward";
}
