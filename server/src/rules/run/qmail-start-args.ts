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
  what:
    "The first argument of qmail-start comes from a file and has no quotes or from one that is not there, or is a path or a program that qmail " +
    "takes for an address, or one from the root of the host",
  why:
    "The shell makes a word of each part between blanks and line ends: the second one is taken for the logger. " +
    "qmail-local takes for an address what begins with none of . / | &, and forwards all mail to it. An empty " +
    "argument is an instruction too: a first line that is blank, with which every mail waits",
  silent: "For other words that are known; about files of a host of whose control files me is not among the files",
  sources: ["run script specification R83", "qmail specification Q1, Q2"],
  fixable: "unsafe",
  messages: {
    several: {
      text: "Without quotes, qmail-start takes only the first word as default delivery, and runs the next one as its logger",
      help: "put double quotes around it",
    },
    address: {
      text: "qmail-local forwards mail to the address {found} instead of delivering it there: a path begins with . or /",
      help: "write {instead}",
      severity: "error",
    },
    program: {
      text: 'qmail-local forwards mail to the address "{found}": a program has | in front',
      help: "write |{found}",
      severity: "error",
    },
    root: {
      text: "{found} is a path from the root of the host, where the user may write nothing: mail stays in the queue",
      help: "write .{found} for one in the home of the user",
    },
    missing: {
      text: "There is no {file}, so the default delivery is a blank line: mail of users without a .qmail file stays in the queue (4.2.1)",
      help: "write the default delivery, such as ./Maildir/, into {file}",
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
      const [first] = args;
      if (name !== "qmail-start" || !first) return;
      for (const line of (first.text ?? "").split("\n")) {
        const path = PATH.exec(line);
        if (path) report({ at: first.word, message: "address", params: { found: line, instead: `./${path[1]}` } });
        else if (/^[a-z][\w-]* +\S/.test(line))
          report({ at: first.word, message: "program", params: { found: printable(line) } });
        else if (IN_ROOT.test(line)) report({ at: first.word, message: "root", params: { found: line } });
      }
      const missing = missingControlFile(first, chain, script);
      if (missing?.isQuoted) report({ at: first.word, message: "missing", params: { file: printable(missing.file) } });
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

/** What was meant for a mailbox, and has neither a dot nor a slash in front. */
const PATH = /^(?!\.)(?:~\/)?(\.?(?:maildir|mailbox)\/?)$/i;

/** Other paths may be those of a program for delivery. */
const IN_ROOT = /^\/(?:maildir|mailbox)\/?$/i;
