import { printable } from "djblint-grammars/text";
import { lastStep } from "../../model/run/service.js";
import { readActions } from "../../model/run/service-multilog.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS059",
  name: "multilog-unquoted",
  language: "run",
  severity: "info",
  category: "logging",
  since: "0.1",
  what: "A pattern of multilog with a star stands without quotes",
  why: "The shell puts the names of matching files in place of it, if there are any in the folder of the service",
  sources: ["run script specification L8, R59"],
  fixable: "unsafe",
  messages: {
    glob: {
      text: "The shell may put names of files in place of {pattern}, because it has no quotes",
      help: "write '{pattern}'",
    },
    quote: { text: "Put quotes around it" },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid dlog multilog t -* '+*fatal*' ./main\n",
    good: "#!/bin/sh\nexec setuidgid dlog multilog t '-*' '+*fatal*' ./main\n",
    file: "service/x/log/run",
  },
  on: {
    inStarters: true,
    chain: (chain, _script, report) => {
      const step = lastStep(chain);
      if (step.name !== "multilog") return;
      for (const { kind, argument } of readActions(step)) {
        const { word, text } = argument;
        const isBare = word.parts.some((part) => part.kind === "bare" && part.text.includes("*"));
        if ((kind !== "select" && kind !== "deselect") || text === undefined || !isBare) continue;
        const quoted = `'${text}'`;
        const fixes = [{ title: "quote", safety: "unsafe" as const, edits: [{ span: word, newText: quoted }] }];
        report({
          at: word,
          message: "glob",
          params: { pattern: printable(text) },
          fixes: text.includes("'") ? [] : fixes,
        });
      }
    },
  },
});
