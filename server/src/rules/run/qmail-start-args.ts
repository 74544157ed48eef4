import { lastStep } from "../../model/run/service.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS083",
  name: "qmail-start-args",
  language: "run",
  severity: "warning",
  category: "options",
  since: "0.1",
  what: "The first argument of qmail-start comes from a file and has no quotes, or is a path that qmail takes for an address",
  why:
    "The shell makes a word of each part between blanks and line ends: the second one is taken for the logger. " +
    "qmail-local takes for an address what begins with none of . / | &, and forwards all mail to it",
  silent: "For other words that are known",
  sources: ["run script specification R83", "qmail specification Q2"],
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
    quote: { text: "Put quotes around it" },
  },
  example: {
    bad: "#!/bin/sh\nexec qmail-start `cat /var/qmail/control/defaultdelivery`\n",
    good: '#!/bin/sh\nexec qmail-start "`cat /var/qmail/control/defaultdelivery`"\n',
  },
  on: {
    inStarters: true,
    chain: (chain, _script, report) => {
      const { name, arguments: args } = lastStep(chain);
      const [first] = args;
      const path = name === "qmail-start" ? PATH.exec(first?.text ?? "") : null;
      if (path) report({ at: first.word, message: "address", params: { found: path[0], instead: `./${path[1]}` } });
      if (name !== "qmail-start" || first?.count !== "unknown" || first.word.parts.length !== 1) return;
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
