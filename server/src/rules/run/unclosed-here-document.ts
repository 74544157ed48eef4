import type { EndlessDocument } from "djblint-grammars/run/tree";
import { printable, type SourceText, type Span } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS112",
  name: "unclosed-here-document",
  language: "run",
  severity: "error",
  category: "shell",
  since: "0.1",
  what: "No line ends a here-document",
  why:
    "The shell takes all lines to the end of the file for the text of the here-document, sh without a word: the commands " +
    "among them never run, and the script comes to its end, once a second",
  silent: "Inside the script of sh -c",
  sources: ["POSIX sh, here-document", "measured: dash 0.5.12, bash 5.2"],
  fixable: "none",
  messages: {
    unclosed: {
      text: "no line is {delimiter} alone: the shell takes everything to the end of the file for the here-document",
      help: "write {delimiter} at the very beginning of a line of its own, with nothing behind it",
    },
    final: {
      text: "no line is {delimiter} alone: the end of the file ends the here-document, which bash warns of",
      help: "write {delimiter} into a line of its own behind it",
      severity: "info",
    },
    almost: { text: "this line does not end it: it is more than {delimiter}" },
  },
  example: {
    bad: "#!/bin/sh\ncat > /run/webd.conf << END\nport 8080\n  END\nexec setuidgid web webd -c /run/webd.conf 2>&1\n",
    good: "#!/bin/sh\ncat > /run/webd.conf << END\nport 8080\nEND\nexec setuidgid web webd -c /run/webd.conf 2>&1\n",
  },
  on: {
    inStarters: true,
    script: ({ tree, text, chain }, report) => {
      // bash takes a delimiter in front of the bracket that closes $( for an end.
      if (tree.shell === "bash" && tree.faults.some(({ found }) => found.includes("("))) return;
      for (const document of tree.endlessDocuments) {
        const { start, end, delimiter } = document;
        const params = { delimiter: printable(delimiter) };
        const almost = almostEnd(document, text);
        const related = almost && [{ span: almost, message: "almost" as const, params }];
        // Behind exec nothing was to run.
        const isFinal = !almost && chain?.replacesShell && isWithin(document, chain.command);
        report({ at: { start, end }, message: isFinal ? "final" : "unclosed", params, related });
      }
    },
  },
});

function isWithin(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** The line that was to be the end: the delimiter with blanks around it, or with something behind it that ends a command. */
function almostEnd({ bodyStart, delimiter }: EndlessDocument, text: SourceText): Span | undefined {
  for (let line = text.positionAt(bodyStart).line; line < text.lines.count; line++) {
    const span = text.lines.span(line);
    if (text.slice(span).replace(/^\s+|[\s;)]+$/g, "") === delimiter) return span;
  }
  return undefined;
}
