import { printable } from "djblint-grammars/text";
import { parentOf } from "../../model/tree.js";
import { momentInWords } from "../../moment.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "XF508",
  name: "stale-rules",
  language: "site",
  severity: "info",
  category: "compiled files",
  mendedByCompiling: true,
  since: "0.1",
  what: "The compiled file beside access rules is older than they are",
  why: "A server reads the compiled file only: what was changed in the rules has no effect until tcprules is run",
  silent:
    "When the times are not known, and when they are less than two minutes apart, as after a copy; where a script of the " +
    "tree names the rules (stale-cdb)",
  sources: ["tcprules(1)"],
  fixable: "none",
  messages: {
    stale: {
      text: "{compiled} is of {compiledTime}, and this file of {sourceTime}: what was changed since has no effect yet",
      help: "run tcprules {compiled} {compiled}.tmp <{source}, or make where a Makefile says how",
    },
  },
  example: {
    bad: "==> tcp.smtp (of 2026-01-03 17:00) <==\n:allow\n==> tcp.smtp.cdb (of 2026-01-01 09:00) <==\n",
    good: "==> tcp.smtp (of 2026-01-01 09:00) <==\n:allow\n==> tcp.smtp.cdb (of 2026-01-03 17:00) <==\n",
  },
  on: {
    ofOneFile: true,
    site: ({ tree, ruleFiles, compiledFiles }, report) => {
      const unread = new Set(ruleFiles.flatMap(({ path, readers }) => (readers.length === 0 ? path : [])));
      for (const { kind, state, sources, compiled, compiledTime, sourceTime } of compiledFiles) {
        const [path] = sources;
        if (kind !== "rules" || state !== "older" || !unread.has(path)) continue;
        const from = parentOf(path).length + 1;
        report({
          at: { file: path, span: tree.text(path)!.lines.span(0) },
          message: "stale",
          params: {
            compiled: printable(compiled.slice(from)),
            compiledTime: momentInWords(compiledTime!),
            source: printable(path.slice(from)),
            sourceTime: momentInWords(sourceTime!),
          },
        });
      }
    },
  },
});
