import type { Word } from "djblint-grammars/run/tree";
import { parametersOf } from "djblint-grammars/run/walk";
import { lastStep } from "../../model/run/service.js";
import { possibleTexts } from "../../model/run/service-possible.js";
import type { Variables } from "../../model/run/service-variables.js";
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
      // Both branches of an if may start it with the same variable, and any number of lines may.
      const told = new Map<readonly Word[], readonly Mbox[]>();
      for (const chain of service.chains) {
        const { variables } = chain;
        const { name, arguments: args } = lastStep(chain);
        const delivery = args.at(0)?.word;
        if (name !== "qmail-start" || delivery === undefined) continue;
        const [parameter] = parametersOf(delivery.parts);
        const sources = parameter ? variables.wordsOf(parameter.name) : [];
        const mboxes = told.get(sources) ?? mboxesIn(sources, variables);
        const related = [{ span: delivery, message: "used" }];
        for (const { at, path } of told.has(sources) ? [] : mboxes) {
          report({ at, message: "mbox", params: { path }, related });
        }
        told.set(sources, mboxes);
        for (const { at, path } of mboxes.length > 0 ? [] : mboxesIn([delivery], variables)) {
          report({ at, message: "mbox", params: { path } });
        }
      }
    },
  },
});

interface Mbox {
  readonly at: Word;
  readonly path: string;
}

/** The words that may become the path of an mbox where a maildir is meant. */
function mboxesIn(words: readonly Word[], variables: Variables): Mbox[] {
  return words.flatMap((at) => {
    const path = possibleTexts(at.parts, variables).texts.find((text) => MBOX.test(text));
    return path === undefined ? [] : [{ at, path }];
  });
}

/** An instruction, or the last of several, without the slash of a maildir. */
const MBOX = /(^|\/|\s)\.?maildir$/i;
