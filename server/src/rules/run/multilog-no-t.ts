import type { SourceText, Span } from "djblint-grammars/text";
import { lastStep } from "../../model/run/service.js";
import { type Action, readActions } from "../../model/run/service-multilog.js";
import { defineRule, type Edit } from "../rule.js";

export default defineRule({
  code: "RS054",
  name: "multilog-no-t",
  language: "run",
  severity: "warning",
  category: "logging",
  since: "0.1",
  what: "multilog writes lines without a time stamp",
  why: "Only t as the very first word stamps the lines; anywhere else it is ignored without a word",
  silent:
    "When multilog writes to no directory, when the shell decides the first word, and when a filter in the same " +
    "pipeline has stamped the lines already",
  sources: ["run script specification L1, L3, R54"],
  fixable: "unsafe",
  messages: {
    missing: {
      text: "multilog has no t as its first word, so the lines in the log have no time stamp",
      help: "write multilog t ...",
    },
    late: {
      text: "multilog takes t only as its first word: here it is ignored, and the lines in the log have no time stamp",
      help: "put t directly behind multilog",
    },
    patched: {
      text: "multilog ignores d unless it is a patched build, so the lines in the log have no time stamp",
      help: "write multilog t ..., and read the log with tai64nlocal",
    },
    instead: {
      text: "multilog has no action {word} and ignores it: without t as its first word, the lines in the log have no time stamp",
      help: "write multilog t ...",
    },
    insert: { text: "Insert t" },
    move: { text: "Put t behind multilog" },
    write: { text: "Write t" },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid dlog multilog ./main\n",
    good: "#!/bin/sh\nexec setuidgid dlog multilog t ./main\n",
    file: "service/x/log/run",
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      const step = lastStep(chain);
      if (step.name !== "multilog" || chain.place.piped) return;
      const actions = readActions(step);
      const writes = actions.some(({ kind }) => kind === "directory");
      const [first] = actions;
      // Of -t another rule speaks (RS057).
      if (!writes || first.kind === "stamp" || first.kind === "unknown" || first.argument.text === "-t") return;
      const late = actions.find(({ kind, argument }) => kind === "ignored" && argument.text === "t");
      const instead = first.kind === "ignored" && /^[a-z]$/.test(first.argument.text ?? "") ? first : undefined;
      const { end } = step.word;
      const insertion = { span: { start: end, end }, newText: " t" };
      const edits = late
        ? [insertion, withoutWord(late.argument, script.text)]
        : [instead ? { span: instead.argument, newText: "t" } : insertion];
      const message = late ? "late" : !instead ? "missing" : instead.argument.text === "d" ? "patched" : "instead";
      report({
        at: (late ?? instead)?.argument ?? step.word,
        message,
        params: { word: instead?.argument.text ?? "" },
        fixes: actions.some(isPattern) ? [] : [{ title: TITLES[message], safety: "unsafe", edits }],
      });
    },
  },
});

const TITLES = { missing: "insert", late: "move", patched: "write", instead: "write" };

/** It has to match the stamp too, then (RS125). */
function isPattern({ kind, argument }: Action): boolean {
  return (kind === "select" || kind === "deselect") && !/^[+-]\*$/.test(argument.text ?? "");
}

/** Takes a word out with the blanks in front of it. */
function withoutWord({ start, end }: Span, { bytes }: SourceText): Edit {
  let from = start;
  while (bytes[from - 1] === BLANK || bytes[from - 1] === TAB) from--;
  return { span: { start: from, end }, newText: "" };
}

const BLANK = 32;
const TAB = 9;
