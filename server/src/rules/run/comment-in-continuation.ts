import type { Span } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS069",
  name: "comment-in-continuation",
  language: "run",
  severity: "error",
  category: "shell",
  since: "0.1",
  what: "A comment line stands between the lines of a command that a backslash joins",
  why:
    "The backslash joins the comment to the command, and a comment ends it: the command runs without the words of the " +
    "lines below, which become a command of their own",
  silent:
    "When nothing but comments and blank lines follows, and behind &&, ||, | and ;, where the lines below are commands anyway",
  sources: ["run script specification R69"],
  fixable: "none",
  messages: {
    comment: {
      text: "the command ends at this comment: the lines below, which it was to go on with, become a command of their own",
      help: "move the comment in front of the command",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec env PATH=/usr/bin \\\n# as the log account\nsetuidgid dlog multilog t ./main\n",
    good: "#!/bin/sh\n# as the log account\nexec env PATH=/usr/bin \\\nsetuidgid dlog multilog t ./main\n",
  },
  on: {
    inStarters: true,
    script: ({ tree, service, text }, report) => {
      for (const comments of [tree.comments, ...service.scripts.map((script) => script.comments)]) {
        for (const [index, comment] of comments.entries()) {
          // A backslash at the end of a comment joins nothing.
          const isBelowComment = index > 0 && comments[index - 1].end >= joinBefore(comment, text.bytes);
          if (isBelowComment || !isJoined(comment, text.bytes) || !hasCodeBelow(comment, text.bytes)) continue;
          report({ at: comment, message: "comment" });
        }
      }
    },
  },
});

const TAB = 9;
const LF = 10;
const BLANK = 32;
const HASH = 35;
const BACKSLASH = 92;

/** The first byte in front of a place that is no blank: of a comment that stands alone in its line, the line feed. */
function joinBefore({ start }: Span, bytes: Uint8Array): number {
  let at = start - 1;
  while (at >= 0 && (bytes[at] === BLANK || bytes[at] === TAB)) at--;
  return at;
}

/** Only blanks stand between the comment and a line that ends in a backslash, behind words of a command. */
function isJoined(comment: Span, bytes: Uint8Array): boolean {
  const at = joinBefore(comment, bytes);
  if (at <= 0 || bytes[at] !== LF || bytes[at - 1] !== BACKSLASH || bytes[at - 2] === BACKSLASH) return false;
  const before = joinBefore({ start: at - 1, end: at }, bytes);
  // Behind && and | the shell looks for a command in the lines below, with or without the backslash.
  return !OPERATORS.has(bytes[before]) || bytes[before - 1] === BACKSLASH;
}

const OPERATORS: ReadonlySet<number> = new Set([..."&|;({"].map((sign) => sign.charCodeAt(0)));

/** The next line that is no comment is not blank either. */
function hasCodeBelow({ end }: Span, bytes: Uint8Array): boolean {
  for (let at = end + 1; at < bytes.length; at++) {
    if (bytes[at] === BLANK || bytes[at] === TAB) continue;
    if (bytes[at] !== HASH) return bytes[at] !== LF;
    const feed = bytes.indexOf(LF, at);
    if (feed < 0) return false;
    at = feed;
  }
  return false;
}
