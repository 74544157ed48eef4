import type { Word } from "djblint-grammars/run/tree";
import { printable } from "djblint-grammars/text";
import { lastStep } from "../../model/run/service.js";
import { type Action, readActions } from "../../model/run/service-multilog.js";
import { onceForService } from "../../model/run/service-once.js";
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
      text: "the shell may put names of files in place of {pattern}, because it has no quotes",
      help: "write '{pattern}'",
    },
    globs: {
      text: "the shell may put names of files in place of {patterns}, because they have no quotes",
      help: "write them in single quotes: '{pattern}'",
    },
    quote: { text: "Put quotes around what has none" },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid dlog multilog t -* '+* fatal*' ./main\n",
    good: "#!/bin/sh\nexec setuidgid dlog multilog t '-*' '+* fatal*' ./main\n",
    file: "service/x/log/run",
  },
  on: {
    inStarters: true,
    chain: (chain, { service }, report) => {
      const step = lastStep(chain);
      if (step.name !== "multilog" || leavesPatternsAlone(service)) return;
      const patterns = readActions(step).flatMap((action) => barePattern(action) ?? []);
      const first = patterns.at(0);
      if (first === undefined) return;
      const edits = patterns.map(({ word, text }) => ({ span: word, newText: `'${text}'` }));
      const canQuote = patterns.every(({ text }) => !text.includes("'"));
      report({
        at: { start: first.word.start, end: patterns[patterns.length - 1].word.end },
        message: patterns.length > 1 ? "globs" : "glob",
        params: { pattern: printable(first.text), patterns: patterns.map(({ text }) => printable(text)).join(", ") },
        fixes: canQuote ? [{ title: "quote", safety: "unsafe", edits }] : [],
      });
    },
  },
});

/** `set -f` */
const leavesPatternsAlone = onceForService(({ commands }) => {
  const isOff = (text: string | undefined) => /^-[a-z]*f/.test(text ?? "") || text === "noglob";
  return commands.some(({ name, arguments: args }) => name === "set" && args.some(({ text }) => isOff(text)));
});

/** A pattern with a star that stands outside of quotes. */
function barePattern({ kind, argument: { word, text } }: Action): { word: Word; text: string } | undefined {
  const isBare = word.parts.some((part) => part.kind === "bare" && part.text.includes("*"));
  return (kind === "select" || kind === "deselect") && text !== undefined && isBare ? { word, text } : undefined;
}
