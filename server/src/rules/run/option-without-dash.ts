import { literalText } from "djblint-grammars/run/words";
import { printable } from "djblint-grammars/text";
import type { ProgramKind } from "../../model/run/chain-programs.js";
import { looksLikeOptions } from "../../model/run/service-misread.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS127",
  name: "option-without-dash",
  language: "run",
  severity: "error",
  category: "options",
  since: "0.1",
  what: "Letters of options stand behind a program without the hyphen in front of them",
  why:
    "The program takes the word for what comes behind its options: the program to start, which is not there, or the host, the " +
    "file or the directory",
  silent: "When a program of that name is known, and when an expansion among the words may have shifted them",
  sources: ["run script specification C2", "measured: softlimit, chpst"],
  fixable: "unsafe",
  messages: {
    program: {
      text: "{program} takes {word} for the program to start, because it begins with no hyphen: unable to run {word}",
      help: "write -{word}",
    },
    operand: {
      text: "{program} takes {word} for its {operand}, because it begins with no hyphen",
      help: "write -{word}",
    },
    insert: { text: "Write -{word}" },
  },
  example: {
    bad: "#!/bin/sh\nexec envdir ./env softlimit d300000 /usr/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexec envdir ./env softlimit -d300000 /usr/bin/webd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: ({ steps }, _script, report) => {
      for (const [index, step] of steps.entries()) {
        if (!step.certain) return;
        // Its directives begin with letters (RS150).
        if (step.name === "s6-log") continue;
        const behind = steps.at(index + 1);
        const found = step.operands[0]?.word ?? behind?.word ?? step.arguments[0]?.word;
        const word = found && looksLikeOptions(found, step, behind) ? literalText(found.parts)! : undefined;
        if (!found || word === undefined || !READERS.has(step.program?.kind)) continue;
        const operand = step.operands[0]?.spec.name ?? "directory";
        const params = { program: step.name, word: printable(word), operand };
        const edits = [{ span: { start: found.start, end: found.start }, newText: "-" }];
        report({
          at: found,
          message: found === behind?.word ? "program" : "operand",
          params,
          fixes: [{ title: "insert", params, safety: "unsafe", edits }],
        });
      }
    },
  },
});

/** Programs whose options stand in front of another program or of directories. */
const READERS: ReadonlySet<ProgramKind | undefined> = new Set<ProgramKind>(["chain", "server", "logger"]);
