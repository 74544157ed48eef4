import type { Word } from "djblint-grammars/run/tree";
import { wordsOf } from "djblint-grammars/run/walk";
import type { Span } from "djblint-grammars/text";
import { defineRule, type Fix } from "../rule.js";

export default defineRule({
  code: "RS068",
  name: "backslash-blank",
  language: "run",
  severity: "error",
  category: "shell",
  since: "0.1",
  what: "A blank, or a comment, stands behind the backslash at the end of a line",
  why: "The backslash quotes the blank instead of joining the lines: the command gets an argument of one blank and ends here",
  silent: "When the backslash does not stand alone, as in `echo name:\\ `",
  sources: ["run script specification R68"],
  fixable: "unsafe",
  messages: {
    quoted: {
      text: "the blank behind \\ becomes an argument of its own, and the command ends here instead of going on in the next line",
      help: "remove the blanks behind the backslash",
    },
    comment: {
      text: "no comment can stand behind \\: the blank becomes an argument of its own, and the command ends here instead of going on in the next line",
      help: "move the comment in front of the command, and remove the blanks",
    },
    remove: { text: "Remove the blanks" },
  },
  example: {
    bad: "#!/bin/sh\nexec env - PATH=/bin \\ \nsetuidgid dlog multilog t ./main\n",
    good: "#!/bin/sh\nexec env - PATH=/bin \\\nsetuidgid dlog multilog t ./main\n",
  },
  on: {
    inStarters: true,
    script: ({ tree, service, text }, report) => {
      if (!hasQuotedBlank(text.bytes)) return;
      for (const list of [tree.list, ...service.scripts.map((script) => script.list)]) {
        for (const word of wordsOf(list)) {
          const blanks = quotedBlanks(word, text.bytes);
          const behind = text.bytes[blanks?.end ?? text.bytes.length];
          if (blanks === undefined || (behind !== LF && behind !== HASH)) continue;
          const remove: Fix = { title: "remove", safety: "unsafe", edits: [{ span: blanks, newText: "" }] };
          report({
            at: { start: word.start, end: blanks.end },
            message: behind === HASH ? "comment" : "quoted",
            fixes: behind === HASH ? [] : [remove],
          });
        }
      }
    },
  },
});

const LF = 10;
const HASH = 35;
const BACKSLASH = 92;

/** Whether a blank stands behind a backslash anywhere; most scripts have none, and need no look at their words. */
function hasQuotedBlank(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(BACKSLASH); at >= 0; at = bytes.indexOf(BACKSLASH, at + 1)) {
    if (isBlank(bytes[at + 1])) return true;
  }
  return false;
}

/** The blanks up to what follows, when the word is nothing but a backslash and one of them. */
function quotedBlanks({ parts, end }: Word, bytes: Uint8Array): Span | undefined {
  const [part, ...rest] = parts;
  if (part?.kind !== "escaped" || rest.length > 0 || !isBlank(part.text.charCodeAt(0))) return undefined;
  let at = end;
  while (isBlank(bytes[at])) at++;
  return { start: end - 1, end: at };
}

function isBlank(byte: number): boolean {
  return byte === 32 || byte === 9;
}
