import { lastStep } from "../../model/service.js";
import { parametersOf } from "../../model/service-checks.js";
import { possibleTexts } from "../../model/service-possible.js";
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
    chain: (chain, _script, report) => {
      const { name, arguments: args } = lastStep(chain);
      const [first] = args;
      if (name !== "qmail-start" || first === undefined) return;
      const texts = first.text === undefined ? possibleTexts(first.word.parts, chain.variables).texts : [first.text];
      const path = texts.find((text) => /(^|\/|\s)Maildir$/.test(text));
      if (path === undefined) return;
      const [parameter] = parametersOf(first.word.parts);
      const source = parameter && chain.variables.wordOf(parameter.name);
      const related = source === undefined ? [] : [{ span: first.word, message: "used" }];
      report({ at: source ?? first.word, message: "mbox", params: { path }, related });
    },
  },
});
