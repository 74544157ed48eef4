import { type Argument, type Chain, lastStep } from "../../model/run/service.js";
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
  silent: "When the shell decides the value, and for names other than Maildir",
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
        const delivery = lastStep(chain).name === "qmail-start" ? lastStep(chain).arguments.at(0) : undefined;
        const path = delivery && texts(delivery, chain).find((text) => /(^|\/|\s)Maildir$/.test(text));
        if (delivery === undefined || path === undefined) continue;
        const [parameter] = parametersOf(delivery.word.parts);
        const source = parameter && chain.variables.wordOf(parameter.name);
        const at = source ?? delivery.word;
        // Both branches of an if may start it with the same value.
        if (reported.has(at.start)) continue;
        reported.add(at.start);
        const related = source === undefined ? [] : [{ span: delivery.word, message: "used" }];
        report({ at, message: "mbox", params: { path }, related });
      }
    },
  },
});

function texts({ text, word }: Argument, { variables }: Chain): readonly string[] {
  return text === undefined ? possibleTexts(word.parts, variables).texts : [text];
}
