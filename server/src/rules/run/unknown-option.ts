import { printable } from "djblint-grammars/text";
import type { Step } from "../../model/run/service.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS044",
  name: "unknown-option",
  language: "run",
  severity: "error",
  category: "options",
  since: "0.1",
  what: "A program of a chain gets an option that it does not know",
  why: "It prints its usage and exits with 100, so the service is started again each second and never comes up",
  silent:
    "For programs of which builds with more options are in use: sslserver, rblsmtpd, patched versions of tcpserver; and " +
    "when an expansion may have shifted the words",
  sources: ["run script specification C2, C5, R44"],
  fixable: "none",
  messages: {
    illegal: {
      text: "{program} has no option -{letter}: illegal option, usage, exit 100",
      help: "its options: {synopsis}",
    },
    none: {
      text: "{program} takes no options: {word} is read as its {argument}",
      help: "leave it out; {synopsis}",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec softlimit -n 100 setuidgid web /usr/local/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexec softlimit -o 100 setuidgid web /usr/local/bin/webd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: ({ steps }, _script, report) => {
      let certain = true;
      for (const step of steps) {
        if (!certain) return;
        reportIllegal(step, report);
        reportNone(step, report);
        certain = step.certain;
      }
    },
  },
});

/** Programs of which one set of options is in use, and letters that patches have added to others. */
const PATCHED: Readonly<Record<string, string>> = { softlimit: "", setlock: "", chpst: "C", tcpserver: "46InNsSVy" };

function reportIllegal({ name, program, options }: Step, report: Report): void {
  const patched = program && PATCHED[name];
  if (program === undefined || patched === undefined) return;
  for (const option of options) {
    if (option.spec !== undefined || option.letter === "") continue;
    // Behind a letter of a patch nobody knows which words are its argument.
    if (patched.includes(option.letter)) return;
    const params = { program: name, letter: printable(option.letter), synopsis: program.synopsis };
    report({ at: option, message: "illegal", params });
    return;
  }
}

/** Programs that take their first word as it is, whatever it looks like. */
const TAKE_NO_OPTIONS: ReadonlySet<string> = new Set(["setuidgid", "envuidgid", "envdir"]);

function reportNone({ name, program, operands }: Step, report: Report): void {
  const [first] = operands;
  if (!TAKE_NO_OPTIONS.has(name) || first?.text === undefined || !first.text.startsWith("-")) return;
  // Other builds of setuidgid keep the supplementary groups with -s.
  if (first.text === "-s" || program === undefined) return;
  const params = { program: name, word: printable(first.text), argument: first.spec.name, synopsis: program.synopsis };
  report({ at: first, message: "none", params });
}
