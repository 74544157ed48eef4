import { printable } from "djblint-grammars/text";
import { missingControlFile } from "../../model/run/missing-control-file.js";
import { lastStep } from "../../model/run/service.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS083",
  name: "qmail-start-args",
  language: "run",
  severity: "warning",
  category: "options",
  since: "0.1",
  what: "The first argument of qmail-start comes from a file and has no quotes, or from one that is not there, or its lines are not what they look like; or the logger and its arguments are one word",
  why:
    "The shell makes a word of each part between blanks and line ends: the second one is taken for the logger. The " +
    "argument is read like a .qmail file, and with a first line that is blank every mail waits",
  silent:
    "About what else the lines say, which the rules about .qmail files look at; about files of a host of whose control files me is not among the files",
  sources: ["run script specification R83", "qmail specification Q1, Q4"],
  fixable: "unsafe",
  messages: {
    several: {
      text: "without quotes, qmail-start takes only the first word as default delivery, and runs the next one as its logger",
      help: "put double quotes around it",
    },
    missing: {
      text: "there is no {file}, so the default delivery is a blank line: mail of users without a .qmail file stays in the queue (4.2.1)",
      help: "write the default delivery, such as ./Maildir/, into {file}",
      severity: "error",
    },
    blank: {
      text: "the first line of the default delivery is blank: mail of users without a .qmail file stays in the queue (4.2.1)",
      help: "write the default delivery, such as ./Maildir/, or leave the argument out for ./Mailbox",
      severity: "error",
    },
    newline: {
      text: "the two signs \\n are no line end: between quotes they stay as they are, and all of {found} is one instruction",
      help: "begin a new line of the script there",
      severity: "error",
    },
    logger: {
      text: 'qmail-start looks for a logger that is called "{found}": without such a program nothing is logged',
      help: "write {found} without quotes",
      severity: "error",
    },
    quote: { text: "Put quotes around it" },
  },
  example: {
    bad: "#!/bin/sh\nexec qmail-start `cat /var/qmail/control/defaultdelivery`\n",
    good: '#!/bin/sh\nexec qmail-start "`cat /var/qmail/control/defaultdelivery`"\n',
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      const { name, arguments: args } = lastStep(chain);
      const [first, logger] = args;
      if (name !== "qmail-start" || !first) return;
      const missing = missingControlFile(first, chain, script);
      if (missing?.isQuoted) report({ at: first.word, message: "missing", params: { file: printable(missing.file) } });
      if (/^[ \t]*(\n|$)/.test(first.text ?? "-")) report({ at: first.word, message: "blank" });
      const glued = first.text?.split("\n").find((line) => /\\n[./|&]/.test(line));
      if (glued) report({ at: first.word, message: "newline", params: { found: printable(glued) } });
      if (logger && /^\S+[ \t]+\S/.test(logger.text ?? "")) {
        report({ at: logger.word, message: "logger", params: { found: printable(logger.text!) } });
      }
      if (first.count !== "unknown" || first.word.parts.length !== 1) return;
      const [part] = first.word.parts;
      if (part.kind !== "substitution" && part.kind !== "parameter") return;
      if (part.kind === "parameter" && (part.name === "@" || part.name === "*")) return;
      const { start, end } = first.word;
      const edits = [
        { span: { start, end: start }, newText: '"' },
        { span: { start: end, end }, newText: '"' },
      ];
      report({ at: first.word, message: "several", fixes: [{ title: "quote", safety: "unsafe", edits }] });
    },
  },
});
