import { printable } from "djblint-grammars/text";
import { lastStep } from "../../model/run/service.js";
import { type Action, gluedDirectory, readActions } from "../../model/run/service-multilog.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS055",
  name: "multilog-dir",
  language: "run",
  severity: "error",
  category: "logging",
  since: "0.1",
  what: "multilog has no directory, or its directory begins with neither a dot nor a slash, or svlogd has none",
  why:
    "multilog ignores such a word; without any directory it reads all lines, keeps none and exits 0. svlogd does not " +
    "start without one",
  silent:
    "When another word is a directory, an alert or a status file, when the shell decides a word, and when no word says how lines are to be kept",
  sources: ["run script specification L2, L3, R55"],
  fixable: "unsafe",
  messages: {
    lost: {
      text: "multilog takes {word} for no directory, and there is no other: all lines are thrown away",
      help: "write ./{word}",
    },
    none: {
      text: "multilog has no directory to write into: all lines are thrown away",
      help: "write the directory at the end: ./main",
    },
    glued: {
      text: "multilog reads {read} of the word {word}, and there is no directory: all lines are thrown away",
      help: "write a blank in front of {folder}",
    },
    svlogd: {
      text: "svlogd has no directory to write into: it prints its usage and exits with 111",
      help: "write the directory at the end: ./main",
    },
    apart: { text: "Write a blank in front of {folder}" },
    prefix: { text: "Write ./{word}" },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid dlog multilog t main\n",
    good: "#!/bin/sh\nexec setuidgid dlog multilog t ./main\n",
    file: "service/x/log/run",
  },
  on: {
    inStarters: true,
    chain: (chain, _script, report) => {
      const step = lastStep(chain);
      if (step.name === "svlogd" && step.certain && step.arguments.length === 0) {
        report({ at: step.word, message: "svlogd" });
      }
      if (step.name !== "multilog") return;
      const actions = readActions(step);
      const last = actions.at(-1);
      if (actions.some(({ kind }) => KEEPS_LINES.has(kind))) return;
      const glued = last && gluedDirectory(last);
      if (glued) {
        const { argument } = last;
        const params = { word: printable(argument.text ?? ""), read: glued.read, folder: printable(glued.folder) };
        const at = argument.start + glued.read.length;
        const edits = [{ span: { start: at, end: at }, newText: " " }];
        const isPlain = argument.end - argument.start === argument.text?.length;
        const fixes = isPlain ? [{ title: "apart" as const, params, safety: "unsafe" as const, edits }] : [];
        report({ at: argument, message: "glued", params, fixes });
        return;
      }
      if (last === undefined || !isMeantAsDirectory(last)) {
        const isMeantToKeep = actions.some(({ kind }) => FOR_FILES.has(kind)) && !actions.some(isPattern);
        if (isMeantToKeep) report({ at: step.word, message: "none" });
        return;
      }
      const { argument } = last;
      const word = printable(argument.head);
      const span = { start: argument.start, end: argument.start };
      report({
        at: argument,
        message: "lost",
        params: { word },
        fixes: [{ title: "prefix", params: { word }, safety: "unsafe", edits: [{ span, newText: "./" }] }],
      });
    },
  },
});

const KEEPS_LINES: ReadonlySet<Action["kind"]> = new Set(["directory", "alert", "status", "unknown"]);

/** `multilog '-*'` throws all lines away on purpose. */
function isPattern({ kind }: Action): boolean {
  return kind === "select" || kind === "deselect";
}

/** Those that say how the lines are to be kept. */
const FOR_FILES: ReadonlySet<Action["kind"]> = new Set(["stamp", "size", "count", "processor"]);

/** A word at the end that is no action, or an action only by its first letter. */
function isMeantAsDirectory({ kind, argument: { text } }: Action): boolean {
  if (text === undefined || text.length < 2) return false;
  return kind === "ignored" || (/^[stn][^0-9]/.test(text) && (kind === "size" || kind === "count" || kind === "stamp"));
}
