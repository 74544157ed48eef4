import type { SimpleCommand } from "djblint-grammars/run/tree";
import { literalText } from "djblint-grammars/run/words";
import { printable } from "djblint-grammars/text";
import type { Step } from "../../model/run/service.js";
import { illegalOption } from "../../model/run/service-refused.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS044",
  name: "unknown-option",
  language: "run",
  severity: "error",
  category: "options",
  since: "0.1",
  what: "A program of a chain gets an option that it does not know, or takes it for something else",
  why:
    "It prints its usage, or finds no such account or program, and ends: the service is started again each second and " +
    "never comes up",
  silent:
    "For programs of which builds with more options are in use: sslserver, rblsmtpd, patched versions of tcpserver, those of " +
    "busybox; and when an expansion may have shifted the words",
  sources: ["run script specification C2, C5, R44"],
  fixable: "none",
  messages: {
    illegal: {
      text: "{program} has no option -{letter}: illegal option, usage, exit {code}",
      help: "its options: {synopsis}",
    },
    none: {
      text: "{program} takes no options: {word} is read as its {argument}",
      help: "leave it out; {synopsis}",
    },
    variable: {
      text: "env reads {word} as options, not as a variable: {name} is not set, and GNU env ends with exit 125",
      help: "leave out the dash, or write a blank behind it: env - {name}=VALUE",
    },
    dashed: {
      text: "env sets a variable called -{name}, and {name} stays as it is",
      help: "leave out the dash in front of {name}",
    },
    program: {
      text: "{program} reads {word} as the program that it is to start: unable to run {word}",
      help: "write the program in front of its options; {synopsis}",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec softlimit -n 100 setuidgid web /usr/local/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexec softlimit -o 100 setuidgid web /usr/local/bin/webd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: ({ steps, command }, _script, report) => {
      let certain = true;
      steps.forEach((step, index) => {
        if (certain && !step.inBusybox) {
          reportIllegal(step, report);
          reportNone(step, report);
          if (step.name === "env") reportDash(step, steps[index + 1], command, report);
        }
        certain &&= step.certain;
        if (certain) reportAsProgram(step, steps[index + 1], report);
      });
    },
  },
});

function reportIllegal(step: Step, report: Report): void {
  const { name, program } = step;
  const option = illegalOption(step);
  if (program === undefined || option === undefined) return;
  const { usageExit: code = 100, synopsis } = program;
  const params = { program: name, letter: printable(option.letter), code, synopsis };
  report({ at: option, message: "illegal", params });
}

/** A dash in front of a variable of env; -S takes the rest of its word as a command line. */
const DASHED = /^-([A-RT-Z_][A-Z0-9_]+)=/;

function reportDash(step: Step, next: Step | undefined, { words }: SimpleCommand, report: Report): void {
  const end = next?.word.start ?? step.arguments[0]?.start ?? Number.POSITIVE_INFINITY;
  let readsOptions = true;
  for (const word of words) {
    if (word.start <= step.word.start || word.start >= end) continue;
    const [part] = word.parts;
    const text = part?.kind === "bare" ? part.text : "";
    const name = DASHED.exec(text)?.[1];
    const params = { word: printable(text), name: name ?? "" };
    if (name) report({ at: word, message: readsOptions ? "variable" : "dashed", params });
    // The first word that is no option, a lone dash too, ends them.
    if (text === "-" || !text.startsWith("-")) readsOptions = false;
  }
}

/** Programs that take their first word as it is, whatever it looks like. */
const TAKE_NO_OPTIONS: ReadonlySet<string> = new Set(["setuidgid", "envuidgid", "envdir"]);

/** setuidgid of other builds, such as that of IndiMail, keeps the supplementary groups with -s; envdir of IndiMail clears the environment with -c. */
const OF_OTHER_BUILDS: Readonly<Record<string, RegExp>> = { setuidgid: /^-s$/, envdir: /^-[ciw]+$/ };

function reportNone({ name, program, operands }: Step, report: Report): void {
  const [first] = operands;
  if (!TAKE_NO_OPTIONS.has(name) || first?.text === undefined || !first.text.startsWith("-")) return;
  if (program === undefined || OF_OTHER_BUILDS[name]?.test(first.text)) return;
  const params = { program: name, word: printable(first.text), argument: first.spec.name, synopsis: program.synopsis };
  report({ at: first, message: "none", params });
}

/** Programs that start the word behind their fixed words, whatever it looks like. */
const START_NEXT_WORD: ReadonlySet<string> = new Set(
  "setuidgid envuidgid envdir setlock pgrphack fghack s6-setuidgid setuser gosu su-exec".split(" "),
);

function reportAsProgram({ name, program }: Step, next: Step | undefined, report: Report): void {
  const word = next && literalText(next.word.parts);
  if (program === undefined || !word?.startsWith("-")) return;
  // A lone dash ends the options and is none (C2).
  if (!START_NEXT_WORD.has(name) && !(word === "-" && program.reader === "djb")) return;
  const params = { program: name, word: printable(word), synopsis: program.synopsis };
  report({ at: next!.word, message: "program", params });
}
