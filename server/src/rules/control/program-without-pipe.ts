import type { InstructionLine } from "djblint-grammars/control/tree";
import { printable } from "djblint-grammars/text";
import { isProgramPath } from "../../model/control/delivery-programs.js";
import { forwardOf } from "../../model/control/delivery-text.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM843",
  name: "program-without-pipe",
  language: "control",
  severity: "error",
  category: "delivery instructions",
  since: "0.1",
  what: "A program stands in a .qmail file without | in front, or behind | without the slash at its start",
  why:
    "qmail-local takes a line that begins with a slash for the path of a mailbox and appends the message to that file; behind | " +
    "it starts the program in the home of the user, where a path without a slash is looked for",
  sources: ["qmail specification Q1", "dot-qmail(5)", "qmail-command(8)"],
  fixable: "unsafe",
  messages: {
    pipe: {
      text: "{found} is taken for a mailbox: qmail-local would append the message to that file, and starts no program",
      help: "write | in front of it",
    },
    maildir: {
      text: "{found} is taken for a maildir: there is none, so the mail stays in the queue, and qmail-local starts no program",
      help: "write | in front of it",
    },
    name: {
      text: "the mail is forwarded to a user of this host who is called {found}: qmail-local starts no program without | in front",
      help: "write | in front of it",
      severity: "warning",
    },
    command: {
      text: 'the mail is forwarded to the address "{found}": qmail-local starts no program without | in front',
      help: "write | in front of it",
    },
    slash: {
      text: "{found} is looked for in the home of the user: when it is not there, the mail stays in the queue until it is too old",
      help: "write /{found}",
      severity: "warning",
    },
    write: { text: "Write {line}" },
  },
  example: {
    file: "alias/.qmail-root",
    bad: "/usr/bin/vacation root\n",
    good: "|/usr/bin/vacation root\n",
  },
  on: {
    lines: {
      instruction: (line, _file, report) => {
        const { instruction, argument, whole } = line;
        const message = forgottenPipe(line);
        if (message) {
          const params = { found: printable(argument.text), line: `|${printable(argument.text)}` };
          const edits = [{ span: { start: whole.start, end: whole.start }, newText: "|" }];
          report({ at: argument, message, params, fixes: [{ title: "write", params, safety: "unsafe", edits }] });
        }
        const [, blanks, path] =
          (instruction === "program" && /^(\s*)((?:usr|opt|var)\/\S+)/.exec(argument.text)) || [];
        if (path === undefined) return;
        const start = argument.start + blanks.length;
        const params = { found: printable(path), line: `|/${printable(argument.text.trimStart())}` };
        const edits = [{ span: { start, end: start }, newText: "/" }];
        const at = { start, end: start + path.length };
        report({ at, message: "slash", params, fixes: [{ title: "write", params, safety: "unsafe", edits }] });
      },
    },
  },
});

function forgottenPipe(line: InstructionLine): "pipe" | "maildir" | "name" | "command" | undefined {
  const { instruction, argument } = line;
  if (instruction === "mbox") return isProgramPath(argument.text) ? "pipe" : undefined;
  if (instruction === "maildir")
    return isProgramPath(argument.text) && /[ \t]/.test(argument.text) ? "maildir" : undefined;
  if (forwardOf(line)?.trouble !== "program") return undefined;
  return /[ \t]/.test(argument.text) ? "command" : "name";
}
