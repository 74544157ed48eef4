import type { Word } from "djblint-grammars/run/tree";
import { type Chain, lastStep } from "../../model/run/service.js";
import { parametersOf } from "../../model/run/service-checks.js";
import { possibleTexts } from "../../model/run/service-possible.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS104",
  name: "mbox-for-maildir",
  language: "run",
  severity: "warning",
  category: "mail",
  since: "0.1",
  what: "The default delivery of qmail-start names a Maildir without a slash at its end",
  why: "qmail-local takes a path without a final slash for an mbox file, and cannot write into a folder as though it were one",
  silent: "When the shell decides the value, and for names other than Maildir and .maildir",
  sources: ["qmail specification, dot-qmail lines"],
  fixable: "none",
  messages: {
    mbox: {
      text: "qmail delivers to {path} as to an mbox file, because it has no slash at its end",
      help: "write {path}/",
    },
    used: { text: "qmail-start gets it here" },
  },
  example: {
    bad: "#!/bin/sh\nexec qmail-start ./Maildir\n",
    good: "#!/bin/sh\nexec qmail-start ./Maildir/\n",
  },
  on: {
    inStarters: true,
    script: ({ service }, report) => {
      const reported = new Set<number>();
      for (const chain of service.chains) {
        const { name, arguments: args } = lastStep(chain);
        const delivery = args.at(0)?.word;
        if (name !== "qmail-start" || delivery === undefined) continue;
        for (const { word: at, path } of writtenMboxes(delivery, chain)) {
          // Both branches of an if may start it with the same value.
          if (reported.has(at.start)) continue;
          reported.add(at.start);
          const related = at === delivery ? [] : [{ span: delivery, message: "used" }];
          report({ at, message: "mbox", params: { path }, related });
        }
      }
    },
  },
});

/** Where the value is written: where the script sets the variable, any of the times, else in the command line. */
function writtenMboxes(delivery: Word, { variables }: Chain): { word: Word; path: string }[] {
  const [parameter] = parametersOf(delivery.parts);
  const sources = parameter ? variables.wordsOf(parameter.name) : [];
  const found = [sources, [delivery]].map((words) =>
    words.flatMap((word) => {
      const path = possibleTexts(word.parts, variables).texts.find((text) => MBOX.test(text));
      return path === undefined ? [] : [{ word, path }];
    }),
  );
  return found.find((mboxes) => mboxes.length > 0) ?? [];
}

/** An instruction, or the last of several, without the slash of a maildir. */
const MBOX = /(^|\/|\s)\.?maildir$/i;
