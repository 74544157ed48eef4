import { lastStep } from "../../model/run/service.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS083",
  name: "qmail-start-args",
  language: "run",
  severity: "warning",
  category: "options",
  since: "0.1",
  what: "The first argument of qmail-start comes from a file and has no quotes",
  why: "The shell makes a word of each part between blanks and line ends: the second one is taken for the logger",
  silent: "When the words are known",
  sources: ["run script specification R83"],
  fixable: "unsafe",
  messages: {
    several: {
      text: "Without quotes, qmail-start takes only the first word as default delivery, and runs the next one as its logger",
      help: "put double quotes around it",
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
