import { printable } from "djblint-grammars/text";
import { lastStep } from "../../model/run/service.js";
import type { Argument } from "../../model/run/service-arguments.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS150",
  name: "s6-log-directive",
  language: "run",
  severity: "error",
  category: "logging",
  since: "0.1",
  what: "s6-log gets a word that is none of its directives, or no log directory",
  why:
    "It reads its whole script first and ends with 100 at a word that it does not know, where multilog passes over it: no line " +
    "is written, and the service stops once the pipe is full",
  silent: "When the shell decides a word, or which words there are",
  sources: ["measured: s6-log of s6 2.11"],
  fixable: "none",
  messages: {
    unknown: {
      text: "s6-log has no directive {word}: it ends with 100 at once, and nothing is logged",
      help: "write one of its directives: t, T, n, s, S, l, r, E and a number, + or - and an expression, !, ?, =, 1, 2, f, or a directory that begins with . or /",
    },
    number: {
      text: "s6-log wants digits alone behind {letter}: it ends with 100 at {word}, and nothing is logged",
      help: "write the number in digits, such as s1000000",
    },
    rest: {
      text: "nothing may stand behind {letter}: s6-log ends with 100 at {word}, and nothing is logged",
      help: "write each directive as a word of its own",
    },
    pattern: {
      text: "s6-log takes {word} for a regular expression, and * has nothing to repeat there: the C library of GNU refuses it, and nothing is logged",
      help: "write {instead}",
      severity: "warning",
    },
    none: {
      text: "s6-log gets no log directory: it ends with 100 at once, and nothing is logged",
      help: "write a directory that begins with . or / as the last word",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec s6-setuidgid log s6-log t n20 s1000k ./main\n",
    good: "#!/bin/sh\nexec s6-setuidgid log s6-log t n20 s1000000 ./main\n",
    file: "service/x/log/run",
  },
  on: {
    inStarters: true,
    chain: (chain, _script, report) => {
      const { name, word, certain, optionsKnown, arguments: words } = lastStep(chain);
      if (name !== "s6-log" || !certain || !optionsKnown) return;
      if (words.length > 0 && words.every(hasNoAction)) report({ at: word, message: "none" });
      for (const argument of words) reportWord(argument, report);
    },
  },
});

function hasNoAction({ text }: Argument): boolean {
  return text !== undefined && /^([tTf]|[nsSlrE+-].*)$/.test(text);
}

function reportWord(argument: Argument, report: Report): void {
  const { text } = argument;
  if (text === undefined) return;
  const params = { word: printable(text), letter: text.charAt(0) };
  const message = faultOf(text);
  if (message === "pattern") {
    report({ at: argument, message, params: { ...params, instead: printable(`${text[0]}.${text.slice(1)}`) } });
  } else if (message) report({ at: argument, message, params });
}

function faultOf(text: string): "unknown" | "number" | "rest" | "pattern" | undefined {
  if (/^[+-]\*/.test(text)) return "pattern";
  if (/^[nsSlr]/.test(text))
    return /^.[0-9]+$/.test(text) ? undefined : /^.([0-9].*)?$/.test(text) ? "number" : "unknown";
  if (/^[tTf]/.test(text)) return text.length === 1 ? undefined : /^.[a-z]/.test(text) ? "unknown" : "rest";
  return /^[a-zA-Z]/.test(text) && !/^[Ep]/.test(text) ? "unknown" : undefined;
}
